package annlab.lab.claims;

import annlab.lab.settings.Numbers;
import java.util.OptionalDouble;

/**
 * The target of a claim's number, and why that much deviation is allowed.
 *
 * <p>Every target carries its reason, shown beside the verdict: a tolerance without one is a guess.
 */
public sealed interface Target {
  /**
   * Why this target and this tolerance.
   *
   * @return a sentence for the report
   */
  String reason();

  /**
   * Judges a measured number.
   *
   * @param measured the number; for a {@link Property} the counter-examples found
   * @return whether the claim holds, or SHOWN for an exhibit
   */
  Judgement judge(double measured);

  /**
   * How much of the deviation that is allowed a number uses: 0 is in the middle of what passes, 1
   * at its edge, more fails. An interval from 0 on bounds an error: its middle is 0.
   *
   * @param measured the number
   * @return the share; empty where nothing, or anything on one side, may deviate
   */
  default OptionalDouble used(double measured) {
    return OptionalDouble.empty();
  }

  /**
   * One value and no other.
   *
   * @param value the chapter's number
   * @param reason why no deviation is allowed
   */
  record Exact(double value, String reason) implements Target {
    @Override
    public Judgement judge(double measured) {
      return Judgement.of(measured == value);
    }
  }

  /**
   * A value and a band around it.
   *
   * @param value the chapter's number
   * @param tolerance the largest absolute difference that passes, above 0
   * @param reason where the tolerance comes from
   */
  record Within(double value, double tolerance, String reason) implements Target {
    public Within {
      if (!(tolerance > 0)) {
        throw new IllegalArgumentException("tolerance must be above 0, got " + tolerance);
      }
    }

    @Override
    public Judgement judge(double measured) {
      return Judgement.of(Math.abs(measured - value) <= tolerance);
    }

    @Override
    public OptionalDouble used(double measured) {
      return OptionalDouble.of(Math.abs(measured - value) / tolerance);
    }
  }

  /**
   * A closed interval.
   *
   * @param low the lowest value that passes; may be negative infinity
   * @param high the highest value that passes; may be positive infinity
   * @param reason where the bounds come from
   */
  record Between(double low, double high, String reason) implements Target {
    public Between {
      if (!(low <= high)) {
        throw new IllegalArgumentException("low must not exceed high, got " + low + ", " + high);
      }
    }

    @Override
    public Judgement judge(double measured) {
      return Judgement.of(measured >= low && measured <= high);
    }

    @Override
    public OptionalDouble used(double measured) {
      if (Double.isInfinite(low) || Double.isInfinite(high) || low == high) {
        return OptionalDouble.empty();
      }
      double middle = low == 0 ? 0 : (low + high) / 2;
      return OptionalDouble.of(Math.abs(measured - middle) / (high - middle));
    }

    /**
     * The interval in words.
     *
     * @return as {@code 0.890 - 0.905}, {@code at least 0.95} or {@code at most 0.75}
     */
    public String text() {
      if (Double.isInfinite(low) && Double.isInfinite(high)) {
        return "any number";
      }
      if (Double.isInfinite(high)) {
        return "at least " + Numbers.plain(low);
      }
      if (Double.isInfinite(low) || Numbers.boundsAnError(low, high)) {
        return "at most " + Numbers.plain(high);
      }
      int digits = Math.max(Numbers.decimals(low), Numbers.decimals(high));
      return Numbers.fixed(low, digits) + " - " + Numbers.fixed(high, digits);
    }
  }

  /**
   * A statement that must hold in every case tried.
   *
   * @param reason what was tried, and what would count against it
   */
  record Property(String reason) implements Target {
    @Override
    public Judgement judge(double counterExamples) {
      return Judgement.of(counterExamples == 0);
    }
  }

  /**
   * Nothing to judge: a time, or a ratio of times, which is another one in each run.
   *
   * @param reason what was timed
   */
  record Timing(String reason) implements Target {
    @Override
    public Judgement judge(double measured) {
      return Judgement.SHOWN;
    }
  }

  /**
   * Nothing to judge: a figure or a demonstration.
   *
   * @param reason why it is shown and not judged
   */
  record Exhibit(String reason) implements Target {
    @Override
    public Judgement judge(double measured) {
      return Judgement.SHOWN;
    }
  }
}
