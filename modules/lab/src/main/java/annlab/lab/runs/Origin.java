package annlab.lab.runs;

import annlab.kernels.Kernels;
import annlab.lab.backend.BlasKernel;
import annlab.lab.backend.Nd4jRelease;
import annlab.lab.backend.NvidiaSmi;
import annlab.lab.settings.ProcFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out where this process's numbers come from. */
public final class Origin {
  /** What the program is built from: a change elsewhere, as in the report, changes no number. */
  private static final List<String> SOURCES =
      List.of("pom.xml", "modules", "experiments", "ui", "annlab");

  private static final long GIT_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Origin.class);

  private Origin() {}

  /** Loads ND4J, so that the backend named is the one that computes. */
  public static Provenance of(Path project, Optional<String> fingerprint, long seed) {
    Properties build = build();
    Optional<Checkout> checkout = checkout(project, System.getenv());
    Properties nd4j = Nd4j.getExecutioner().getEnvironmentInformation();
    boolean cpu = Nd4j.getEnvironment().isCPU();
    return new Provenance(
        checkout.map(Checkout::commit).or(() -> known(build, "commit")),
        checkout.map(Checkout::modified).orElse(false),
        fingerprint,
        known(build, "version").orElse("unknown"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        cpu ? "cpu" : "cuda",
        cpu ? Optional.empty() : device(nd4j),
        cpu ? Optional.empty() : new NvidiaSmi().driver(),
        algebra(String.valueOf(nd4j.get(Nd4jEnvironment.BLAS_VENDOR_KEY)), cpu),
        Nd4j.getEnvironment().maxThreads(),
        Nd4jRelease.version(),
        seed,
        Map.of(),
        Optional.empty(),
        OptionalLong.empty(),
        cpu ? BlasKernel.current().map(BlasKernel::name) : Optional.empty(),
        Optional.empty());
  }

  /**
   * The code of this process.
   *
   * @param commit the checkout's or the build's; empty if neither is known
   * @param modified whether the checkout's sources differ from it
   */
  public record Code(Optional<String> commit, boolean modified) {
    /**
     * The code of this process, without loading ND4J.
     *
     * @param project the project's root
     * @return its commit
     */
    public static Code of(Path project) {
      Optional<Checkout> checkout = checkout(project, System.getenv());
      return new Code(
          checkout.map(Checkout::commit).or(() -> known(build(), "commit")),
          checkout.map(Checkout::modified).orElse(false));
    }
  }

  /** What computes: DL4J's own step by the BLAS, dense networks on the CPU by the kernels. */
  private static String algebra(String blas, boolean cpu) {
    return blas.toLowerCase(Locale.ROOT)
        + (cpu ? " and annlab's kernels, version " + Kernels.VERSION : "");
  }

  /**
   * A checkout's commit, and whether sources differ from it; empty if there is no git, no checkout
   * or no commit yet.
   */
  record Checkout(String commit, boolean modified) {
    private static final String COMMIT = "# branch.oid ";

    private static Optional<Checkout> read(List<String> lines) {
      boolean modified = lines.stream().anyMatch(line -> !line.startsWith("#"));
      return lines.stream()
          .filter(line -> line.startsWith(COMMIT))
          .map(line -> line.substring(COMMIT.length()).strip())
          .filter(commit -> !commit.equals("(initial)"))
          .map(commit -> new Checkout(commit, modified))
          .findFirst();
    }
  }

  /** Git's hooks have variables that name their own repository; the files of settings stay. */
  private static boolean ofAnotherCheckout(String name) {
    return name.startsWith("GIT_")
        && !name.equals("GIT_CONFIG_GLOBAL")
        && !name.equals("GIT_CONFIG_SYSTEM");
  }

  /** The checkout of a project, whatever repository the environment names. */
  static Optional<Checkout> checkout(Path project, Map<String, String> environment) {
    if (!Files.exists(project.resolve(".git"))) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of("status", "--porcelain=v2", "--branch", "--"));
    SOURCES.stream().filter(name -> Files.exists(project.resolve(name))).forEach(command::add);
    return git(project, command, environment).flatMap(text -> Checkout.read(text.lines().toList()));
  }

  private static Optional<String> git(
      Path project, List<String> arguments, Map<String, String> environment) {
    List<String> command =
        new ArrayList<>(List.of("git", "--no-optional-locks", "-C", project.toString()));
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().keySet().removeIf(Origin::ofAnotherCheckout);
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(GIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        return Optional.empty();
      }
      if (process.exitValue() != 0 && text.contains("dubious ownership")) {
        LOG.warn(
            "the run's commit is not known: git refuses {}, which is another user's; allow it:"
                + " git config --global --add safe.directory {}",
            project,
            project);
      }
      return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no git here: the build may know the commit
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream in = Origin.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the resource build.properties cannot be read", e);
    }
    return build;
  }

  private static Optional<String> known(Properties build, String key) {
    return Optional.ofNullable(build.getProperty(key)).filter(text -> !text.isBlank());
  }

  private static Optional<String> device(Properties nd4j) {
    return nd4j.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY) instanceof List<?> devices
            && !devices.isEmpty()
            && devices.get(0) instanceof Map<?, ?> first
        ? Optional.ofNullable(first.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY)).map(String::valueOf)
        : Optional.empty();
  }

  private static String cpuModel() {
    return ProcFile.PROCESSORS
        .value("model name")
        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
        .orElse(System.getProperty("os.arch"));
  }

  /** Largest resident memory of this process in bytes, where Linux says it. */
  public static OptionalLong peakMemory() {
    return ProcFile.THIS_PROCESS.bytes("VmHWM");
  }
}
