package annlab.lab.settings;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The user's own folders: the home, the cache, and temporary files in it. */
public final class UserFolders {
  /** What a process that was killed left in the folder of temporary files goes after so long. */
  private static final Duration LEFTOVERS = Duration.ofDays(30);

  private UserFolders() {}

  /** Java's own answer is a question mark for a user who is not in the list of users. */
  static Path home() {
    String home = System.getProperty("user.home", "?");
    return Path.of(home.equals("?") || home.isEmpty() ? "/nonexistent" : home);
  }

  /**
   * Where this program keeps what it can make or fetch again.
   *
   * @return a folder, which need not be there
   */
  public static Path cache() {
    return cache(System.getenv());
  }

  static Path cache(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "annlab");
    }
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return home().resolve("Library/Caches/annlab");
    }
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    if (system.contains("windows") && !local.isBlank()) {
      return Path.of(local, "annlab");
    }
    return home().resolve(".cache/annlab");
  }

  /**
   * Lets this process keep its temporary files in the user's cache, which nobody else writes,
   * rather than in the system's folder, which may be full, or not execute. Where the cache cannot
   * be written the system's folder stays. To be called before the first such file is made.
   */
  public static void keepTemporaryFiles() {
    Path folder = cache().resolve("tmp");
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        System.setProperty("java.io.tmpdir", folder.toString());
        removeLeftovers(folder);
      }
    } catch (IOException e) {
      return; // the system's folder stays
    }
  }

  private static void removeLeftovers(Path folder) throws IOException {
    Instant limit = Instant.now().minus(LEFTOVERS);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)
            && !Files.isDirectory(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
