package annlab.lab.backend;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.settings.ProcFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlasKernelTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, 26, fpu avx avx2 avx512f, , Barcelona",
    "AuthenticAMD, 25, fpu avx avx2 avx512f, , SkylakeX",
    "AuthenticAMD, 26, fpu avx avx2 avx512f, Haswell, Haswell",
    "GenuineIntel, 6, fpu avx avx2 avx512f, , SkylakeX",
    "GenuineIntel, 6, fpu avx avx2, , Haswell",
    "GenuineIntel, 6, fpu avx, ' ', Sandybridge",
    "GenuineIntel, 6, fpu sse4_2, , Nehalem",
  })
  void isWhatTheVariableSaysOrOpenBlasChooses(
      String vendor, int family, String flags, String variable, String kernel) throws Exception {
    ProcFile processors = processors(vendor, family, flags);
    assertThat(BlasKernel.of(variable, processors))
        .contains(new BlasKernel(kernel, kernel.equals(variable)));
  }

  @Test
  void isUnknownWhereTheSystemDoesNotTell() {
    assertThat(BlasKernel.of(null, new ProcFile(folder.resolve("none")))).isEmpty();
  }

  private ProcFile processors(String vendor, int family, String flags) throws Exception {
    return new ProcFile(
        Files.writeString(
            folder.resolve("cpuinfo"),
            "vendor_id\t: %s\ncpu family\t: %d\nflags\t\t: %s\n".formatted(vendor, family, flags)));
  }
}
