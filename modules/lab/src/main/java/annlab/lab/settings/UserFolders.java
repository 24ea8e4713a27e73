package annlab.lab.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's own folders: the home, the cache, and temporary files in it. */
public final class UserFolders {
  /** What a process that was killed left in the folder of temporary files goes after so long. */
  private static final Duration LEFTOVERS = Duration.ofDays(30);

  /** Set by the launcher where {@code java.io.tmpdir} is a folder for this process alone. */
  private static final String TEMPORARY = "annlab.temporary";

  private static final String FOLDER = "-Djava.io.tmpdir=";

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
   * Makes the folder of temporary files that the launcher has named, of this process alone and in
   * the user's cache: the system's may be full, or not execute, or hold what another user left.
   */
  public static void makeTemporary() {
    if (!Boolean.getBoolean(TEMPORARY)) {
      return;
    }
    Path own = Path.of(System.getProperty("java.io.tmpdir", "."));
    Path all = Optional.ofNullable(own.getParent()).orElse(own);
    Instant limit = Instant.now().minus(LEFTOVERS);
    try {
      Files.createDirectories(own);
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
        for (Path folder : folders) {
          if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
            delete(folder);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // said by whoever needs the folder
    }
  }

  /** Removes what {@link #makeTemporary} has made; nothing may use it any more. */
  public static void removeTemporary() {
    if (Boolean.getBoolean(TEMPORARY)) {
      delete(Path.of(System.getProperty("java.io.tmpdir", ".")));
    }
  }

  /**
   * A flag of Java for another process. It may outlive this one and its folder of temporary files,
   * so that its own are in the folder above, which stays.
   *
   * @param flag any flag of this process
   * @return the same, but for those by which the launcher has named the folder
   */
  public static String forAnotherProcess(String flag) {
    if (!Boolean.getBoolean(TEMPORARY)) {
      return flag;
    }
    if (flag.startsWith(FOLDER)) {
      return FOLDER + Path.of(flag.substring(FOLDER.length())).getParent();
    }
    return flag.equals("-D" + TEMPORARY + "=true") ? "-D" + TEMPORARY + "=false" : flag;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      return; // what another process takes away at the same time, or must not be removed
    }
  }
}
