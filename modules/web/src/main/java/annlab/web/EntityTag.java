package annlab.web;

import annlab.lab.runs.Artifact;

/** The entity tag (ETag) of an answer. */
final class EntityTag {
  private static final int DIGITS = 32;

  private EntityTag() {}

  /** The hash of a content, in quotes. */
  static String of(byte[] content) {
    return '"' + Artifact.sha256(content).substring(0, DIGITS) + '"';
  }
}
