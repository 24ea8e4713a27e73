package annlab.experiments.backpropagation;

import annlab.lab.Parameters;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Target;
import java.util.Optional;

/** Claims of section 1.2.4, and settings by name. */
final class Claims {
  static final String SECTION = "1.2.4";

  private Claims() {}

  static Claim property(String id, String statement, String reason) {
    return new Claim(id, SECTION, Kind.CLAIM, statement, new Target.Property(reason));
  }

  static Claim exactly(String id, String statement, double value, String reason) {
    return new Claim(id, SECTION, Kind.CLAIM, statement, new Target.Exact(value, reason));
  }

  /** For a size or a difference, which cannot be below 0. */
  static Claim atMost(String id, String statement, double high, String reason) {
    return new Claim(id, SECTION, Kind.CLAIM, statement, new Target.Between(0, high, reason));
  }

  static Claim atLeast(String id, String statement, double low, String reason) {
    return new Claim(
        id,
        SECTION,
        Kind.CLAIM,
        statement,
        new Target.Between(low, Double.POSITIVE_INFINITY, reason));
  }

  static Claim exhibit(String id, String statement, String reason) {
    return new Claim(id, SECTION, Kind.EXHIBIT, statement, new Target.Exhibit(reason));
  }

  static Claim timing(String id, String statement, String reason) {
    return new Claim(id, SECTION, Kind.EXHIBIT, statement, new Target.Timing(reason));
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
