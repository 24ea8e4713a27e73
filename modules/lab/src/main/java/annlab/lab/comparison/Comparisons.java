package annlab.lab.comparison;

import annlab.lab.Json;
import annlab.lab.PrerequisiteException;
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
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "comparison", ".part");
      Files.writeString(part, Json.print(comparison.json()));
      Files.move(part, file(comparison.id()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot keep the comparison in " + folder + " (" + e.getMessage() + ")", e);
    }
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
