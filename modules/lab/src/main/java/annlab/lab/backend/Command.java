package annlab.lab.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A short command of the system, with a time limit. */
final class Command {
  /**
   * How it ended.
   *
   * @param code its exit code
   * @param output what it printed on stdout and stderr
   */
  record Ended(int code, String output) {
    /** The last line that says something, or nothing. */
    String lastLine() {
      return output.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("").strip();
    }
  }

  /** The command did not end in time; it was killed. */
  static final class TimedOut extends IOException {
    private static final long serialVersionUID = 1L;

    TimedOut(Duration limit) {
      super("did not answer within " + limit.toSeconds() + " s");
    }
  }

  private Command() {}

  /**
   * Runs a command to its end.
   *
   * @throws TimedOut if it does not end in time
   * @throws IOException if it cannot be started
   */
  static Ended run(List<String> words, Map<String, String> environment, Duration limit)
      throws IOException {
    // Into a file: a pipe of a command that hangs would have to be read by a thread of its own.
    Path output = Files.createTempFile("annlab-command", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        kill(process);
        throw new TimedOut(limit);
      }
      return new Ended(
          process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + words.get(0), e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
