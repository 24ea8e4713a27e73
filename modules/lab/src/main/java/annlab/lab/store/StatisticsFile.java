package annlab.lab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.runs.RunId;
import annlab.lab.runs.StatisticsRecord;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.files.AtomicFiles;
import annlab.networks.statistics.StepStatistics;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statistics of a run's layers, one point per line: beside the run while a training is under
 * way, and from its end on among the run's files.
 */
public final class StatisticsFile {
  /** Its name among the run's files. */
  public static final String FILE = "statistics.jsonl";

  /** What grows while a training is under way; it is no file of the run yet. */
  private static final String GROWING = "statistics-growing.jsonl";

  private final RunFiles files;
  private final RunId run;
  private final Path folder;
  private final Path growing;

  /** A point that is still to be written, as a line. */
  private record Waiting(int epoch, String line) {}

  private final List<Waiting> waiting = new ArrayList<>();

  /** The epoch of the last point in the growing file; the largest if what it holds is not known. */
  private int last = Integer.MAX_VALUE;

  StatisticsFile(RunFiles files, RunId run, Path folder) {
    this.files = files;
    this.run = run;
    this.folder = folder;
    this.growing = folder.resolve(GROWING);
  }

  /**
   * Adds a point, in memory until the next {@link #write}; a run that is resumed comes to an epoch
   * again, and what was there from it on goes.
   *
   * @param point numbered through all trainings of the run, behind the one before it
   */
  public synchronized void append(StepStatistics point) {
    // made here, where the time is counted that statistics take
    waiting.add(new Waiting(point.epoch(), StatisticsRecord.line(point) + "\n"));
  }

  /**
   * Writes the points that wait. A training that gives one a millisecond has no time for it, so
   * another thread does it now and then.
   *
   * @throws PrerequisiteException if they cannot be written; they wait on
   */
  public synchronized void write() {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      int first = waiting.get(0).epoch();
      if (first <= last) {
        Files.createDirectories(folder);
        String before = before(first);
        if (!before.isEmpty() || Files.exists(growing)) {
          AtomicFiles.write(growing, before.getBytes(UTF_8));
        }
      }
      last = Integer.MAX_VALUE; // unless all of it gets there
      Files.writeString(
          growing,
          waiting.stream().map(Waiting::line).collect(Collectors.joining()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      last = waiting.get(waiting.size() - 1).epoch();
      waiting.clear();
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot write " + growing + " (" + e.getMessage() + "); is the disk full?", e);
    }
  }

  private String before(int epoch) {
    return documents().stream()
        .filter(document -> document.path("epoch").asInt() < epoch)
        .map(document -> Json.line(document) + "\n")
        .collect(Collectors.joining());
  }

  /** Makes what has grown a file of the run; nothing happens if nothing has. */
  public synchronized void keep() {
    write();
    if (!Files.exists(growing)) {
      return;
    }
    try {
      files.write(run, FILE, Files.readAllBytes(growing));
      Files.delete(growing);
      last = Integer.MAX_VALUE;
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot move " + growing + " (" + e.getMessage() + "); is the disk full?", e);
    }
  }

  /**
   * The points that are written so far.
   *
   * @return as {@link StatisticsRecord} describes them, by epoch; a line that a killed process left
   *     half written is none
   */
  public List<JsonNode> documents() {
    List<JsonNode> documents = new ArrayList<>();
    for (String line : lines()) {
      point(line).ifPresent(documents::add);
    }
    return documents;
  }

  /**
   * The points that are written so far.
   *
   * @return by epoch
   */
  public List<StepStatistics> points() {
    return documents().stream().map(StatisticsRecord::read).toList();
  }

  /** The point of a line; empty for one in which the process was killed. */
  private static Optional<JsonNode> point(String line) {
    try {
      return Optional.of(Json.parse(line)).filter(document -> document.path("epoch").isInt());
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** What has grown, or else what is kept; there may be neither. */
  private List<String> lines() {
    return content(growing).or(() -> content(folder.resolve(FILE))).orElse("").lines().toList();
  }

  private static Optional<String> content(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new PrerequisiteException("cannot read " + file + " (" + e.getMessage() + ")", e);
    }
  }
}
