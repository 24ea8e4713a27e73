package annlab.experiments.perceptron;

import annlab.lab.Parameters;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Target;
import java.util.Optional;

/** Claims of section 1.2.3, and settings by name. */
final class Claims {
  static final String SECTION = "1.2.3";

  private Claims() {}

  static Claim property(String id, String statement, String reason) {
    return claim(id, statement, new Target.Property(reason));
  }

  static Claim exactly(String id, String statement, double value, String reason) {
    return claim(id, statement, new Target.Exact(value, reason));
  }

  static Claim within(String id, String statement, double value, double tolerance, String reason) {
    return claim(id, statement, new Target.Within(value, tolerance, reason));
  }

  /** For a size, a difference or a share, which cannot be below 0. */
  static Claim atMost(String id, String statement, double high, String reason) {
    return claim(id, statement, new Target.Between(0, high, reason));
  }

  static Claim atLeast(String id, String statement, double low, String reason) {
    return claim(id, statement, new Target.Between(low, Double.POSITIVE_INFINITY, reason));
  }

  static Claim exhibit(String id, String statement, String reason) {
    return new Claim(id, SECTION, Kind.EXHIBIT, statement, new Target.Exhibit(reason));
  }

  static Claim timing(String id, String statement, String reason) {
    return new Claim(id, SECTION, Kind.EXHIBIT, statement, new Target.Timing(reason));
  }

  private static Claim claim(String id, String statement, Target target) {
    return new Claim(id, SECTION, Kind.CLAIM, statement, target);
  }

  /** A whole number among the further settings. */
  static int setting(Parameters parameters, String name) {
    return Integer.parseInt(
        Optional.ofNullable(parameters.others().get(name))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "setting " + name + " is missing; there are " + parameters.others())));
  }
}
