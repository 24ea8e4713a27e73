package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelCopyTest {
  private final INDArray x = Nd4j.createFromArray(new double[][] {{0, 1}, {1, 0}, {2, 1}});
  private final INDArray y = Nd4j.createFromArray(new double[][] {{1}, {0}, {3}});

  private static Model model() {
    return Sequential.of(Input.of(2), new Dense(3, Activation.TANH), new Dense(1))
        .seed(3)
        .dataType(DataType.DOUBLE)
        .compile(new Loss.MeanSquaredError(), new Adam(0.01));
  }

  @Test
  void aCopyTrainsOnAsTheOriginalWould() {
    Model original = model();
    original.fit(x, y);
    Model copy = original.copy();
    copy.fit(x, y);
    original.fit(x, y);
    assertThat(copy.parameters()).isEqualTo(original.parameters());
    assertThat(copy.iterations()).isEqualTo(2);
  }

  @Test
  void trainingACopyLeavesTheOriginalAsItWas() {
    Model original = model();
    original.setLearningRate(0.5);
    INDArray before = original.parameters();
    Model copy = original.copy();
    copy.fit(x, y);
    assertThat(copy.learningRate()).isEqualTo(0.5);
    assertThat(copy.parameters()).isNotEqualTo(before);
    assertThat(original.parameters()).isEqualTo(before);
  }
}
