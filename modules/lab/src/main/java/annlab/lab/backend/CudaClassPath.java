package annlab.lab.backend;

import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The class path of a process that computes on CUDA, made from this process's own. */
public final class CudaClassPath {
  private static final Pattern CPU_BACKEND =
      Pattern.compile("(nd4j-native-(?!api)|openblas-).*\\.jar");

  /** PTX is compiled in half an hour of one core; a slow one gets time for it. */
  private static final Duration COMPILING = Duration.ofHours(3);

  private final CudaBuild build;
  private final NvidiaSmi driver;
  private final CudaJars jars;

  /**
   * Of the CUDA backend that fits this program's ND4J.
   *
   * @param settings names the cache folder and the project
   */
  public CudaClassPath(Settings settings) {
    this(CudaBuild.ofThisProgram(), settings);
  }

  private CudaClassPath(CudaBuild build, Settings settings) {
    this(build, new NvidiaSmi(), new CudaJars(build, settings));
  }

  CudaClassPath(CudaBuild build, NvidiaSmi driver, CudaJars jars) {
    this.build = build;
    this.driver = driver;
    this.jars = jars;
  }

  /**
   * Checks driver and card, then fetches the jars if they are not there.
   *
   * @param withRedist whether CUDA's own libraries come along
   * @param note told what happens, one line at a time
   * @return the class path; the CPU's backend is not on it
   * @throws PrerequisiteException if no card can run this build, before anything is fetched; or if
   *     the jars cannot be fetched
   */
  public List<Path> require(boolean withRedist, Consumer<String> note) {
    trouble()
        .ifPresent(
            why -> {
              throw new PrerequisiteException("cannot compute on CUDA: " + why);
            });
    Path folder =
        withRedist
            ? jars.fetch(true, note)
            : jars.fetched().orElseGet(() -> jars.fetch(false, note));
    compiling().ifPresent(note);
    return with(folder);
  }

  /**
   * The same, after ND4J has computed on it once, in a process of its own: so that what does not
   * work is known before anything is run for nothing.
   *
   * @param withRedist whether CUDA's own libraries come along
   * @param note told what happens, one line at a time
   * @return the class path
   * @throws PrerequisiteException as {@link #require}, or with ND4J's reason
   */
  public List<Path> tried(boolean withRedist, Consumer<String> note) {
    List<Path> classPath = require(withRedist, note);
    BackendProbe.Outcome outcome =
        BackendProbe.probe(Backend.CUDA, classPath, build.ptx() ? COMPILING : BackendProbe.LIMIT);
    if (!outcome.loads()) {
      throw new PrerequisiteException(
          "the cuda backend does not load: "
              + outcome.text()
              + "; annlab doctor --backend cuda says what to do");
    }
    return classPath;
  }

  /** What to expect of a card that is newer than the machine code. */
  private Optional<String> compiling() {
    return driver.ask().cards().stream()
        .findFirst()
        .flatMap(Card::capability)
        .filter(has -> has.major() > build.newest().major())
        .map(
            has ->
                "compute capability "
                    + has
                    + ": the driver compiles the backend's PTX at its first use, about half an hour"
                    + " of one core, and keeps the outcome");
  }

  /**
   * Why no card here can run this build.
   *
   * @return empty if one can
   */
  public Optional<CudaBuild.Unfit> trouble() {
    NvidiaSmi.Answer answer = driver.ask();
    if (answer.trouble().isPresent()) {
      return answer.trouble();
    }
    // ND4J takes the first card
    return build.unfit(answer.cards().get(0)).or(jars::unfit);
  }

  /**
   * This process's class path with the CUDA jars in place of the CPU's backend.
   *
   * @param folder the jars, as {@link CudaJars#fetched} gives it
   * @return the class path
   */
  public static List<Path> with(Path folder) {
    List<Path> classPath = new ArrayList<>();
    for (Path entry : ClassPath.own()) {
      if (!CPU_BACKEND.matcher(String.valueOf(entry.getFileName())).matches()) {
        classPath.add(entry);
      }
    }
    classPath.addAll(CudaJars.jars(folder));
    return classPath;
  }
}
