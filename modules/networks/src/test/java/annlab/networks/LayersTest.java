package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LayersTest {
  /** Rounding of a few double operations. */
  private static final double ROUNDING = 1e-12;

  @BeforeEach
  void freshNames() {
    Sequential.clearSession();
  }

  private static INDArray uniform(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(4);
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = 5 * random.nextDouble() + i % columns;
    }
    return Nd4j.create(values, new long[] {rows, columns}, DataType.DOUBLE);
  }

  private static Model compiled(Sequential sequential) {
    return sequential
        .seed(3)
        .dataType(DataType.DOUBLE)
        .compile(Loss.meanSquaredError(), new Sgd(0.1));
  }

  @Test
  void normalizationStandardizesByTheAdaptedRows() {
    INDArray x = uniform(40, 3);
    INDArray y = Nd4j.ones(DataType.DOUBLE, 40, 1);
    Model with =
        compiled(
            Sequential.of(Input.of(3), new Normalization().adapt(x), new Dense(4), new Dense(1)));
    Model without = compiled(Sequential.of(Input.of(3), new Dense(4), new Dense(1)));
    INDArray scaled = x.subRowVector(x.mean(0)).divRowVector(x.std(false, false, 0));
    assertThat(with.predict(x).distance2(without.predict(scaled))).isLessThan(ROUNDING);
    assertThat(with.evaluate(x, y).loss())
        .isEqualTo(without.evaluate(scaled, y).loss(), within(ROUNDING));
    with.fit(x, y);
    without.fit(scaled, y);
    assertThat(with.parameters().distance2(without.parameters())).isLessThan(ROUNDING);
    assertThat(with.summary())
        .contains("normalization (Normalization)")
        .contains("(None, 3)  ")
        .contains("Non-trainable params: 7");
  }

  @Test
  void aNetworkOfOneLayerNormalizesToo() {
    INDArray x = uniform(40, 3);
    INDArray y = Nd4j.ones(DataType.DOUBLE, 40, 1);
    Model model = compiled(Sequential.of(Input.of(3), new Normalization().adapt(x), new Dense(1)));
    INDArray error = model.predict(x).sub(y);
    assertThat(model.evaluate(x, y).loss())
        .isEqualTo(error.mul(error).meanNumber().doubleValue(), within(ROUNDING));
  }

  @Test
  void anUnadaptedNormalizationIsRefused() {
    assertThatThrownBy(
            () -> compiled(Sequential.of(Input.of(3), new Normalization(), new Dense(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has not been adapted");
    Normalization adapted = new Normalization().adapt(uniform(5, 2));
    assertThatThrownBy(() -> compiled(Sequential.of(Input.of(3), adapted, new Dense(1))))
        .hasMessageContaining("adapted to 2 features, but its input has 3");
  }

  @Test
  void batchNormalizationFollowsKerasDefinition() {
    INDArray x = uniform(6, 2);
    INDArray y = Nd4j.zeros(DataType.DOUBLE, 6, 1);
    Model model =
        compiled(
            Sequential.of(
                Input.of(2), new BatchNormalization(0.9, 1e-3, "").named("bn"), new Dense(1)));
    // before training the moving averages are 0 and 1
    INDArray plain = x.div(Math.sqrt(1 + 1e-3)).mmul(model.weights("dense").get(0));
    assertThat(model.predict(x).distance2(plain)).isLessThan(1e-9);
    INDArray mean = x.mean(0);
    INDArray variance = x.var(false, 0);
    INDArray hat =
        x.subRowVector(mean)
            .divRowVector(org.nd4j.linalg.ops.transforms.Transforms.sqrt(variance.add(1e-3), true));
    INDArray out = hat.mmul(model.weights("dense").get(0));
    double loss = model.fit(x, y, FitOptions.defaults().withoutShuffle()).series("loss").get(0);
    assertThat(loss).isEqualTo(out.mul(out).meanNumber().doubleValue(), within(1e-9));
    List<INDArray> after = model.weights("bn");
    assertThat(after.get(2).distance2(mean.mul(0.1))).isLessThan(1e-9);
    assertThat(after.get(3).distance2(variance.mul(0.1).add(0.9))).isLessThan(1e-9);
    assertThat(model.summary()).contains("Non-trainable params: 4");
  }

  @Test
  void batchNormalizationKeepsTheVarianceFarFromZero() {
    // means of squares less squares of means would give a variance of 0 for the second pair and one
    // below 0 for the third
    for (float low : new float[] {99, 9999, 11586, 1_000_000}) {
      Model model =
          Sequential.of(
                  Input.of(1),
                  new BatchNormalization(0.0, 1e-3, "").named("bn"),
                  new Dense(1).withKernelInitializer(Initializer.ones()))
              .seed(3)
              .dataType(DataType.FLOAT)
              .compile(Loss.meanSquaredError(), new Sgd(0.1));
      double loss =
          model
              .fit(
                  Nd4j.createFromArray(new float[][] {{low}, {low + 2}}),
                  Nd4j.createFromArray(new float[][] {{0}, {0}}),
                  FitOptions.defaults().withoutShuffle())
              .series("loss")
              .get(0);
      assertThat(loss).isEqualTo(1 / 1.001, within(1e-4));
      assertThat(model.weights("bn").get(3).getFloat(0)).isEqualTo(1f);
    }
  }

  @Test
  void batchNormalizationsGradientIsRight() {
    INDArray x = uniform(6, 2);
    INDArray y = uniform(6, 1);
    Model model =
        compiled(
            Sequential.of(
                Input.of(2), new Dense(3, "tanh"), new BatchNormalization(), new Dense(1)));
    INDArray analytic = model.lossAndGradient(x, y).gradient();
    INDArray at = model.parameters();
    // the moving averages, 6 numbers behind the 9 + 6 of Dense and of gamma and beta, have none
    for (int i = 0; i < at.length(); i++) {
      if (i >= 15 && i < 21) {
        continue;
      }
      double step = 1e-5;
      model.setParameters(at.dup().putScalar(i, at.getDouble(i) + step));
      double above = model.lossAndGradient(x, y).loss();
      model.setParameters(at.dup().putScalar(i, at.getDouble(i) - step));
      double numeric = (above - model.lossAndGradient(x, y).loss()) / (2 * step);
      assertThat(analytic.getDouble(i))
          .isEqualTo(numeric, within(1e-6 * Math.max(1, Math.abs(numeric))));
    }
  }

  @Test
  void dropoutDropsItsShareInTrainingOnly() {
    INDArray x = Nd4j.ones(DataType.DOUBLE, 200, 50);
    INDArray y = Nd4j.zeros(DataType.DOUBLE, 200, 1);
    Model model =
        compiled(
            Sequential.of(
                Input.of(50),
                new Dropout(0.3),
                new Dense(1).withKernelInitializer(Initializer.ones())));
    // without dropout every output is 50
    assertThat(model.predict(x).getDouble(7)).isEqualTo(50);
    assertThat(model.evaluate(x, y).loss()).isEqualTo(2500);
    // with it the mean stays, and the variance is 50 * 0.3 / 0.7: within 5 deviations of 200 draws
    double loss = model.lossAndGradient(x, y).loss();
    assertThat(loss).isEqualTo(2500 + 50 * 0.3 / 0.7, within(5 * 2 * 50 * 4.6 / Math.sqrt(200)));
    assertThat(loss).isNotEqualTo(2500);
    assertThat(model.lossAndGradient(x, y).loss()).isEqualTo(loss);
  }

  @Test
  void aModelWithoutInputShapeIsBuiltOnItsFirstData() {
    INDArray x = uniform(6, 2);
    INDArray y = uniform(6, 1);
    Sequential described = Sequential.of(new Dense(3, "relu"), new Dense(1));
    Model lazy = compiled(described);
    assertThatThrownBy(lazy::summary).hasMessageContaining("has not been built");
    assertThatThrownBy(described::summary).hasMessageContaining("call build(shape)");
    assertThatThrownBy(lazy::weights).hasMessageContaining("fit it on data");
    assertThatThrownBy(() -> lazy.predict(x)).hasMessageContaining("has not been built");
    lazy.fit(x, y);
    Model eager = compiled(Sequential.of(Input.of(2), new Dense(3, "relu"), new Dense(1)));
    eager.fit(x, y);
    assertThat(lazy.parameters()).isEqualTo(eager.parameters());
    assertThat(lazy.summary()).contains("dense_1 (Dense)");
  }

  @Test
  void namesAreUniqueAcrossModelsUntilTheSessionIsCleared() {
    Sequential one = Sequential.of(Input.of(2), new Dense(3), new Dense(1).named("out"));
    Sequential two = Sequential.of(Input.of(2), new Dense(3), new BatchNormalization());
    assertThat(one.layers()).extracting(Layer::name).containsExactly("dense", "out");
    assertThat(two.layers())
        .extracting(Layer::name)
        .containsExactly("dense_1", "batch_normalization");
    assertThat(one.layer("out")).isSameAs(one.layers().get(1));
    assertThatThrownBy(() -> one.layer("outt")).hasMessageContaining("did you mean 'out'");
    assertThatThrownBy(() -> one.add(new Dense(1).named("out")))
        .hasMessageContaining("there are two 'out'");
    Sequential.clearSession();
    assertThat(Sequential.of(new Dense(1)).layers().get(0).name()).isEqualTo("dense");
  }

  @Test
  void setWeightsChecksShapes() {
    Model model = compiled(Sequential.of(Input.of(2), new Dense(3), new Dense(1)));
    List<INDArray> weights = model.weights();
    assertThat(weights.get(0).shape()).containsExactly(2, 3);
    assertThat(weights.get(1).shape()).containsExactly(3);
    model.setWeights("dense", List.of(Nd4j.ones(DataType.DOUBLE, 2, 3), weights.get(1)));
    assertThat(model.weights("dense").get(0).sumNumber().doubleValue()).isEqualTo(6);
    assertThatThrownBy(() -> model.setWeights("dense", List.of(weights.get(1))))
        .hasMessage("layer dense has weights of shapes [[2, 3], [3]], got [[3]]");
    model.setWeights(weights);
    assertThat(model.weights()).isEqualTo(weights);
  }

  @Test
  void thePlotShowsEachLayerWithItsShapes() {
    Model model = compiled(Sequential.of(Input.of(28, 28), new Flatten(), new Dense(3)));
    assertThat(model.plot())
        .startsWith("<svg ")
        .endsWith("</svg>\n")
        .contains(">flatten: Flatten<", ">(None, 28, 28)<", ">dense: Dense<", ">(None, 3)<");
  }
}
