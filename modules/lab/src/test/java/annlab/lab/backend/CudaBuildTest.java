package annlab.lab.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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
