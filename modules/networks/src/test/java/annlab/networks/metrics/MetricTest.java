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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    INDArray smoothed = Nd4j.createFromArray(0.9, 0.1, 0.6, 0.8, 0.3, 0.5);
    assertThat(model.evaluate(x, smoothed).value("auc")).isEqualTo(7.0 / 9, within(1e-9));
  }

  /** Targets between no and yes, as label smoothing makes them: numbers by Keras 3.15.1. */
  @Test
  void everyTargetThatIsNotZeroIsAYesForPrecisionAndRecall() {
    Model model =
        identity(
            1,
            Activation.SIGMOID,
            Loss.binaryCrossentropy(),
            new Metric.Precision(),
            new Metric.Recall());
    INDArray x = Nd4j.createFromArray(new double[][] {{2}, {-2}, {1}, {-1}});
    Evaluation evaluation = model.evaluate(x, Nd4j.createFromArray(0.37, 0.11, 0, 1));
    assertThat(evaluation.value("precision")).isEqualTo(1.0 / 2);
    assertThat(evaluation.value("recall")).isEqualTo(1.0 / 3, within(ROUNDING));
  }

  /** Numbers by scikit-learn's roc_auc_score; saturated outputs are equal. */
  @ParameterizedTest
  @CsvSource({"1 0 1 0, 2 0 0 -2, 0.875", "0 1 0 1, -2 0 0 2, 0.875", "1 0 0 1, 90 90 90 90, 0.5"})
  void equalOutputsCountHalfInTheAreaWhateverTheirOrder(String y, String x, double area) {
    Model model = identity(1, Activation.SIGMOID, Loss.binaryCrossentropy(), new Metric.Auc());
    Evaluation evaluation = model.evaluate(numbers(x).reshape(-1, 1), numbers(y));
    assertThat(evaluation.value("auc")).isEqualTo(area);
  }

  private static INDArray numbers(String text) {
    return Nd4j.createFromArray(
        Stream.of(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray());
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

  private static double accuracy(Activation activation, Loss loss, double[][] x, double[][] y) {
    return identity(y[0].length, activation, loss, Metric.accuracy())
        .evaluate(Nd4j.createFromArray(x), Nd4j.createFromArray(y))
        .value("accuracy");
  }

  /** Keras 3.15.1: of several outputs the largest is set against the largest target. */
  @Test
  void accuracyOfSeveralOutputsIsByTheLargest() {
    double[][] x = {{3, -1, 2}, {-1, 2, -2}, {2, 3, -1}, {-3, -2, -1}};
    double[][] y = {{1, 0, 1}, {0, 1, 0}, {1, 0, 0}, {0, 0, 1}};
    assertThat(accuracy(Activation.SIGMOID, Loss.binaryCrossentropy(), x, y)).isEqualTo(0.75);
    assertThat(accuracy(Activation.LINEAR, Loss.meanSquaredError(), x, y)).isEqualTo(0.75);
    assertThat(accuracy(Activation.TANH, Loss.meanAbsoluteError(), x, y)).isEqualTo(0.75);
    double[][] two = {{0.9, 0.8}, {0.6, 0.7}, {0.2, 0.1}};
    double[][] all = {{1, 1}, {1, 1}, {0, 0}};
    assertThat(accuracy(Activation.LINEAR, Loss.meanSquaredError(), two, all)).isEqualTo(2.0 / 3);
  }

  @Test
  void accuracyOfOneOutputAsksForTheTargetItself() {
    double[][] x = {{2}, {0.9}, {0.1}, {0.1}, {3}};
    double[][] y = {{2.5}, {0.7}, {1.9}, {0.2}, {1}};
    assertThat(accuracy(Activation.LINEAR, Loss.meanSquaredError(), x, y)).isEqualTo(0.2);
  }

  @Test
  void whatIsNotANumberIsNeverRight() {
    double nan = Double.NaN;
    double[][] x = {{nan, nan}, {nan, 1}, {1, nan}, {1, 0}};
    double[][] y = {{1, 0}, {0, 1}, {1, 0}, {1, 0}};
    assertThat(accuracy(Activation.LINEAR, Loss.meanSquaredError(), x, y)).isEqualTo(0.25);
    assertThat(
            accuracy(
                Activation.LINEAR,
                Loss.meanSquaredError(),
                new double[][] {{nan}, {nan}, {0.2}, {0.9}},
                new double[][] {{0}, {1}, {0}, {1}}))
        .isEqualTo(0.5);
    Model top = identity(2, Activation.LINEAR, Loss.meanSquaredError(), new Metric.TopK(2));
    double[][] infinite = {{Double.POSITIVE_INFINITY, 0}, {nan, 1}, {2, 1}, {0, 1}};
    assertThat(
            top.evaluate(Nd4j.createFromArray(infinite), Nd4j.createFromArray(y))
                .value("top_k_categorical_accuracy"))
        .isEqualTo(0.5);
  }

  @Test
  void equalOutputsAllCountAmongTheLargest() {
    double[][] x = {{1, 1, 1}, {2, 1, 1}, {1, 2, 2}, {3, 2, 1}};
    int[] y = {2, 2, 0, 2};
    for (int k = 1; k <= 3; k++) {
      Model model =
          identity(3, Activation.SOFTMAX, Loss.sparseCategoricalCrossentropy(), new Metric.TopK(k));
      assertThat(
              model
                  .evaluate(Nd4j.createFromArray(x), Nd4j.createFromArray(y))
                  .value("top_k_categorical_accuracy"))
          .isEqualTo(new double[] {0.25, 0.5, 1}[k - 1]);
    }
  }

  @Test
  void namesStandAsWrittenAndDoubledOnesAreNumbered() {
    Model model =
        identity(
            1,
            Activation.LINEAR,
            Loss.meanSquaredError(),
            Metric.of("RootMeanSquaredError"),
            Metric.keras().read(Map.of("RootMeanSquaredError", Map.of())),
            Metric.of("mae"),
            Metric.of("mae"),
            Metric.keras().read(Map.of("MeanAbsoluteError", Map.of("name", "mae"))),
            Metric.of("acc"),
            Metric.accuracy());
    INDArray x = Nd4j.createFromArray(new double[][] {{1}, {0}});
    assertThat(model.evaluate(x, x).values().keySet())
        .containsExactly(
            "loss",
            "RootMeanSquaredError",
            "root_mean_squared_error",
            "mae",
            "mae_1",
            "mae_2",
            "acc",
            "accuracy");
    for (Metric metric : List.of(Metric.of("RootMeanSquaredError"), new Metric.TopK(3, "top"))) {
      assertThat(Metric.keras().read(metric.config())).isEqualTo(metric);
    }
  }

  @Test
  void theAreaOverOneClassIsZeroAsInKeras() {
    Model model = identity(1, Activation.SIGMOID, Loss.binaryCrossentropy(), new Metric.Auc());
    INDArray x = Nd4j.createFromArray(new double[][] {{3}, {-1}, {2}});
    for (double only : new double[] {0, 1}) {
      INDArray y = Nd4j.valueArrayOf(new long[] {3}, only);
      assertThat(model.evaluate(x, y).value("auc")).isZero();
    }
    INDArray none = Nd4j.createFromArray(new double[][] {{Double.NaN}, {1}, {2}});
    assertThat(model.evaluate(none, Nd4j.createFromArray(0.0, 1, 0)).value("auc")).isNaN();
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
