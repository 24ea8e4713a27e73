package annlab.lab.backend;

import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The jars of ND4J's CUDA backend in the user's cache folder: about 0.6 GB, so they are no part of
 * the distribution and are fetched once, and only where a card can use them.
 */
public final class CudaJars {
  private static final Duration LIMIT = Duration.ofHours(3);
  private static final String COMPLETE = "complete";

  /** A pom that stands alone: the launcher's build installs none of the project's modules. */
  private static final String POM = "modules/cuda/jars.xml";

  private static final String REDIST_SIZE = "1.8 GB";

  private final CudaBuild build;
  private final Settings settings;
  private final String platform;
  private final String maven;

  /**
   * The jars of a build for this machine.
   *
   * @param build which release
   * @param settings names the cache folder, and the project whose pom names the jars
   */
  public CudaJars(CudaBuild build, Settings settings) {
    this(build, settings, hostPlatform(), "mvn");
  }

  CudaJars(CudaBuild build, Settings settings, String platform, String maven) {
    this.build = build;
    this.settings = settings;
    this.platform = platform;
    this.maven = maven;
  }

  /** JavaCPP's name of this machine, as {@code linux-x86_64}. */
  static String hostPlatform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").replace("amd64", "x86_64");
    String name =
        system.contains("windows") ? "windows" : system.contains("mac") ? "macosx" : "linux";
    return name + "-" + arch;
  }

  /**
   * Why there are no jars for this machine.
   *
   * @return empty if there are some
   */
  public Optional<CudaBuild.Unfit> unfit() {
    return build.sizes().containsKey(platform)
        ? Optional.empty()
        : Optional.of(
            new CudaBuild.Unfit(
                build.artifact() + " is published for " + sorted() + ", this is " + platform,
                "use --backend cpu"));
  }

  private String sorted() {
    return String.join(" and ", build.sizes().keySet().stream().sorted().toList());
  }

  /**
   * What a download would be.
   *
   * @param withRedist whether CUDA's own libraries come along
   * @return its size for people
   */
  public String size(boolean withRedist) {
    return build.sizes().getOrDefault(platform, "about 600 MB")
        + (withRedist ? " and " + REDIST_SIZE : "");
  }

  /**
   * Where the jars are, or will be.
   *
   * @param withRedist whether CUDA's own libraries belong to them
   * @return a folder in the user's cache
   */
  public Path folder(boolean withRedist) {
    return settings
        .cache()
        .resolve("backends")
        .resolve(
            build.artifact()
                + "-"
                + build.version()
                + "-"
                + platform
                + (withRedist ? "-redist" : ""));
  }

  /**
   * The folder that was fetched completely, with CUDA's own libraries rather than without.
   *
   * @return empty if none was
   */
  public Optional<Path> fetched() {
    return Stream.of(folder(true), folder(false))
        .filter(folder -> Files.exists(folder.resolve(COMPLETE)))
        .findFirst();
  }

  /**
   * The jars of a folder.
   *
   * @param folder as {@link #fetched} gives it
   * @return sorted by name
   */
  public static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot read " + folder + " (" + e.getMessage() + "); delete it to fetch it again", e);
    }
  }

  /**
   * Fetches the jars with Maven unless they are there.
   *
   * @param withRedist whether CUDA's own libraries come along, for machines without CUDA 11
   * @param note told what happens, one line at a time
   * @return the folder
   * @throws PrerequisiteException if they cannot be fetched
   */
  public Path fetch(boolean withRedist, Consumer<String> note) {
    unfit()
        .ifPresent(
            why -> {
              throw new PrerequisiteException(why.toString());
            });
    Path folder = folder(withRedist);
    if (Files.exists(folder.resolve(COMPLETE))) {
      return folder;
    }
    note.accept(
        "fetching the CUDA backend, "
            + size(withRedist)
            + ", once, into "
            + folder
            + (withRedist
                ? ""
                : " (CUDA 11's own libraries must be installed, or: --with-redist)"));
    try {
      Path part = folder.resolveSibling(folder.getFileName() + ".part");
      Files.createDirectories(part);
      Command.Ended ended = Command.run(mavenCall(part, withRedist), Map.of(), LIMIT);
      if (ended.code() != 0) {
        throw new PrerequisiteException(
            "the CUDA backend could not be fetched: mvn ended with code "
                + ended.code()
                + reason(ended.output())
                + "; is the network there?");
      }
      Files.createFile(part.resolve(COMPLETE));
      Files.move(part, folder);
      return folder;
    } catch (IOException e) {
      throw new PrerequisiteException(
          "the CUDA backend could not be fetched into "
              + folder
              + " ("
              + e.getMessage()
              + "); are mvn on the PATH and disk space there?",
          e);
    }
  }

  private static String reason(String output) {
    return output
        .lines()
        .filter(line -> line.contains("[ERROR]"))
        .findFirst()
        .map(line -> ": " + line.replace("[ERROR]", "").strip())
        .orElse("");
  }

  private List<String> mavenCall(Path target, boolean withRedist) {
    List<String> words = new ArrayList<>(List.of(maven, "-B", "-ntp", "-q", "-f"));
    words.add(settings.project().resolve(POM).toString());
    if (withRedist) {
      words.addAll(List.of("-P", "redist"));
    }
    words.add("-Dnd4j.version=" + build.version());
    words.add("-Dcuda.artifact=" + build.artifact());
    words.add("-Dcuda.version=" + build.presets());
    words.add("-Djavacpp.platform=" + platform);
    words.addAll(List.of("dependency:copy-dependencies", "-DincludeScope=runtime"));
    // The rest, JavaCPP among it, is in the distribution's common folder.
    words.add("-DincludeArtifactIds=" + build.artifact() + "," + build.artifact() + "-preset,cuda");
    words.add("-DoutputDirectory=" + target);
    return words;
  }
}
