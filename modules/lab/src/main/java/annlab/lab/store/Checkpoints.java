package annlab.lab.store;

import annlab.lab.settings.PrerequisiteException;
import annlab.networks.Checkpoint;
import annlab.networks.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a run: one file for each of its recorded trainings, the newest of each. */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

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
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "checkpoint-*.zip")) {
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
    Path file = file(training);
    try {
      AtomicFiles.write(file, checkpoint.bytes());
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot write " + file + " (" + e.getMessage() + "); is the disk full?", e);
    }
  }

  /** Removes what a finished run needs no more, and what a killed process left half written. */
  public void delete() {
    for (String pattern : new String[] {"checkpoint-*.zip", ".*"}) {
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
