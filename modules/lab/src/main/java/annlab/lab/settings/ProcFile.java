package annlab.lab.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file in which Linux tells what it knows, line by line as {@code key: value}; of no other system
 * is anything known.
 *
 * @param path where it is
 */
public record ProcFile(Path path) {
  /** The processors. */
  public static final ProcFile PROCESSORS = new ProcFile(Path.of("/proc/cpuinfo"));

  /** The machine's memory. */
  public static final ProcFile MEMORY = new ProcFile(Path.of("/proc/meminfo"));

  /** This process. */
  public static final ProcFile THIS_PROCESS = new ProcFile(Path.of("/proc/self/status"));

  private static final long KILOBYTE = 1024;

  /**
   * The first value of a key.
   *
   * @param key how its line begins
   * @return the value; empty if there is no such line or no such file
   */
  public Optional<String> value(String key) {
    if (!Files.isReadable(path)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(path).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The first value of a key whose values are kilobytes, as {@code 1234 kB}.
   *
   * @param key how its line begins
   * @return bytes; empty if there is no such number
   */
  public OptionalLong bytes(String key) {
    return value(key)
        .map(text -> text.replaceAll("[^0-9]", ""))
        .filter(digits -> !digits.isEmpty())
        .map(digits -> OptionalLong.of(Long.parseLong(digits) * KILOBYTE))
        .orElse(OptionalLong.empty());
  }
}
