package annlab.lab.backend;

import annlab.lab.settings.ProcFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of its kernels for x86 processors OpenBLAS 0.3.19 computes with, as {@code Haswell}: the
 * matrix products of DL4J's own step. Within one of these families its kernels give the same bits.
 *
 * @param name as {@code OPENBLAS_CORETYPE} has it
 * @param named whether that variable says so, which the launcher sets where OpenBLAS chooses badly
 */
public record BlasKernel(String name, boolean named) {
  /** The kernel of 2007 for AMD processors that are newer than this OpenBLAS. */
  public static final String UNKNOWN_AMD = "Barcelona";

  /** The newest family of AMD processors that this OpenBLAS knows (driver/others/dynamic.c). */
  private static final int NEWEST_AMD = 25;

  /**
   * This process's.
   *
   * @return empty where the system does not tell what the processor can
   */
  public static Optional<BlasKernel> current() {
    return of(System.getenv("OPENBLAS_CORETYPE"), ProcFile.PROCESSORS);
  }

  static Optional<BlasKernel> of(@Nullable String variable, ProcFile processors) {
    if (variable != null && !variable.isBlank()) {
      return Optional.of(new BlasKernel(variable, true));
    }
    return processors.value("flags").map(flags -> new BlasKernel(chosen(flags, processors), false));
  }

  private static String chosen(String flags, ProcFile processors) {
    boolean amd = processors.value("vendor_id").filter("AuthenticAMD"::equals).isPresent();
    if (amd && processors.value("cpu family").map(Integer::valueOf).orElse(0) > NEWEST_AMD) {
      return UNKNOWN_AMD;
    }
    List<String> all = List.of(flags.split("\\s+", -1));
    if (all.contains("avx512f")) {
      return "SkylakeX";
    }
    return all.contains("avx2") ? "Haswell" : all.contains("avx") ? "Sandybridge" : "Nehalem";
  }
}
