package annlab.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.files.AtomicFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sweeps of a home: one JSON document each. Their runs are in the run store. */
public final class Sweeps {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,120}");
  private static final String ENDING = ".json";
  private static final int DRAWS = 50;

  private final Path folder;

  /**
   * The sweeps of a home.
   *
   * @param home the run store's folder
   */
  public Sweeps(Path home) {
    this.folder = home.resolve("sweeps");
  }

  /** A name that no sweep of this home has. */
  String draw() {
    for (int i = 0; i < DRAWS; i++) {
      String id = RunId.draw("sweep", Instant.now()).value();
      if (!Files.exists(file(id))) {
        return id;
      }
    }
    throw new IllegalStateException("no free name for a sweep after " + DRAWS + " draws");
  }

  void save(Sweep sweep) {
    try {
      AtomicFiles.write(file(sweep.id()), Json.print(sweep.json()).getBytes(UTF_8));
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot keep the sweep in " + folder + " (" + e.getMessage() + "); is the disk full?", e);
    }
  }

  /**
   * All sweeps.
   *
   * @return newest first
   */
  public List<Sweep> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> ID.matcher(name(file)).matches())
          .sorted(Comparator.comparing(Sweeps::name).reversed())
          .map(Sweeps::read)
          .toList();
    } catch (IOException e) {
      throw new PrerequisiteException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
  }

  /**
   * A sweep.
   *
   * @param id its name
   * @return empty if there is none of this name
   */
  public Optional<Sweep> find(String id) {
    return ID.matcher(id).matches() && Files.exists(file(id))
        ? Optional.of(read(file(id)))
        : Optional.empty();
  }

  /**
   * The sweep that a person names.
   *
   * @param text its name, or the beginning or end of exactly one
   * @return the sweep
   * @throws IllegalArgumentException if none, or more than one, is meant
   */
  public Sweep require(String text) {
    List<String> ids =
        all().stream()
            .map(Sweep::id)
            .filter(id -> !text.isBlank() && (id.startsWith(text) || id.endsWith(text)))
            .toList();
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          "no sweep is called '" + text + "' in " + folder.getParent() + "; see: annlab sweep");
    }
    if (ids.size() > 1 && !ids.contains(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' may mean " + String.join(", ", ids) + "; write more of the id");
    }
    return read(file(ids.contains(text) ? text : ids.get(0)));
  }

  private Path file(String id) {
    return folder.resolve(id + ENDING);
  }

  private static Sweep read(Path file) {
    try {
      return Sweep.of(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException | ClassCastException | DateTimeException | IllegalArgumentException e) {
      throw new PrerequisiteException(
          "the sweep " + file + " is damaged (" + e.getMessage() + "); delete it", e);
    }
  }
}
