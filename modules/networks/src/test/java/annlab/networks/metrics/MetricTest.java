package annlab.networks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.Evaluation;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MetricTest {
  private static final double ROUNDING = 1e-12;

  /** A model that puts out what it is given. */
  private static Model identity(int outputs, Activation activation, Loss loss, Metric... metrics) {
    Model model =
        Sequential.of(Input.of(outputs), new Dense(outputs, activation).named("id"))
            .dataType(DataType.DOUBLE)
            .compile(loss, new Sgd(), metrics);
    model.setWeights(
        "id",
        List.of(Nd4j.eye(outputs).castTo(DataType.DOUBLE), Nd4j.zeros(DataType.DOUBLE, outputs)));
    return model;
  }

  @Test
  void errorsOfNumbers() {
    Model model =
        identity(
            2,
            Activation.LINEAR,
            Loss.meanSquaredError(),
            new Metric.RootMeanSquaredError(),
            Metric.of("mae"),
            new Metric.MeanSquaredError());
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}});
    INDArray y = Nd4j.createFromArray(new double[][] {{1, 0}, {0, 4}});
    Evaluation evaluation = model.evaluate(x, y);
    assertThat(evaluation.value("root_mean_squared_error"))
        .isEqualTo(Math.sqrt(13.0 / 4), within(ROUNDING));
    assertThat(evaluation.value("mae")).isEqualTo(5.0 / 4, within(ROUNDING));
    assertThat(evaluation.value("mean_squared_error")).isEqualTo(evaluation.loss());
  }

  @Test
  void yesAndNo() {
    Model model =
        identity(
            1,
            Activation.SIGMOID,
            Loss.binaryCrossentropy(),
            Metric.accuracy(),
            new Metric.Precision(),
            new Metric.Recall(),
            new Metric.Auc());
    // said yes to 4 of 6, rightly to 3 of the 3 that are
    INDArray x = Nd4j.createFromArray(new double[][] {{3}, {2}, {1}, {0.5}, {-1}, {-2}});
    INDArray y = Nd4j.createFromArray(1.0, 0, 1, 1, 0, 0);
    Evaluation evaluation = model.evaluate(x, y);
    assertThat(evaluation.value("accuracy")).isEqualTo(5.0 / 6, within(ROUNDING));
    assertThat(evaluation.value("precision")).isEqualTo(3.0 / 4, within(ROUNDING));
    assertThat(evaluation.value("recall")).isEqualTo(1);
    // of 9 pairs of a yes and a no, 7 are in order
    assertThat(evaluation.value("auc")).isEqualTo(7.0 / 9, within(1e-9));
  }

  @Test
  void classesAmongTheLargest() {
    Model model =
        identity(
            3,
            Activation.SOFTMAX,
            Loss.sparseCategoricalCrossentropy(),
            Metric.accuracy(),
            new Metric.TopK(2));
    INDArray x = Nd4j.createFromArray(new double[][] {{3, 2, 1}, {1, 2, 3}, {2, 3, 1}, {1, 3, 2}});
    Evaluation evaluation = model.evaluate(x, Nd4j.createFromArray(0, 0, 0, 0));
    assertThat(evaluation.value("accuracy")).isEqualTo(0.25);
    assertThat(evaluation.value("top_k_categorical_accuracy")).isEqualTo(0.5);
    Model oneHot =
        identity(3, Activation.SOFTMAX, Loss.categoricalCrossentropy(), Metric.accuracy());
    INDArray y = Nd4j.createFromArray(new double[][] {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}, {0, 1, 0}});
    assertThat(oneHot.evaluate(x, y).value("accuracy")).isEqualTo(0.5);
    assertThat(oneHot.evaluate(x, y).loss())
        .isEqualTo(model.evaluate(x, Nd4j.createFromArray(0, 0, 0, 1)).loss(), within(ROUNDING));
  }

  @Test
  void aMetricThatDoesNotFitSaysWhatItNeeds() {
    assertThatThrownBy(
            () ->
                identity(
                        3,
                        Activation.SOFTMAX,
                        Loss.sparseCategoricalCrossentropy(),
                        new Metric.Precision())
                    .evaluate(Nd4j.eye(3), Nd4j.createFromArray(0, 1, 2)))
        .hasMessage(
            "the metric precision needs targets of the shape of the outputs, not class ids");
    assertThatThrownBy(() -> Metric.of("acuracy")).hasMessageContaining("did you mean 'accuracy'");
  }
}
