package annlab.browser;

import annlab.lab.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A home with the committed extract of Fashion MNIST as its only data, and the real command. */
final class Extract {
  private static final List<String> FILES =
      List.of(
          "train-images-1500-idx3-ubyte.gz",
          "train-labels-1500-idx1-ubyte.gz",
          "t10k-images-500-idx3-ubyte.gz",
          "t10k-labels-500-idx1-ubyte.gz");

  private Extract() {}

  static Settings settings(Path home) throws IOException {
    Path data = Files.createDirectories(home.resolve("data"));
    for (String file : FILES) {
      try (InputStream in = Extract.class.getResourceAsStream("/fashion-mnist-extract/" + file)) {
        Files.copy(Objects.requireNonNull(in, file), data.resolve(file));
      }
    }
    return new Settings(
        home, home.resolve("store"), List.of(data), data, home.resolve("reports"), 0, 0);
  }

  /** The words that start annlab with this test's class path. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-cp",
        System.getProperty("java.class.path"),
        "annlab.cli.Main");
  }
}
