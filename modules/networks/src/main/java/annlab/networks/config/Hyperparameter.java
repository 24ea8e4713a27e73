package annlab.networks.config;

/** Checks of hyperparameters, with one wording. */
public final class Hyperparameter {
  private Hyperparameter() {}

  public static void require(String name, boolean holds, String range, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be in " + range + ", got " + value);
    }
  }
}
