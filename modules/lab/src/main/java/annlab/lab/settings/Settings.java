package annlab.lab.settings;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where things are: the defaults of {@code annlab.conf} at the project's root, overruled by the
 * environment.
 *
 * <p>The file holds lines {@code key = value}; {@code #} at the beginning of a line or after a
 * space begins a comment; a value may stand in quotes; lists are separated by commas; relative
 * paths start at the project's root. Keys: {@code home}, {@code data}, {@code cache}, {@code
 * reports}, {@code port}, {@code dl4j-port}, {@code playground-...} for each limit of the
 * playground, and {@code run-epochs}, {@code run-seconds}, {@code runs-waiting} and {@code
 * upload-mebibytes} for what else a page may order. Environment: {@code ANNLAB_HOME}, and {@code
 * ANNLAB_DATA}, whose folders are searched before those of the file.
 *
 * @param project the project's root
 * @param home the run store and the artifacts of runs
 * @param dataFolders where data files are looked for, first to last, before those on board
 * @param cache where the jars of the CUDA backend are kept
 * @param reports where the project keeps its report; what runs of this machine give goes to a
 *     folder in it, see {@link #latestReport}
 * @param port the site's port
 * @param dl4jPort the port of DL4J's training UI
 * @param playground how much a training of the playground may take
 * @param orders how much else a page may order
 */
public record Settings(
    Path project,
    Path home,
    List<Path> dataFolders,
    Path cache,
    Path reports,
    int port,
    int dl4jPort,
    PlaygroundLimits playground,
    OrderLimits orders) {
  /** The name of the file of defaults. */
  public static final String FILE = "annlab.conf";

  /** The site's port when nothing else is said. */
  public static final int PORT = 7070;

  /** The port of DL4J's training UI when nothing else is said: DL4J's own default. */
  public static final int DL4J_PORT = 9000;

  private static final List<String> KEYS =
      List.of(
          "home",
          "data",
          "cache",
          "reports",
          "port",
          "dl4j-port",
          "playground-rows",
          "playground-layers",
          "playground-units",
          "playground-epochs",
          "playground-seconds",
          "run-epochs",
          "run-seconds",
          "runs-waiting",
          "upload-mebibytes");
  private static final int MAX_LIMIT = 999_999_999;
  private static final int MAX_PORT = 65_535;

  public Settings {
    dataFolders = List.copyOf(dataFolders);
  }

  /**
   * Settings with the default limits.
   *
   * @param project the project's root
   * @param home the run store and the artifacts of runs
   * @param dataFolders where data files are looked for, first to last, before those on board
   * @param cache where the jars of the CUDA backend are kept
   * @param reports where the project keeps its report
   * @param port the site's port
   * @param dl4jPort the port of DL4J's training UI
   */
  public Settings(
      Path project,
      Path home,
      List<Path> dataFolders,
      Path cache,
      Path reports,
      int port,
      int dl4jPort) {
    this(
        project,
        home,
        dataFolders,
        cache,
        reports,
        port,
        dl4jPort,
        PlaygroundLimits.DEFAULTS,
        OrderLimits.DEFAULTS);
  }

  /**
   * The settings of this process: system property {@code annlab.project} or the working folder's
   * nearest ancestor with an {@code annlab.conf}, and the environment.
   *
   * @return the settings
   * @throws IllegalArgumentException if {@code annlab.conf} has an unknown key or a bad value
   */
  public static Settings load() {
    return load(
        Path.of("").toAbsolutePath(),
        Optional.ofNullable(System.getProperty("annlab.project")).map(Path::of),
        System.getenv());
  }

  static Settings load(Path workingFolder, Optional<Path> root, Map<String, String> environment) {
    Path project =
        root.map(workingFolder::resolve)
            .orElseGet(() -> findProject(workingFolder))
            .toAbsolutePath()
            .normalize();
    Map<String, String> file = SettingsFile.read(project.resolve(FILE), KEYS);

    List<Path> data = new ArrayList<>();
    for (String folder :
        environment.getOrDefault("ANNLAB_DATA", "").split(File.pathSeparator, -1)) {
      addFolder(data, workingFolder, folder);
    }
    for (String folder : file.getOrDefault("data", "").split(",", -1)) {
      addFolder(data, project, folder);
    }
    String home = environment.getOrDefault("ANNLAB_HOME", "");
    return new Settings(
        project,
        home.isBlank()
            ? path(project, file.getOrDefault("home", ".annlab"))
            : path(workingFolder, home),
        data,
        file.containsKey("cache")
            ? path(project, file.get("cache"))
            : UserFolders.cache(environment),
        path(project, file.getOrDefault("reports", "reports")),
        integer(file, "port", PORT, 0, MAX_PORT),
        integer(file, "dl4j-port", DL4J_PORT, 0, MAX_PORT),
        playground(file),
        orders(file));
  }

  /**
   * Where the report on the runs of this machine is written. A checkout does not keep it.
   *
   * @return a folder
   */
  public Path latestReport() {
    return reports.resolve("latest");
  }

  private static PlaygroundLimits playground(Map<String, String> file) {
    PlaygroundLimits defaults = PlaygroundLimits.DEFAULTS;
    return new PlaygroundLimits(
        limit(file, "playground-rows", defaults.rows()),
        limit(file, "playground-layers", defaults.layers()),
        limit(file, "playground-units", defaults.units()),
        limit(file, "playground-epochs", defaults.epochs()),
        limit(file, "playground-seconds", defaults.seconds()));
  }

  private static OrderLimits orders(Map<String, String> file) {
    OrderLimits defaults = OrderLimits.DEFAULTS;
    return new OrderLimits(
        limit(file, "run-epochs", defaults.epochs()),
        limit(file, "run-seconds", defaults.seconds()),
        limit(file, "runs-waiting", defaults.waiting()),
        integer(
            file, "upload-mebibytes", defaults.uploadMebibytes(), 1, OrderLimits.MAX_MEBIBYTES));
  }

  private static int limit(Map<String, String> file, String key, int defaultValue) {
    return integer(file, key, defaultValue, 1, MAX_LIMIT);
  }

  private static Path findProject(Path workingFolder) {
    for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(FILE))) {
        return folder;
      }
    }
    return workingFolder;
  }

  private static void addFolder(List<Path> folders, Path base, String folder) {
    if (!folder.isBlank()) {
      folders.add(path(base, folder.strip()));
    }
  }

  private static Path path(Path base, String text) {
    if (text.matches("(~[^/]|~$|\\$).*")) {
      throw new IllegalArgumentException(
          "the folder '"
              + text
              + "' begins with what no shell has replaced here; write it in full, or as ~/FOLDER");
    }
    Path path =
        text.startsWith("~/") ? UserFolders.home().resolve(text.substring(2)) : Path.of(text);
    return base.resolve(path).toAbsolutePath().normalize();
  }

  private static int integer(
      Map<String, String> file, String key, int defaultValue, int min, int max) {
    String text = file.get(key);
    if (text == null) {
      return defaultValue;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, in the words of the file
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s: %s must be a whole number in [%d, %d], got '%s'",
            FILE,
            key,
            min,
            max,
            text));
  }
}
