package annlab.lab.backend;

import annlab.lab.PrerequisiteException;
import annlab.lab.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The class path of a process that computes on CUDA, made from this process's own. */
public final class CudaClassPath {
  private static final Pattern CPU_BACKEND =
      Pattern.compile("(nd4j-native-(?!api)|openblas-).*\\.jar");

  private final CudaBuild build;
  private final NvidiaSmi driver;
  private final CudaJars jars;

  /**
   * Of the build that {@code --backend cuda} uses.
   *
   * @param settings names the cache folder and the project
   */
  public CudaClassPath(Settings settings) {
    this(CudaBuild.CUDA, new NvidiaSmi(), new CudaJars(CudaBuild.CUDA, settings));
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
    return with(folder);
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
