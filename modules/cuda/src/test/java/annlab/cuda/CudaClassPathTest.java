package annlab.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annlab.lab.backend.Backend;
import annlab.lab.backend.NvidiaSmi;
import annlab.lab.settings.PrerequisiteException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.linalg.jcublas.JCublasBackend;

/** The class path of {@code --backend cuda} without a card: it compiles, and it fails honestly. */
class CudaClassPathTest {
  @Test
  void itHasTheCudaBackendAndNoOther() {
    assertThat(ServiceLoader.load(Nd4jBackend.class)).hasOnlyElementsOfType(JCublasBackend.class);
    assertThat(Backend.CUDA.present()).isTrue();
    assertThat(Backend.CPU.present()).isFalse();
  }

  @Test
  void withoutACardItDoesNotLoadAndNothingElseDoes() {
    assumeTrue(new NvidiaSmi().ask().trouble().isPresent(), "there is a card here");
    assertThatThrownBy(Backend.CUDA::require)
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageStartingWith("the cuda backend does not load: ")
        .as("the link error itself, not that ND4J found no backend")
        .hasMessageContaining("UnsatisfiedLinkError");
  }
}
