package annlab.experiments.keras.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.experiments.keras.fashion.DataChecks;
import annlab.lab.RunContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks a new Java machine, with the classes and the settings of this one, for a seed's trace. */
public final class OtherJvm {
  /** A start takes about 3 seconds; a machine with other work to do may need many more. */
  private static final long PATIENCE_SECONDS = 180;

  private static final long LOOK_MILLIS = 200;

  private OtherJvm() {}

  public static List<String> trace(long seed, RunContext context) {
    try {
      Path folder = Files.createTempDirectory("annlab-trace");
      try {
        return trace(seed, folder.resolve("answer.txt"), folder.resolve("log.txt"), context);
      } finally {
        DataChecks.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ask another Java machine", e);
    }
  }

  private static List<String> trace(long seed, Path answer, Path log, RunContext context)
      throws IOException {
    Process child =
        new ProcessBuilder(command(seed, answer))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await(child, context);
    } finally {
      child.destroyForcibly();
    }
    if (child.exitValue() != 0) {
      throw new IllegalStateException(
          "the other Java machine ended with code " + child.exitValue() + ": " + lastLine(log));
    }
    return Files.readAllLines(answer, UTF_8);
  }

  private static void await(Process child, RunContext context) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (!child.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        context.stopIfAsked();
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "the other Java machine has not ended after " + PATIENCE_SECONDS + " seconds");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another Java machine was at work", e);
    }
  }

  private static List<String> command(long seed, Path answer) {
    List<String> command = new ArrayList<>();
    command.add(
        ProcessHandle.current()
            .info()
            .command()
            .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(OtherJvm::passedOn)
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SeedTrace.class.getName());
    command.add(Long.toString(seed));
    command.add(answer.toString());
    return command;
  }

  /**
   * Heap, native libraries, access to them: not agents, which would write to files of their own.
   */
  private static boolean passedOn(String argument) {
    return argument.startsWith("-Xmx")
        || argument.startsWith("-Dorg.bytedeco")
        || argument.startsWith("--add-exports")
        || argument.startsWith("--enable-native-access")
        || argument.startsWith("--sun-misc-unsafe-memory-access");
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
