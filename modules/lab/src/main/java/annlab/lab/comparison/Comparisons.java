package annlab.lab.comparison;

import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The comparisons of a home: one JSON document each, which holds both runs and so outlives them.
 */
public final class Comparisons {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,120}");
  private static final String ENDING = ".json";

  private final Path folder;

  /**
   * The comparisons of a home.
   *
   * @param home the run store's folder
   */
  public Comparisons(Path home) {
    this.folder = home.resolve("comparisons");
  }

  /**
   * Keeps a comparison.
   *
   * @param comparison the comparison
   */
  public void save(Comparison comparison) {
    write(comparison.id(), comparison.json());
  }

  private void write(String id, JsonNode document) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "comparison", ".part");
      Files.writeString(part, Json.print(document));
      Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot keep the comparison in " + folder + " (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Imports a comparison that was made elsewhere; none is ever overwritten.
   *
   * @param document as {@link Comparison#json} has it
   * @param source where it is from, for messages
   * @return its name
   * @throws IllegalArgumentException if it is none, or one of its name is here
   */
  public String importFrom(JsonNode document, String source) {
    String id = document.path("id").asText();
    if (!ID.matcher(id).matches()
        || document.path("sides").size() != 2
        || !document.path("drift").path("steps").isArray()) {
      throw new IllegalArgumentException(
          source + " is no comparison; make one with: annlab compare --json");
    }
    if (Files.exists(file(id))) {
      throw new IllegalArgumentException("the comparison " + id + " is here already");
    }
    write(id, document);
    return id;
  }

  /**
   * All comparisons.
   *
   * @return documents as {@link Comparison#json} has them, newest first
   */
  public List<JsonNode> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<JsonNode> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted(Comparator.reverseOrder())
          .forEach(file -> found.add(read(file)));
    } catch (IOException e) {
      throw new PrerequisiteException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    return found;
  }

  /**
   * A comparison.
   *
   * @param id its name
   * @return its document; empty if there is none of this name
   */
  public Optional<JsonNode> find(String id) {
    return ID.matcher(id).matches() && Files.exists(file(id))
        ? Optional.of(read(file(id)))
        : Optional.empty();
  }

  private Path file(String id) {
    return folder.resolve(id + ENDING);
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new PrerequisiteException(
          "the comparison " + file + " is damaged (" + e.getMessage() + "); delete it", e);
    }
  }
}
