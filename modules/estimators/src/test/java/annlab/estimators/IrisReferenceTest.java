package annlab.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.datasets.Iris;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.estimators.mlp.FittedMLPClassifier;
import annlab.estimators.mlp.MLPClassifier;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The chapter's iris classifiers, number for number, trained to their end. */
class IrisReferenceTest {
  /** Rounding errors of sums in another order, amplified by up to 2,028 steps of Adam. */
  private static final double ALL_EPOCHS = 1e-9;

  private static final JsonNode GOLDEN = Reference.read("mlp_classifier_iris.json").get("results");

  private static INDArray target(String name, Samples iris) {
    int[] species = iris.y().toIntVector();
    INDArray x = iris.x();
    return switch (name) {
      case "binary_setosa" -> column(species.length, i -> species[i] == 0 ? 1 : 0);
      case "multilabel_one_hot" ->
          Nd4j.hstack(
              labels(species.length, i -> species[i] == 0 ? 1 : 0),
              labels(species.length, i -> species[i] == 1 ? 1 : 0),
              labels(species.length, i -> species[i] == 2 ? 1 : 0));
      case "multilabel_overlapping" ->
          Nd4j.hstack(
              labels(species.length, i -> species[i] == 0 ? 1 : 0),
              labels(species.length, i -> x.getDouble(i, 2) >= 4.35 ? 1 : 0),
              labels(species.length, i -> x.getDouble(i, 3) >= 1.3 ? 1 : 0));
      default -> iris.y();
    };
  }

  private static INDArray column(int rows, IntToDoubleFunction value) {
    double[] values = new double[rows];
    Arrays.setAll(values, value);
    return Nd4j.createFromArray(values);
  }

  private static INDArray labels(int rows, IntToDoubleFunction value) {
    return column(rows, value).reshape(rows, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "hidden5, 5",
    "hidden10, 10",
    "binary_setosa, 5",
    "multilabel_one_hot, 5",
    "multilabel_overlapping, 5"
  })
  void trainsToTheEndAsScikitLearn(String name, int hidden) {
    JsonNode golden = GOLDEN.get(name);
    Samples iris = Iris.load();
    Split outer = Split.of(new Samples(iris.x(), target(name, iris)), 0.1, 42);
    Split inner = Split.of(outer.train(), 0.1, 42);
    MLPClassifier estimator =
        new MLPClassifier().withHiddenLayerSizes(hidden).withMaxIter(10_000).withRandomState(42);
    FittedPipeline<FittedMLPClassifier> fitted =
        Pipeline.of(new StandardScaler(), estimator).fit(inner.train().x(), inner.train().y());
    FittedMLPClassifier network = fitted.last();
    assertThat(network.iterations()).isEqualTo(golden.get("n_iter_").intValue());
    assertThat(network.loss()).isCloseTo(golden.get("loss_").doubleValue(), within(ALL_EPOCHS));
    assertCurve(network.lossCurve(), golden);
    assertThat(network.outActivation()).isEqualTo(golden.get("out_activation_").textValue());
    assertThat(fitted.score(inner.train().x(), inner.train().y()))
        .isEqualTo(golden.get("train_accuracy").doubleValue());
    assertThat(fitted.score(inner.test().x(), inner.test().y()))
        .isEqualTo(golden.get("valid_accuracy").doubleValue());
    assertThat(fitted.score(outer.test().x(), outer.test().y()))
        .isEqualTo(golden.get("test_accuracy").doubleValue());
    INDArray first3 = outer.test().x().get(NDArrayIndex.interval(0, 3));
    assertThat(
            Reference.maxDifference(
                Reference.values(network.predictProba(fitted.transform(first3))),
                Reference.values(Reference.array(golden.get("test_first3_probabilities")))))
        .isLessThan(ALL_EPOCHS);
  }

  private static void assertCurve(List<Double> curve, JsonNode golden) {
    assertThat(Reference.maxDifference(curve.subList(0, 10), golden.get("loss_curve_first10")))
        .isLessThan(1e-12);
    JsonNode every100 = golden.get("loss_curve_every_100");
    for (int i = 0; i < every100.size(); i++) {
      assertThat(curve.get(100 * i)).isCloseTo(every100.get(i).doubleValue(), within(ALL_EPOCHS));
    }
  }
}
