package annlab.lab.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CudaBuildTest {
  @ParameterizedTest
  @ValueSource(strings = {"3.7", "7.5", "8.0", "8.6", "8.9"})
  void machineCodeRunsUpToTheEndOfItsMajorCapability(String capability) {
    assertThat(CudaBuild.CUDA.unfit(card(capability, "535.104.05"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3.5, too old", "9.0, cuda-ptx", "12.0, cuda-ptx"})
  void aCardBeyondTheBinariesIsRefusedWithWhatToDo(String capability, String advice) {
    CudaBuild.Unfit why = CudaBuild.CUDA.unfit(card(capability, "535.104.05")).orElseThrow();
    assertThat(why.found())
        .contains(
            "has compute capability " + capability, "machine code for 3.7 to 8.6, and no PTX");
    assertThat(why.advice()).contains(advice);
  }

  @Test
  void ptxRunsOnNewerCards() {
    assertThat(CudaBuild.CUDA_PTX.unfit(card("9.0", "535.104.05"))).isEmpty();
    assertThat(CudaBuild.CUDA_PTX.unfit(card("3.0", "535.104.05"))).isPresent();
  }

  @Test
  void aProgramUsesTheBuildOfItsOwnNd4j() {
    assertThat(CudaBuild.ofThisProgram().version()).isEqualTo(Nd4jRelease.version());
  }

  /** What is fetched must fit what is built: the versions stand in the pom too. */
  @Test
  void theReleasesAreThoseOfThePom() throws Exception {
    String pom = Files.readString(Path.of(System.getProperty("annlab.root"), "pom.xml"));
    int ptx = pom.indexOf("<id>cuda-ptx</id>");
    assertThat(properties(pom.substring(0, ptx))).isEqualTo(properties(CudaBuild.CUDA));
    assertThat(properties(pom.substring(ptx))).isEqualTo(properties(CudaBuild.CUDA_PTX));
  }

  private static List<String> properties(CudaBuild build) {
    return List.of(build.version(), build.artifact(), build.presets());
  }

  private static List<String> properties(String pom) {
    return Stream.of("dl4j.version", "cuda.artifact", "cuda.version")
        .map(name -> pom.split("</?" + name + ">", 3)[1])
        .toList();
  }

  @Test
  void cudaPtxIsNoBackendOfAProgramButAProgramOfItsOwn() {
    assertThatThrownBy(() -> Backend.of("cuda-ptx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs annlab built on ND4J 1.0.0-M1.1, which the launcher");
  }

  @Test
  void aDriverBeforeCuda11IsRefused() {
    assertThat(CudaBuild.CUDA.unfit(card("7.0", "440.33")).orElseThrow().found())
        .contains("driver 440.33 is older than CUDA 11 needs");
  }

  @Test
  void aCardWhoseCapabilityNobodyKnowsIsTried() {
    Card card = new Card("Card", Optional.empty(), "450.80.02", "8 GiB");
    assertThat(CudaBuild.CUDA.unfit(card)).isEmpty();
  }

  private static Card card(String capability, String driver) {
    return new Card("Card", Optional.of(Capability.of(capability)), driver, "24576 MiB");
  }
}
