package annlab.lab.claims;

/** What became of a claim. */
public enum Judgement {
  /** The measured number meets its target. */
  PASS,
  /** The measured number misses its target. */
  FAIL,
  /** An exhibit: shown, not judged. */
  SHOWN,
  /** Not measured, or measured under other settings than the experiment's own. */
  NOT_RUN;

  static Judgement of(boolean holds) {
    return holds ? PASS : FAIL;
  }
}
