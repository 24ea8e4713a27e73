package annlab.lab.claims;

import java.util.Locale;

/** The outcome of judging a claim. */
public enum Judgement {
  /** The measured number meets its target. */
  PASS,
  /** The measured number misses its target. */
  FAIL,
  /** An exhibit: shown, not judged. */
  SHOWN,
  /** Not measured, or measured under other settings than the experiment's own. */
  NOT_RUN;

  /**
   * The word for it, wherever people read it.
   *
   * @return pass, fail, shown or not run
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * The sign beside the word.
   *
   * @return one character
   */
  public String sign() {
    return switch (this) {
      case PASS -> "✓";
      case FAIL -> "✗";
      case SHOWN -> "○";
      case NOT_RUN -> "–";
    };
  }

  static Judgement of(boolean holds) {
    return holds ? PASS : FAIL;
  }
}
