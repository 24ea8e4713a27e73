package annlab.lab.backend;

import annlab.lab.settings.PrerequisiteException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/** A backend of ND4J. A process uses the one on its class path, and never another one later. */
public enum Backend {
  /** OpenBLAS and ND4J's own kernels on the processor. */
  CPU("org.nd4j.linalg.cpu.nativecpu.CpuBackend"),
  /** cuBLAS and ND4J's own kernels on an NVIDIA card. */
  CUDA("org.nd4j.linalg.jcublas.JCublasBackend");

  /** Loads ND4J once, on whichever thread comes first; names the backend that it chose. */
  private static final FutureTask<String> LOADING =
      new FutureTask<>(() -> Nd4j.getBackend().getClass().getName());

  private final String type;

  Backend(String type) {
    this.type = type;
  }

  /**
   * The backend of a name.
   *
   * @param name {@code cpu} or {@code cuda}
   * @return the backend
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Backend of(String name) {
    if (name.equals(CudaBuild.CUDA_PTX.name())) {
      throw new IllegalArgumentException(
          name
              + " needs annlab built on ND4J "
              + CudaBuild.CUDA_PTX.version()
              + ", which the launcher ./annlab does; elsewhere see docs/cuda.md");
    }
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of " + List.of(values()) + " but was '" + name + "'"));
  }

  /**
   * The class that ND4J names after loading.
   *
   * @return its binary name
   */
  String type() {
    return type;
  }

  /**
   * Makes sure that this backend computes: a run on another one than was asked for would be a lie.
   * Loads ND4J.
   *
   * @throws PrerequisiteException if its jars are not there, ND4J cannot load it or chose another
   *     one
   */
  public void require() {
    if (!present()) {
      throw new PrerequisiteException(
          "no "
              + this
              + " backend on the class path; "
              + (this == CUDA ? "run with --backend cpu" : "build it again with ./annlab"));
    }
    unavailable()
        .ifPresent(
            why -> {
              throw new PrerequisiteException(
                  "the "
                      + this
                      + " backend does not load: "
                      + why
                      + "; annlab doctor --backend "
                      + this
                      + " says what to do");
            });
    String chosen = chosen();
    if (!chosen.equals(type)) {
      throw new PrerequisiteException(
          "asked for the "
              + this
              + " backend but ND4J chose "
              + chosen
              + "; annlab doctor --backend "
              + this
              + " says more");
    }
  }

  /**
   * Asks the CUDA backend itself whether it can work, before ND4J does, which says only that there
   * is no backend. ND4J prints a stack trace of its own on stderr.
   *
   * @return why not; empty if it can, for the CPU, and where the backend's classes are missing
   */
  Optional<String> unavailable() {
    if (this == CPU || !present()) {
      return Optional.empty();
    }
    try {
      Object backend = Class.forName(type).getDeclaredConstructor().newInstance();
      return ((Nd4jBackend) backend).isAvailable()
          ? Optional.empty()
          : Optional.of("CUDA finds no device");
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.of(BackendProbe.cause(e));
    }
  }

  private String chosen() {
    LOADING.run();
    try {
      return LOADING.get();
    } catch (ExecutionException e) {
      throw new PrerequisiteException(
          "the " + this + " backend does not load: " + BackendProbe.cause(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PrerequisiteException("interrupted while the " + this + " backend loaded", e);
    }
  }

  /**
   * Begins to load ND4J on a thread of its own, so that {@link #require} need not wait as long.
   * Until that has returned, the caller initializes no other class of ND4J or DL4J: two threads
   * that initialize classes which need each other wait for ever.
   */
  public void load() {
    if (this == CPU && present()) {
      Thread loader = new Thread(LOADING, "annlab-nd4j");
      loader.setDaemon(true);
      loader.start();
    }
  }

  /**
   * Whether its classes are on this process's class path. Loads nothing.
   *
   * @return true if so
   */
  public boolean present() {
    String resource = type.replace('.', '/') + ".class";
    return Backend.class.getClassLoader().getResource(resource) != null;
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
