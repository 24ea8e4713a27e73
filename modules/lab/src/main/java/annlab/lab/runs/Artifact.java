package annlab.lab.runs;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /**
   * As JSON: {@code name}, {@code bytes}, {@code sha256}, and of a figure {@code section} and
   * {@code caption}.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = Json.object().put("name", name).put("bytes", bytes).put("sha256", sha256);
    section.ifPresent(text -> object.put("section", text));
    caption.ifPresent(text -> object.put("caption", text));
    return object;
  }

  /**
   * Reads what is known of a file.
   *
   * @param json as {@link #json} gives it
   * @param folder where the file is
   * @return the file
   * @throws IllegalArgumentException if a text is missing or none
   */
  public static Artifact of(JsonNode json, Path folder) {
    String name = Json.text(json, "name");
    return new Artifact(
        name,
        folder.resolve(name),
        json.path("bytes").asLong(),
        Json.text(json, "sha256"),
        Json.optionalText(json, "section"),
        Json.optionalText(json, "caption"));
  }

  /** SHA-256 of a content, as 64 hexadecimal digits. */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
