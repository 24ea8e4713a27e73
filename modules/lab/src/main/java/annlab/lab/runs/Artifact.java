package annlab.lab.runs;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file kept with a run.
 *
 * @param name its name within the run
 * @param file where it is
 * @param bytes its size
 * @param sha256 SHA-256 of its content, hexadecimal
 * @param section the chapter's section that it illustrates; empty for what is no figure
 * @param caption what a figure shows; empty for what is no figure
 */
public record Artifact(
    String name,
    Path file,
    long bytes,
    String sha256,
    Optional<String> section,
    Optional<String> caption) {

  /** SHA-256 of a content, as 64 hexadecimal digits. */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
