package annlab.networks;

/** Checks of hyperparameters, with one wording. */
final class Hyperparameter {
  private Hyperparameter() {}

  static void require(String name, boolean holds, String range, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be in " + range + ", got " + value);
    }
  }
}
