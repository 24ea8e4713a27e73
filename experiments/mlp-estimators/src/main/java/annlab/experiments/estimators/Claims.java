package annlab.experiments.estimators;

import annlab.lab.Parameters;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Target;
import java.util.Optional;

/**
 * Claims of one section, and settings by name.
 *
 * @param section as {@code 1.2.5}
 */
record Claims(String section) {
  Claim property(String id, String statement, String reason) {
    return claim(id, statement, new Target.Property(reason));
  }

  Claim exactly(String id, String statement, double value, String reason) {
    return claim(id, statement, new Target.Exact(value, reason));
  }

  /** For a size, a difference or an error, which cannot be below 0. */
  Claim atMost(String id, String statement, double high, String reason) {
    return claim(id, statement, new Target.Between(0, high, reason));
  }

  Claim atLeast(String id, String statement, double low, String reason) {
    return claim(id, statement, new Target.Between(low, Double.POSITIVE_INFINITY, reason));
  }

  Claim erratum(String id, String statement, String reason) {
    return new Claim(id, section, Kind.ERRATUM, statement, new Target.Property(reason));
  }

  Claim exhibit(String id, String statement, String reason) {
    return new Claim(id, section, Kind.EXHIBIT, statement, new Target.Exhibit(reason));
  }

  private Claim claim(String id, String statement, Target target) {
    return new Claim(id, section, Kind.CLAIM, statement, target);
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
