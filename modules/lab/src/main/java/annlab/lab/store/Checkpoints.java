package annlab.lab.store;

import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.Checkpoint;
import annlab.networks.files.AtomicFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a run: one file for each of its recorded trainings, the newest of each. */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private static final String PATTERN = "checkpoint-*.zip";
  private static final Pattern NAME = Pattern.compile("checkpoint-[0-9]{1,9}\\.zip");

  private final Path folder;

  /** Those in a run's folder, which need not exist. */
  Checkpoints(Path folder) {
    this.folder = folder;
  }

  private Path file(int training) {
    return folder.resolve("checkpoint-" + training + ".zip");
  }

  /** Whether there is one for any training. */
  boolean any() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PATTERN)) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      return false; // a run without files
    }
  }

  /**
   * The newest of a training, counted from 1 in the run. A damaged one is said and passed over: the
   * training then starts over.
   */
  public Optional<Checkpoint> read(int training) {
    Path file = file(training);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checkpoint.read(Files.readAllBytes(file), file.toString()));
    } catch (IllegalArgumentException | IOException e) {
      LOG.warn("{}; training {} starts over", e.getMessage(), training);
      return Optional.empty();
    }
  }

  public void write(int training, Checkpoint checkpoint) {
    write(file(training), checkpoint.bytes());
  }

  private static void write(Path file, byte[] content) {
    try {
      AtomicFiles.write(file, content);
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot write " + file + " (" + e.getMessage() + "); is the disk full?", e);
    }
  }

  /**
   * All of them as JSON, to be carried to another machine.
   *
   * @return contents in base64 by file name
   */
  public ObjectNode json() {
    ObjectNode contents = Json.object();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PATTERN)) {
      for (Path file : found) {
        byte[] content = Files.readAllBytes(file);
        contents.put(file.getFileName().toString(), Base64.getEncoder().encodeToString(content));
      }
    } catch (NoSuchFileException e) {
      return contents; // a run without files
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot read " + folder + " (" + e.getMessage() + "); is the disk failing?", e);
    }
    return contents;
  }

  /**
   * Puts files there that {@link #json} gave on another machine.
   *
   * @param contents in base64 by file name
   * @throws IllegalArgumentException if a name is no checkpoint's
   */
  public void put(JsonNode contents) {
    for (Map.Entry<String, JsonNode> file : contents.properties()) {
      String name = file.getKey();
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("a checkpoint's file must not be called " + name);
      }
      write(folder.resolve(name), Base64.getDecoder().decode(file.getValue().asText()));
    }
  }

  /** Removes what a finished run needs no more, and what a killed process left half written. */
  public void delete() {
    for (String pattern : new String[] {PATTERN, ".*"}) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        LOG.debug("{} keeps its checkpoints", folder, e);
      }
    }
  }
}
