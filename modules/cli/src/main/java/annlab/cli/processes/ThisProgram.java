package annlab.cli.processes;

import annlab.cli.options.RunSettings;
import annlab.cli.text.ExitCode;
import annlab.lab.backend.ClassPath;
import annlab.lab.settings.UserFolders;
import annlab.networks.ProductThreads;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this very program again: a child must not run from a newer build. */
public final class ThisProgram {
  private static final String MAIN = "annlab.cli.Main";

  /** Set in a child that was started to be where a backend's jars are. */
  private static final String CHILD = "annlab.child";

  /** Beginnings of flags that no child has. */
  private static final List<String> OF_ONE_PROCESS =
      List.of("-agentlib", "-javaagent", "-D" + RunSettings.TERMINAL, "-D" + CHILD);

  private ThisProgram() {}

  /** Whether this process was started by {@link #run}: it starts no further one. */
  public static boolean isChild() {
    return Boolean.getBoolean(CHILD);
  }

  /** The words that start it. */
  public static List<String> words() {
    return words(ClassPath.own());
  }

  /** The words that start it on another class path. */
  public static List<String> words(List<Path> classPath) {
    return words(classPath, forChildren(ManagementFactory.getRuntimeMXBean().getInputArguments()));
  }

  private static List<String> words(List<Path> classPath, List<String> flags) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags.stream().map(UserFolders::forAnotherProcess).forEach(words::add);
    words.add("-cp");
    words.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    words.add(MAIN);
    return words;
  }

  /** The words that start a process which computes just as this one would. */
  static List<String> same(List<Path> classPath) {
    return words(
        classPath,
        without(OF_ONE_PROCESS, ManagementFactory.getRuntimeMXBean().getInputArguments()));
  }

  /** The flags of this JVM that a training process keeps. */
  public static List<String> forChildren(List<String> flags) {
    // The first compiler alone starts a site quickly and trains slowly. Children may work side by
    // side, with a thread each.
    return without(
        List.of("-XX:TieredStopAtLevel", "-D" + ProductThreads.PROPERTY),
        without(OF_ONE_PROCESS, flags));
  }

  private static List<String> without(List<String> beginnings, List<String> flags) {
    return flags.stream().filter(flag -> beginnings.stream().noneMatch(flag::startsWith)).toList();
  }

  /**
   * Runs a command in a child that has this process's streams, and ends with it.
   *
   * @param classPath the child's class path
   * @param arguments the words after {@code annlab}
   * @return the child's exit code
   */
  public static int run(List<Path> classPath, List<String> arguments) {
    List<String> words = words(classPath);
    words.add(1, "-D" + CHILD + "=true");
    if (Boolean.getBoolean(RunSettings.TERMINAL)) {
      words.add(1, "-D" + RunSettings.TERMINAL + "=true");
    }
    words.addAll(arguments);
    Process child;
    try {
      child = new ProcessBuilder(words).inheritIO().start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot start " + words.get(0), e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(child::destroy, "annlab-child"));
    try {
      return child.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      child.destroy();
      return ExitCode.INTERRUPTED;
    }
  }
}
