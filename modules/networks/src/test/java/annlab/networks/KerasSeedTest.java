package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.datasets.CaliforniaHousing;
import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keras' own weights, orders and losses from its seeds. */
class KerasSeedTest {
  /** In double precision the runs do not depend on the order of sums within 1e-8. */
  private static final double DOUBLE_RUN = 1e-8;

  private static JsonNode reference(String file) throws IOException {
    try (InputStream in = KerasSeedTest.class.getResourceAsStream("/reference/" + file)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
  }

  private static Sequential fashion(Seeds seeds) {
    return Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(300, Activation.RELU),
            new Dense(100, Activation.RELU),
            new Dense(10, Activation.SOFTMAX))
        .seed(seeds);
  }

  private static Model compiled(Sequential sequential) {
    return sequential.compile(Loss.sparseCategoricalCrossentropy(), new Sgd(), Metric.accuracy());
  }

  @Test
  void kerasTwosSeed42DrawsTheNotebooksKernel() throws IOException {
    JsonNode golden = reference("keras_philox.json").at("/cases/notebook_keras2_set_seed_42");
    checkKernel(compiled(fashion(Seeds.keras2(42))), golden);
  }

  @Test
  void anInitializersOwnSeedDrawsTheChaptersKernel() throws IOException {
    JsonNode golden = null;
    for (Map.Entry<String, JsonNode> entry :
        reference("keras_philox.json").at("/cases").properties()) {
      if (entry.getValue().path("generator").asText().equals("stateless")) {
        golden = entry.getValue();
      }
    }
    Sequential sequential =
        Sequential.of(
                Input.of(784),
                new Dense(300).withKernelInitializer(Initializer.glorotUniform().seeded(980493522)))
            .seed(Seeds.keras3(1));
    checkKernel(
        sequential.compile(Loss.meanSquaredError(), new Sgd()), Objects.requireNonNull(golden));
  }

  private static void checkKernel(Model model, JsonNode golden) {
    INDArray kernel = model.weights().get(0);
    for (int j = 0; j < 3; j++) {
      assertThat(kernel.getDouble(0, j))
          .isEqualTo(golden.at("/kernel_row0_first3/" + j).asDouble());
      assertThat(kernel.getDouble(0, 297 + j))
          .isEqualTo(golden.at("/kernel_row0_last3/" + j).asDouble());
    }
  }

  @Test
  void rowOrdersAreKerasTwos() throws IOException {
    JsonNode orders = reference("keras_seed42_runs.json").get("orders");
    for (int rows : new int[] {55_000, 11_610}) {
      RowOrder order = Seeds.keras2(42).order();
      for (int epoch = 0; epoch < 3; epoch++) {
        int[] got = order.rows(epoch, rows);
        JsonNode expected = orders.get(Integer.toString(rows)).get(epoch);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(got[i]).isEqualTo(expected.get(i).asInt());
        }
      }
    }
  }

  /** The chapter's parts: training, validation, test. */
  private static List<Samples> california() {
    Samples all = CaliforniaHousing.load(new DataHome());
    Split outer = Split.of(all, 0.25, 42);
    Split inner = Split.of(outer.train(), 0.25, 42);
    return List.of(inner.train(), inner.test(), outer.test());
  }

  private static Sequential tower(Samples train, DataType type, int... units) {
    Sequential sequential =
        Sequential.of(Input.of(8), new Normalization().adapt(train.x()))
            .seed(Seeds.keras2(42))
            .dataType(type);
    for (int count : units) {
      sequential.add(new Dense(count, Activation.RELU));
    }
    return sequential.add(new Dense(1));
  }

  @Test
  void californiaWithAdamInDoublePrecision() throws IOException {
    californiaWithAdam(StepChoice.AUTO);
  }

  @Test
  @Tag("slow")
  void californiaWithAdamByDl4jsOwnLayers() throws IOException {
    californiaWithAdam(StepChoice.DL4J);
  }

  private static void californiaWithAdam(StepChoice step) throws IOException {
    JsonNode golden = reference("keras_seed42_runs.json").get("california_adam_float64_3_epochs");
    List<Samples> parts = california();
    Model model =
        tower(parts.get(0), DataType.DOUBLE, 50, 50, 50)
            .compile(Loss.meanSquaredError(), new Adam(1e-3));
    History history =
        model.fit(
            parts.get(0).x(),
            parts.get(0).y(),
            FitOptions.defaults()
                .withEpochs(3)
                .withStep(step)
                .withValidation(parts.get(1).x(), parts.get(1).y()));
    checkSeries(history, golden, "loss", DOUBLE_RUN);
    checkSeries(history, golden, "val_loss", DOUBLE_RUN);
    checkWeights(model, golden);
    double rmse = Math.sqrt(model.evaluate(parts.get(2).x(), parts.get(2).y()).loss());
    assertThat(rmse).isEqualTo(golden.get("test_rmse").asDouble(), within(DOUBLE_RUN));
  }

  @Test
  void californiaWithSgdInFloatIsThePublishedRun() throws IOException {
    JsonNode golden =
        reference("keras_seed42_runs.json").get("california_sgd_30_30_float32_20_epochs");
    List<Samples> parts = california();
    Model model =
        tower(parts.get(0), DataType.FLOAT, 30, 30).compile(Loss.meanSquaredError(), new Sgd(1e-3));
    History history =
        model.fit(
            parts.get(0).x(),
            parts.get(0).y(),
            FitOptions.defaults()
                .withEpochs(20)
                .withValidation(parts.get(1).x(), parts.get(1).y()));
    // float32 rounding: the independent loop itself is within these of the published numbers
    checkSeries(history, golden, "loss", 2e-4);
    checkSeries(history, golden, "val_loss", 5e-4);
  }

  @Test
  @Tag("slow")
  void fashionMnistInDoublePrecision() throws IOException {
    JsonNode golden = reference("keras_seed42_runs.json").get("fashion_mnist_float64_3_epochs");
    DataHome home = new DataHome();
    FashionMnist data = FashionMnist.load(home);
    Samples train = data.train(DataType.DOUBLE);
    Samples validation = data.validation(DataType.DOUBLE);
    Model model = compiled(fashion(Seeds.keras2(42)).dataType(DataType.DOUBLE));
    History history =
        model.fit(
            train.x(),
            train.y(),
            FitOptions.defaults().withEpochs(3).withValidation(validation.x(), validation.y()));
    for (String name : List.of("loss", "accuracy", "val_loss", "val_accuracy")) {
      checkSeries(history, golden, name, DOUBLE_RUN);
    }
    checkWeights(model, golden);
  }

  @Test
  @Tag("slow")
  void fashionMnistInFloatForThirtyEpochs() throws IOException {
    JsonNode golden = reference("keras_seed42_runs.json").get("fashion_mnist_float32_30_epochs");
    FashionMnist data = FashionMnist.load(new DataHome());
    Samples train = data.train(DataType.FLOAT);
    Samples validation = data.validation(DataType.FLOAT);
    Model model = compiled(fashion(Seeds.keras2(42)));
    History history =
        model.fit(
            train.x(),
            train.y(),
            FitOptions.defaults().withEpochs(30).withValidation(validation.x(), validation.y()));
    // float32 sums in another order: as far as the published run itself is from the golden loop
    checkSeries(history, golden, "loss", 1e-3);
    checkSeries(history, golden, "accuracy", 2e-3);
    checkSeries(history, golden, "val_loss", 1e-2);
    checkSeries(history, golden, "val_accuracy", 6e-3);
  }

  private static void checkSeries(History history, JsonNode golden, String name, double error) {
    JsonNode expected = golden.at("/history/" + name);
    assertThat(history.series(name)).hasSize(expected.size());
    for (int epoch = 0; epoch < expected.size(); epoch++) {
      assertThat(history.series(name).get(epoch))
          .as("%s of epoch %d", name, epoch + 1)
          .isEqualTo(expected.get(epoch).asDouble(), within(error));
    }
  }

  private static void checkWeights(Model model, JsonNode golden) {
    List<INDArray> weights = model.weights();
    JsonNode expected = golden.get("weights");
    assertThat(weights).hasSize(expected.size());
    for (int i = 0; i < weights.size(); i++) {
      JsonNode summary = expected.get(i);
      assertThat(weights.get(i).sumNumber().doubleValue())
          .as("sum of weights %d", i)
          // a sum over up to 235,200 weights, each within 1e-8
          .isEqualTo(summary.get("sum").asDouble(), within(1e-5));
      INDArray flat = weights.get(i).dup('c').ravel();
      for (int j = 0; j < summary.get("first3").size(); j++) {
        assertThat(flat.getDouble(j))
            .as("weight %d of %d", j, i)
            .isEqualTo(summary.get("first3").get(j).asDouble(), within(DOUBLE_RUN));
      }
    }
  }
}
