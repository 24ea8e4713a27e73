package annlab.cli.processes;

import annlab.cli.text.ExitCode;
import annlab.lab.backend.ClassPath;
import annlab.lab.runs.RunId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that runs experiments one after the other, see {@link ExperimentWorkerCommand}:
 * starting one and warming it up takes longer than most experiments.
 */
final class ExperimentProcess {
  /** It can be given a run. */
  static final String READY = "ready";

  /** An epoch of the run under way has ended; followed by its number and how many there are. */
  static final String EPOCH = "epoch";

  /** The run under way has finished, or was interrupted; the process can be given another one. */
  static final String ENDED = "ended";

  /** The run under way has failed; followed by why. */
  static final String FAILED = "failed";

  /** Nothing can be run, now or later; followed by what is missing. */
  static final String MISSING = "missing";

  /** The process has ended. */
  static final String GONE = "gone";

  /** How long one may take to reach its run's next step and end by itself. */
  private static final long GRACE_SECONDS = 5;

  private final Process process;
  private final Writer input;
  private final Path log;
  private Optional<Job> job = Optional.empty();
  private boolean ready;

  /** What it runs. */
  record Job(String experiment, RunId run) {}

  /**
   * What it says.
   *
   * @param from who says it
   * @param word one of the constants above
   * @param text what follows it
   */
  record Event(ExperimentProcess from, String word, String text) {}

  private ExperimentProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts one.
   *
   * @param settings the words of the settings that its runs have in common
   * @param home the run store's folder
   * @param log where its other words go
   * @param events told of what it says, from a thread of its own
   */
  static ExperimentProcess start(
      List<String> settings, Path home, Path log, Consumer<Event> events) {
    List<String> words = new ArrayList<>(ThisProgram.same(ClassPath.own()));
    words.add("experiment-worker");
    words.addAll(settings);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("ANNLAB_HOME", home.toString());
    try {
      Files.createDirectories(log.getParent());
      Process process = builder.redirectError(log.toFile()).start();
      ExperimentProcess started = new ExperimentProcess(process, log);
      Thread reader = new Thread(() -> started.read(events), "annlab-worker-" + process.pid());
      reader.setDaemon(true);
      reader.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process for experiments", e);
    }
  }

  private void read(Consumer<Event> events) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", 2);
        events.accept(new Event(this, words[0], words.length > 1 ? words[1] : ""));
      }
    } catch (IOException e) {
      // it is gone, as is said below
    }
    int code;
    try {
      code = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    events.accept(new Event(this, GONE, Integer.toString(code)));
  }

  /** Hands it a queued run. What it cannot take any more its end tells. */
  void give(Job next) {
    job = Optional.of(next);
    try {
      input.write(next.experiment() + " " + next.run() + "\n");
      input.flush();
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** The run under way; empty while it waits for one. */
  Optional<Job> job() {
    return job;
  }

  /** Its run has ended. */
  void done() {
    job = Optional.empty();
  }

  void setReady() {
    ready = true;
  }

  /** Whether it ever could be given a run. */
  boolean ready() {
    return ready;
  }

  Path log() {
    return log;
  }

  /** Lets it end; a run under way is interrupted. */
  void end() {
    if (job.isPresent()) {
      process.destroy();
    }
    try {
      input.close();
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** Waits for its end, and forces it if need be; what it wrote is kept if it did not end well. */
  void awaitEnd() {
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      } else if (process.exitValue() == ExitCode.OK) {
        Files.deleteIfExists(log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (IOException e) {
      // a log too many does no harm
    }
  }
}
