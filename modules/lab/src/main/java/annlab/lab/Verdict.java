package annlab.lab;

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
    return new Verdict(claim, OptionalDouble.of(measured), claim.target().judge(measured));
  }

  /**
   * A claim that was not judged.
   *
   * @param claim the claim
   * @param measured what was measured under other settings, if anything
   * @return the claim with NOT_RUN
   */
  static Verdict notRun(Claim claim, OptionalDouble measured) {
    return new Verdict(claim, measured, Judgement.NOT_RUN);
  }
}
