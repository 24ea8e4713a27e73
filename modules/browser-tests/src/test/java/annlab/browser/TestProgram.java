package annlab.browser;

import annlab.kernels.Kernels;
import annlab.lab.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/** A home of its own, and the real command. */
final class TestProgram {
  private TestProgram() {}

  static Settings settings(Path home) {
    return new Settings(
        home,
        home.resolve("store"),
        List.of(),
        home.resolve("cache"),
        home.resolve("reports"),
        0,
        0);
  }

  /**
   * The words that start annlab with this test's class path; with the first compiler alone it
   * starts quickly. The trainings that it starts have both, and compute by vectors.
   */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        Kernels.FLAG,
        "-cp",
        System.getProperty("java.class.path"),
        "annlab.cli.Main");
  }
}
