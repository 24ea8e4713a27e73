package annlab.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own, which computes with one thread and starts quickly. */
public final class ProgramProcess {
  private ProgramProcess() {}

  /**
   * What starts it; its streams and its folder are the caller's.
   *
   * @param project the root that holds {@code annlab.conf}
   * @param home the run store's
   * @param flags more of Java's
   * @param words the command line
   */
  public static ProcessBuilder builder(
      Path project, Path home, List<String> flags, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What this Java has to be told to be silent about native libraries.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    command.addAll(flags);
    // The first compiler only: a start takes half the time.
    command.addAll(List.of("-Xmx640m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Dannlab.project=" + project, "-Djava.awt.headless=true", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ANNLAB_HOME", home.toString());
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder;
  }
}
