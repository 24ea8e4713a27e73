package annlab.lab.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendProbeTest {
  @Test
  void theBackendOnTheClassPathLoadsInAChild() {
    BackendProbe.Outcome outcome = BackendProbe.probe(Backend.CPU, ClassPath.own());
    assertThat(outcome.loads()).as(outcome.text()).isTrue();
    assertThat(outcome.text()).startsWith("ND4J 1.0.0-M").contains("blas");
  }

  @Test
  void anotherBackendThanTheOneAskedForDoesNotCount() {
    BackendProbe.Outcome outcome = BackendProbe.probe(Backend.CUDA, ClassPath.own());
    assertThat(outcome.loads()).isFalse();
    assertThat(outcome.text()).isEqualTo("ND4J chose org.nd4j.linalg.cpu.nativecpu.CpuBackend");
  }

  @Test
  void withoutABackendTheReasonIsNd4jsOwn() {
    List<Path> noBackend =
        ClassPath.own().stream()
            .filter(entry -> !entry.getFileName().toString().startsWith("nd4j-native-1"))
            .toList();
    BackendProbe.Outcome outcome = BackendProbe.probe(Backend.CPU, noBackend);
    assertThat(outcome.loads()).isFalse();
    assertThat(outcome.text()).contains("NoAvailableBackendException");
  }

  @Test
  void aChildThatCannotStartIsToldWithItsCode() {
    BackendProbe.Outcome outcome = BackendProbe.probe(Backend.CPU, List.of(Path.of("nowhere")));
    assertThat(outcome.loads()).isFalse();
    assertThat(outcome.text()).contains("ended with code 1", "BackendProbe");
  }
}
