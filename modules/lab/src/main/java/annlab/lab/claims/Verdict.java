package annlab.lab.claims;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;

/**
 * A claim, the number measured for it and what follows.
 *
 * @param claim the claim
 * @param measured the number; empty if nothing was measured
 * @param judgement what follows
 */
public record Verdict(Claim claim, OptionalDouble measured, Judgement judgement) {
  static Verdict of(Claim claim, double measured) {
    // An infinite number must not pass "at least": only a number that exists can meet a target.
    boolean exists = Double.isFinite(measured);
    Judgement judgement =
        exists || claim.kind() == Claim.Kind.EXHIBIT
            ? claim.target().judge(measured)
            : Judgement.FAIL;
    return new Verdict(
        claim, exists ? OptionalDouble.of(measured) : OptionalDouble.empty(), judgement);
  }

  /**
   * A claim that was not judged.
   *
   * @param claim the claim
   * @param measured what was measured under other settings, if anything
   * @return the claim with NOT_RUN
   */
  public static Verdict notRun(Claim claim, OptionalDouble measured) {
    return new Verdict(claim, measured, Judgement.NOT_RUN);
  }

  /**
   * As JSON: {@code id}, {@code section}, {@code kind}, {@code statement}, {@code chapter} or
   * {@code expected} or {@code passes}, {@code measured}, {@code tolerance}, {@code reason}, {@code
   * status}; what does not exist is absent.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = claim.head();
    measured.ifPresent(value -> Json.putFinite(object, "measured", value));
    Target target = claim.target();
    if (target instanceof Target.Exact) {
      object.put("tolerance", 0);
    } else if (target instanceof Target.Within within) {
      object.put("tolerance", within.tolerance());
    }
    object.put("reason", target.reason());
    object.put("status", judgement.name());
    return object;
  }
}
