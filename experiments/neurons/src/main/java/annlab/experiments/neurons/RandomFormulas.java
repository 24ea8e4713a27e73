package annlab.experiments.neurons;

import java.util.List;
import java.util.SplittableRandom;

/** Draws formulas in which every connective occurs. */
final class RandomFormulas {
  private static final Connective[] CONNECTIVES = Connective.values();
  private static final double NEGATED = 0.25;

  private final SplittableRandom random;
  private final List<String> variables;

  /**
   * Formulas over given variables.
   *
   * @param seed the same seed gives the same formulas
   */
  RandomFormulas(long seed, List<String> variables) {
    this.random = new SplittableRandom(seed);
    this.variables = List.copyOf(variables);
  }

  /**
   * The next formula.
   *
   * @param leaves occurrences of variables in it, at least 1
   */
  Formula next(int leaves) {
    Formula formula;
    if (leaves == 1) {
      formula = new Formula.Variable(variables.get(random.nextInt(variables.size())));
    } else {
      int left = random.nextInt(1, leaves);
      Connective connective = CONNECTIVES[random.nextInt(CONNECTIVES.length)];
      formula = new Formula.Joined(connective, next(left), next(leaves - left));
    }
    return random.nextDouble() < NEGATED ? new Formula.Not(formula) : formula;
  }
}
