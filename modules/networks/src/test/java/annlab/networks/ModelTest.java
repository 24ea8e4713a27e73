package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.LayerNames;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ModelTest {
  /** Rounding of a few double operations. */
  private static final double DOUBLE_ROUNDING = 1e-12;

  @BeforeEach
  void freshNames() {
    LayerNames.clear();
  }

  private static Sequential fashion() {
    return Sequential.of(
        Input.of(28, 28),
        new Flatten(),
        new Dense(300, Activation.RELU),
        new Dense(100, "relu"),
        new Dense(10, Activation.SOFTMAX));
  }

  private static Model small(DataType type, long seed) {
    return Sequential.of(Input.of(4), new Dense(8, Activation.TANH), new Dense(3, "softmax"))
        .seed(seed)
        .dataType(type)
        .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(0.1), Metric.accuracy());
  }

  private static INDArray inputs(DataType type, int rows) {
    double[] values = new double[rows * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(1 + 7.3 * i);
    }
    return Nd4j.create(values, new long[] {rows, 4}, DataType.DOUBLE).castTo(type);
  }

  private static INDArray classes(int rows) {
    int[] ids = new int[rows];
    for (int i = 0; i < rows; i++) {
      ids[i] = i * i % 3;
    }
    return Nd4j.createFromArray(ids);
  }

  @Test
  void summaryIsKerasTable() {
    assertThat(fashion().summary())
        .isEqualTo(
            """
            Model: "sequential"
            _________________________________________________________________
             Layer (type)                Output Shape              Param #  \s
            =================================================================
             flatten (Flatten)           (None, 784)               0        \s
                                                                            \s
             dense (Dense)               (None, 300)               235500   \s
                                                                            \s
             dense_1 (Dense)             (None, 100)               30100    \s
                                                                            \s
             dense_2 (Dense)             (None, 10)                1010     \s
                                                                            \s
            =================================================================
            Total params: 266,610
            Trainable params: 266,610
            Non-trainable params: 0
            _________________________________________________________________
            """);
  }

  @Test
  void oneSgdStepMatchesTheWorkedExample() {
    Model model =
        Sequential.of(Input.of(2), new Dense(1))
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), new Sgd(0.1));
    String layer = "dense";
    model.setWeights(
        layer,
        List.of(Nd4j.createFromArray(new double[][] {{1}, {-2}}), Nd4j.createFromArray(0.5)));
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 0}});
    INDArray y = Nd4j.createFromArray(0.0, 3.0);
    // sums: 1 - 4 + 0.5 = -2.5 and 3 + 0.5 = 3.5; errors -2.5 and 0.5; loss (6.25 + 0.25) / 2
    double loss = model.fit(x, y, FitOptions.defaults().withoutShuffle()).series("loss").get(0);
    assertThat(loss).isEqualTo(3.25, within(DOUBLE_ROUNDING));
    // gradient of w: mean of 2 e x = (-5 + 3) / 2, (-10 + 0) / 2; of b: (-5 + 1) / 2
    INDArray w = model.weights(layer).get(0);
    assertThat(w.getDouble(0, 0)).isEqualTo(1.1, within(DOUBLE_ROUNDING));
    assertThat(w.getDouble(1, 0)).isEqualTo(-1.5, within(DOUBLE_ROUNDING));
    assertThat(model.weights(layer).get(1).getDouble(0)).isEqualTo(0.7, within(DOUBLE_ROUNDING));
  }

  @Test
  void theLossOfAnEpochIsTheRunningOneWeightedByRows() {
    INDArray x = inputs(DataType.DOUBLE, 7);
    INDArray y = classes(7);
    Model model = small(DataType.DOUBLE, 5);
    Model twin = small(DataType.DOUBLE, 5);
    double loss =
        model
            .fit(x, y, FitOptions.defaults().withBatchSize(3).withoutShuffle())
            .series("loss")
            .get(0);
    double expected = 0;
    for (int from = 0; from < 7; from += 3) {
      int to = Math.min(from + 3, 7);
      INDArray xs = x.get(NDArrayIndex.interval(from, to));
      INDArray ys = y.get(NDArrayIndex.interval(from, to));
      expected += (to - from) * twin.evaluate(xs, ys).loss();
      twin.fit(xs, ys);
    }
    assertThat(loss).isEqualTo(expected / 7, within(DOUBLE_ROUNDING));
    assertThat(model.parameters().distance2(twin.parameters())).isLessThan(DOUBLE_ROUNDING);
    assertThat(model.iterations()).isEqualTo(3);
  }

  @Test
  void evaluateAgreesWithPredictions() {
    INDArray x = inputs(DataType.FLOAT, 3000);
    INDArray y = classes(3000);
    Model model = small(DataType.FLOAT, 3);
    INDArray outputs = model.predict(x);
    double loss = 0;
    int right = 0;
    int[] predicted = model.predictClasses(x);
    for (int i = 0; i < 3000; i++) {
      loss -= Math.log(outputs.getDouble(i, y.getInt(i)));
      right += predicted[i] == y.getInt(i) ? 1 : 0;
    }
    Evaluation evaluation = model.evaluate(x, y);
    // float outputs have 24 bits
    assertThat(evaluation.loss()).isEqualTo(loss / 3000, within(1e-6));
    assertThat(evaluation.value("accuracy")).isEqualTo(right / 3000.0);
    INDArray byDl4j = StepChoice.DL4J.during(() -> model.predict(x));
    assertThat(model.network().output(x)).isEqualTo(byDl4j);
    assertThat(byDl4j.sub(outputs).normmaxNumber().doubleValue()).isLessThan(1e-6);
  }

  @Test
  void sameSeedGivesSameBits() {
    INDArray x = inputs(DataType.FLOAT, 50);
    INDArray y = classes(50);
    Model one = small(DataType.FLOAT, 9);
    Model two = small(DataType.FLOAT, 9);
    Model other = small(DataType.FLOAT, 10);
    FitOptions options = FitOptions.defaults().withEpochs(3).withBatchSize(8);
    for (Model model : List.of(one, two, other)) {
      model.fit(x, y, options);
    }
    assertThat(one.parameters()).isEqualTo(two.parameters());
    assertThat(one.parameters()).isNotEqualTo(other.parameters());
  }

  @Test
  void fitAgainGoesOnAsOneFit() {
    INDArray x = inputs(DataType.DOUBLE, 20);
    INDArray y = classes(20);
    Model straight = small(DataType.DOUBLE, 1);
    Model parts = small(DataType.DOUBLE, 1);
    FitOptions options = FitOptions.defaults().withBatchSize(8).withValidation(x, y);
    History all = straight.fit(x, y, options.withEpochs(4));
    parts.fit(x, y, options.withEpochs(2));
    History rest = parts.fit(x, y, options.withEpochs(4).withInitialEpoch(2));
    assertThat(parts.parameters()).isEqualTo(straight.parameters());
    assertThat(rest.epochs().get(0).number()).isEqualTo(2);
    assertThat(rest.series("val_loss")).isEqualTo(all.series("val_loss").subList(2, 4));
    assertThat(all.epochs().get(0).logs().keySet())
        .containsExactly("loss", "accuracy", "val_loss", "val_accuracy");
    assertThat(all.params()).isEqualTo(Map.of("epochs", 4, "steps", 3, "batch_size", 8));
  }

  @Test
  void theBatchSizeOfAnEvaluationOrPredictionChangesRoundingAlone() {
    Model model = small(DataType.DOUBLE, 2);
    INDArray x = inputs(DataType.DOUBLE, 50);
    INDArray weights = x.getColumn(0).dup().muli(x.getColumn(0));
    EvaluateOptions options = EvaluateOptions.defaults().withSampleWeights(weights);
    double loss = model.evaluate(x, classes(50), weights).loss();
    for (int batchSize : new int[] {1, 7, 32, 50, 1000}) {
      assertThat(model.evaluate(x, classes(50), options.withBatchSize(batchSize)).loss())
          .isEqualTo(loss, within(DOUBLE_ROUNDING));
      INDArray difference = model.predict(x, batchSize).sub(model.predict(x));
      assertThat(difference.amaxNumber().doubleValue()).isLessThan(DOUBLE_ROUNDING);
    }
    assertThatThrownBy(() -> model.predict(x, 0)).hasMessage("batchSize must be at least 1, got 0");
  }

  @Test
  void sampleAndClassWeightsMultiply() {
    INDArray x = inputs(DataType.DOUBLE, 3);
    INDArray y = Nd4j.createFromArray(0, 1, 2);
    INDArray weights = Nd4j.createFromArray(1.0, 2.0, 0.5);
    Model model = small(DataType.DOUBLE, 2);
    double[] each = new double[3];
    for (int i = 0; i < 3; i++) {
      each[i] =
          model
              .evaluate(x.get(NDArrayIndex.interval(i, i + 1)), Nd4j.createFromArray(new int[] {i}))
              .loss();
    }
    assertThat(model.evaluate(x, y, weights).loss())
        .isEqualTo((each[0] + 2 * each[1] + 0.5 * each[2]) / 3, within(DOUBLE_ROUNDING));
    double loss =
        model
            .fit(
                x,
                y,
                FitOptions.defaults()
                    .withSampleWeights(weights)
                    .withClassWeights(Map.of(1, 3.0, 2, 4.0)))
            .series("loss")
            .get(0);
    assertThat(loss).isEqualTo((each[0] + 6 * each[1] + 2 * each[2]) / 3, within(DOUBLE_ROUNDING));
  }

  @Test
  void aClassWeightOutOfPlaceIsNamed() {
    Model model = small(DataType.FLOAT, 2);
    FitOptions options = FitOptions.defaults().withClassWeights(Map.of(3, 2.0));
    assertThatThrownBy(() -> model.fit(inputs(DataType.FLOAT, 3), classes(3), options))
        .hasMessage("class weights must be in [0, inf) for classes 0 to 2, got 2.0 for class 3");
  }

  @Test
  void viewsOfViewsAreGatheredAsTheirCopies() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArray all = inputs(type, 30);
      INDArray view = all.get(NDArrayIndex.interval(5, 25)).get(NDArrayIndex.interval(3, 14));
      INDArray columns =
          Nd4j.hstack(all, all).get(NDArrayIndex.interval(8, 19), NDArrayIndex.interval(0, 4));
      FitOptions options = FitOptions.defaults().withBatchSize(4).withValidation(view, classes(11));
      Model ofCopy = small(type, 1);
      Model ofView = small(type, 1);
      Model ofColumns = small(type, 1);
      ofCopy.fit(view.dup(), classes(11), options);
      ofView.fit(view, classes(11), options);
      ofColumns.fit(columns, classes(11), options);
      assertThat(ofView.parameters()).isEqualTo(ofCopy.parameters());
      assertThat(ofColumns.parameters()).isEqualTo(ofCopy.parameters());
    }
  }

  @Test
  void theLastRowsAreSplitOffForValidation() {
    INDArray x = inputs(DataType.DOUBLE, 20);
    INDArray y = classes(20);
    FitOptions options = FitOptions.defaults().withEpochs(2).withBatchSize(4);
    History split = small(DataType.DOUBLE, 1).fit(x, y, options.withValidationSplit(0.25));
    INDArray first = x.get(NDArrayIndex.interval(0, 15));
    INDArray last = x.get(NDArrayIndex.interval(15, 20));
    History given =
        small(DataType.DOUBLE, 1)
            .fit(
                first,
                y.get(NDArrayIndex.interval(0, 15)),
                options.withValidation(last, y.get(NDArrayIndex.interval(15, 20))));
    assertThat(split.history()).isEqualTo(given.history());
    assertThatThrownBy(
            () -> small(DataType.DOUBLE, 1).fit(x, y, options.withValidationSplit(0.999)))
        .hasMessage("validationSplit 0.999 of 20 rows leaves no row for training");
  }

  @Test
  void aCallbackCanStopNowOrAfterTheEpoch() {
    INDArray x = inputs(DataType.FLOAT, 20);
    INDArray y = classes(20);
    List<String> seen = new ArrayList<>();
    Callback now =
        new Callback() {
          @Override
          public void batchEnd(Training training, int step, double loss) {
            seen.add("step " + step);
            if (step == 1) {
              training.stopNow();
            }
          }

          @Override
          public void trainEnd(Training training) {
            seen.add("end");
          }
        };
    FitOptions options = FitOptions.defaults().withEpochs(3).withBatchSize(5);
    assertThat(small(DataType.FLOAT, 1).fit(x, y, options.withCallbacks(now)).epochs()).isEmpty();
    assertThat(seen).containsExactly("step 0", "step 1", "end");
    Callback later =
        new Callback() {
          @Override
          public void batchEnd(Training training, int step, double loss) {
            training.stopAfterEpoch();
          }
        };
    assertThat(small(DataType.FLOAT, 1).fit(x, y, options.withCallbacks(later)).epochs())
        .hasSize(1);
  }

  @Test
  void wrongRowsAreNamed() {
    Model model = small(DataType.FLOAT, 1);
    INDArray x = inputs(DataType.FLOAT, 3);
    assertThatThrownBy(() -> model.fit(x, classes(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has 3 rows but y has 5; pass one row of targets per row of inputs");
    assertThatThrownBy(() -> model.fit(x, Nd4j.createFromArray(0, 3, 1)))
        .hasMessage("y must hold class ids 0 to 2, got 3 in row 1; the last layer has 3 outputs");
    assertThatThrownBy(() -> model.fit(x.reshape(3, 2, 2), classes(3)))
        .hasMessage("x must have shape [rows, 4], got [3, 2, 2]");
    assertThatThrownBy(() -> model.fit(x, Nd4j.eye(3)))
        .hasMessage(
            "y must have shape [3], got [3, 3]; for one-hot rows use categorical_crossentropy");
  }

  @Test
  void aLossThatDoesNotFitTheOutputNamesTheRightOne() {
    Sequential yesOrNo = Sequential.of(Input.of(4), new Dense(1, Activation.SIGMOID));
    assertThatThrownBy(() -> yesOrNo.compile(Loss.sparseCategoricalCrossentropy(), new Sgd()))
        .hasMessageContaining("use binary_crossentropy with sigmoid");
    assertThatThrownBy(() -> Loss.of("sparse_categorical_crossentrpy"))
        .hasMessageContaining("did you mean 'sparse_categorical_crossentropy'");
    assertThatThrownBy(() -> Sequential.of().compile(Loss.meanSquaredError(), new Sgd()))
        .hasMessageContaining("has no layers");
  }

  @Test
  void aLossThatIsNotFiniteSaysWhereAndWhatMayHelp() {
    Model model =
        Sequential.of(Input.of(4), new Dense(8, Activation.RELU).named("hidden"), new Dense(1))
            .compile(Loss.meanSquaredError(), new Sgd(1e6));
    INDArray x = inputs(DataType.FLOAT, 64);
    INDArray y = Nd4j.ones(DataType.FLOAT, 64, 1);
    assertThatThrownBy(() -> model.fit(x, y, FitOptions.defaults().withEpochs(50)))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageMatching(
            "the loss is (NaN|Infinity) in epoch \\d+, step \\d: layer \\w+ overflows at learning"
                + " rate 1000000.0; lower the learning rate or scale the inputs");
    INDArray holed = inputs(DataType.FLOAT, 64).putScalar(3, 0, Double.NaN);
    assertThatThrownBy(() -> small(DataType.FLOAT, 1).fit(holed, classes(64)))
        .hasMessageContaining("x holds NaN or infinity, or a number beyond 3.4e38");
  }
}
