package annlab.lab.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A driver's tool that says what a test wants. */
public final class FakeNvidiaSmi {
  private FakeNvidiaSmi() {}

  /** Writes a tool that runs these lines of shell, and asks it. */
  public static NvidiaSmi of(Path folder, String script) throws IOException {
    return new NvidiaSmi(write(folder, script).toString(), Duration.ofSeconds(2));
  }

  /** A driver with one card of this capability. */
  public static NvidiaSmi card(Path folder, String capability) throws IOException {
    return of(folder, "echo 'Card, 535.104.05, 24576 MiB, " + capability + "'");
  }

  /** Writes the tool. */
  public static Path write(Path folder, String script) throws IOException {
    Path file = Files.createDirectories(folder).resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n", UTF_8);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
    return file;
  }
}
