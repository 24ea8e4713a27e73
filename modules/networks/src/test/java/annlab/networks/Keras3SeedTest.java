package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.keras.KerasTraining;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Draws;
import annlab.networks.random.Initializer;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.MaskDraw;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import annlab.random.NumpyRandomState;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What Keras 3.15.1 itself draws and computes on each backend after {@code
 * keras.utils.set_random_seed}, for seeds, layers and fits drawn at random.
 */
class Keras3SeedTest {
  /** The backends' own float32 logarithms, sines and error functions. */
  private static final double NORMAL = 1e-5;

  /** Up to 40 steps in float32, whose sums and functions round in another order. */
  private static final double FLOAT_RUN = 2e-6;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode golden(KerasBackend backend) {
    String name = "/reference/keras3_" + backend.label() + ".json";
    try (InputStream in = Keras3SeedTest.class.getResourceAsStream(name)) {
      return MAPPER.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Sequential model(JsonNode layers, int width, Seeds seeds) {
    Sequential sequential = Sequential.of(Input.of(width)).seed(seeds);
    for (JsonNode layer : layers) {
      sequential.add(Layer.keras().read(plain(layer)));
    }
    return sequential;
  }

  private static Object plain(JsonNode json) {
    return MAPPER.convertValue(json, new TypeReference<Object>() {});
  }

  @ParameterizedTest
  @EnumSource
  void firstWeightsAreThoseOfKeras(KerasBackend backend) {
    for (JsonNode given : golden(backend).get("kernels")) {
      Seeds seeds = Seeds.keras3(given.get("seed").longValue(), backend);
      Model model =
          model(given.get("layers"), given.get("width").intValue(), seeds)
              .compile(Loss.meanSquaredError(), new Sgd());
      List<INDArray> weights = new ArrayList<>();
      List<Initializer> initializers = new ArrayList<>();
      for (Layer layer : model.layers()) {
        if (layer instanceof Dense dense) {
          weights.addAll(model.weights(layer.name()));
          initializers.addAll(List.of(dense.kernelInitializer(), dense.biasInitializer()));
        }
      }
      for (int i = 0; i < weights.size(); i++) {
        double[] expected = MAPPER.convertValue(given.at("/weights/" + i), double[].class);
        double[] got = weights.get(i).ravel().toDoubleVector();
        if (exact(initializers.get(i))) {
          assertThat(floats(got)).as("%s", given).isEqualTo(floats(expected));
        } else {
          double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
          assertThat(got).as("%s", given).containsExactly(expected, within(NORMAL * largest));
        }
      }
    }
  }

  private static boolean exact(Initializer initializer) {
    return !(initializer instanceof Initializer.RandomNormal)
        && !(initializer instanceof Initializer.VarianceScaling scaling
            && scaling.shape() == Initializer.Shape.TRUNCATED_NORMAL);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreOrderedAsByKerasOverSeveralCalls(KerasBackend backend) {
    for (JsonNode given : golden(backend).get("orders")) {
      double rate = given.get("rate").doubleValue();
      Draws draws = Seeds.keras3(given.get("seed").longValue(), backend).draws();
      MaskDraw mask = draws.mask(rate, 1);
      int epoch = 0;
      int step = 0;
      for (int i = 0; i < given.get("plan").size(); i++) {
        JsonNode call = given.get("plan").get(i);
        if (!call.get(0).textValue().equals("fit")) {
          pass(draws, call.get(0).textValue());
          continue;
        }
        for (JsonNode visited : given.get("orders").get(i)) {
          int[] expected = MAPPER.convertValue(visited, int[].class);
          if (call.get(3).booleanValue()) {
            assertThat(draws.order(epoch++, expected.length)).as("%s", given).isEqualTo(expected);
          } else {
            draws.unshuffled();
          }
          step = drop(mask, expected.length, given.get("batch_size").intValue(), step);
          if (call.get(2).isTextual() || call.get(2).doubleValue() > 0) {
            draws.evaluated();
          }
        }
      }
    }
  }

  private static void pass(Draws draws, String call) {
    if (call.equals("evaluate")) {
      draws.evaluated();
    } else {
      draws.predicted();
    }
  }

  /** Two numbers a row are dropped, as in the golden model. */
  private static int drop(MaskDraw mask, int rows, int batch, int firstStep) {
    int step = firstStep;
    for (int from = 0; from < rows; from += batch) {
      int count = 2 * Math.min(batch, rows - from);
      mask.draw(new double[count], count, step);
      mask.draw(new double[count], count, step++); // the backward pass asks again
    }
    return step;
  }

  @ParameterizedTest
  @EnumSource
  void historiesAreThoseOfKeras(KerasBackend backend) {
    for (JsonNode given : golden(backend).get("histories")) {
      List<INDArray> data = data(given);
      Seeds seeds = Seeds.keras3(given.get("seed").longValue(), backend);
      Model model =
          KerasTraining.compilation(plain(given.get("compile")))
              .model(model(given.get("layers"), given.get("width").intValue(), seeds));
      for (int i = 0; i < given.get("fits").size(); i++) {
        History history =
            model.fit(data.get(0), data.get(1), KerasTraining.fit(plain(given.get("fits").get(i))));
        given
            .get("histories")
            .get(i)
            .properties()
            .forEach(
                series ->
                    assertThat(
                            history.series(series.getKey()).stream().mapToDouble(v -> v).toArray())
                        .as("%s of %s", series.getKey(), given)
                        .containsExactly(
                            MAPPER.convertValue(series.getValue(), double[].class),
                            within(FLOAT_RUN * scale(series.getValue()))));
      }
      INDArray first = model.predict(data.get(0).get(NDArrayIndex.interval(0, 2)));
      assertThat(first.ravel().toDoubleVector())
          .as("%s", given)
          .containsExactly(
              MAPPER.convertValue(given.get("predictions"), double[].class), within(1e-5));
    }
  }

  private static double scale(JsonNode values) {
    double[] all = MAPPER.convertValue(values, double[].class);
    return Math.max(1, Arrays.stream(all).max().orElse(1));
  }

  /** The rows that the golden program draws, too. */
  private static List<INDArray> data(JsonNode given) {
    int rows = given.get("rows").intValue();
    int width = given.get("width").intValue();
    int classes = given.get("classes").intValue();
    NumpyRandomState random = new NumpyRandomState(given.get("data").longValue());
    double[] x = random.uniform(0, 1, rows * width);
    INDArray inputs = Nd4j.createFromArray(x).reshape(rows, width);
    INDArray targets;
    if (classes > 0) {
      targets = Nd4j.createFromArray(random.randint(0, classes, rows));
    } else {
      INDArray means = inputs.mean(1);
      targets = means.mul(means).mul(4).sub(Nd4j.createFromArray(random.uniform(0, 1, rows)));
      targets = targets.castTo(DataType.FLOAT).reshape(rows, 1);
    }
    return List.of(inputs.castTo(DataType.FLOAT), targets);
  }

  @ParameterizedTest
  @EnumSource
  void kernelsAndOrdersOfTheChaptersSizeAreKerasToTheBit(KerasBackend backend) throws Exception {
    JsonNode golden;
    try (InputStream in =
        Keras3SeedTest.class.getResourceAsStream("/reference/keras3_chapter.json")) {
      golden = MAPPER.readTree(Objects.requireNonNull(in)).get(backend.label());
    }
    for (Map.Entry<String, JsonNode> entry : golden.properties()) {
      Seeds seeds = Seeds.keras3(Long.parseLong(entry.getKey()), backend);
      Model model =
          Sequential.of(
                  Input.of(28, 28), new Flatten(), new Dense(300), new Dense(100), new Dense(10))
              .seed(seeds)
              .compile(Loss.meanSquaredError(), new Sgd());
      for (int i = 0; i < 3; i++) {
        INDArray kernel = model.weights().get(2 * i);
        ByteBuffer bytes = ByteBuffer.allocate((int) kernel.length() * Float.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(kernel.ravel().toFloatVector());
        assertThat(sha256(bytes))
            .isEqualTo(entry.getValue().at("/kernels/" + i + "/sha256").asText());
      }
      for (Map.Entry<String, JsonNode> size : entry.getValue().get("orders").properties()) {
        int rows = Integer.parseInt(size.getKey());
        for (int epoch = 0; epoch < 3; epoch++) {
          ByteBuffer bytes = ByteBuffer.allocate(rows * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          IntStream.of(seeds.order().rows(epoch, rows)).forEach(row -> bytes.putLong(row));
          assertThat(sha256(bytes))
              .as("epoch %d of %d rows, seed %s", epoch, rows, entry.getKey())
              .isEqualTo(size.getValue().get(epoch).asText());
        }
      }
    }
  }

  private static String sha256(ByteBuffer bytes) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes.rewind());
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void aSavedOrCopiedModelGoesOnWithTheNextOrdersAndMasks(@TempDir Path folder) {
    JsonNode given = golden(KerasBackend.TORCH).get("histories").get(0);
    List<INDArray> data = data(given);
    FitOptions options = FitOptions.defaults().withBatchSize(8).withValidationSplit(0.2);
    for (KerasBackend backend : KerasBackend.values()) {
      Model model =
          Sequential.of(
                  Input.of(given.get("width").intValue()),
                  new Dense(6, "relu"),
                  new Dropout(0.4),
                  new Dense(5, "softmax"))
              .seed(Seeds.keras3(3, backend))
              .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
      INDArray y = Nd4j.zeros(DataType.INT32, given.get("rows").intValue());
      model.fit(data.get(0), y, options.withEpochs(2));
      model.save(folder.resolve(backend.label()));
      Model copy = model.copy();
      Model loaded = Model.load(folder.resolve(backend.label()));
      for (Model each : List.of(model, copy, loaded)) {
        each.fit(data.get(0), y, options);
      }
      assertThat(copy.parameters()).isEqualTo(model.parameters());
      assertThat(loaded.parameters()).isEqualTo(model.parameters());
    }
  }

  @Test
  void seedsThatKerasDoesNotTakeAreRefused() {
    for (long seed : new long[] {-1, -42, 1L << 32, Long.MAX_VALUE}) {
      for (KerasBackend backend : KerasBackend.values()) {
        assertThatThrownBy(() -> Seeds.keras3(seed, backend))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("Keras 3 takes a seed in [0, 4294967295] (NumPy's range), got " + seed);
      }
    }
    for (long seed : new long[] {-1, -5, 1L << 32, Long.MIN_VALUE}) {
      Sequential sequential =
          Sequential.of(
                  Input.of(2),
                  new Dense(3).withKernelInitializer(Initializer.glorotUniform().seeded(seed)))
              .seed(Seeds.keras3(1, KerasBackend.JAX));
      assertThatThrownBy(() -> sequential.compile(Loss.meanSquaredError(), new Sgd()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "an initializer's seed must be in [0, 4294967295] for Keras on JAX, got " + seed);
    }
    assertThatThrownBy(() -> KerasBackend.named("tensorflo"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tensorflow");
  }

  @Test
  void onTensorFlowEveryEpochTakesTheOrderOfKeras2sFirst() {
    for (long seed : new long[] {0, 42, Integer.MAX_VALUE, 1L << 31, (1L << 32) - 1}) {
      RowOrder order = Seeds.keras3(seed).order();
      int[] first = Seeds.keras2(seed).order().rows(0, 501);
      assertThat(order.rows(0, 501)).isEqualTo(first);
      assertThat(order.rows(7, 501)).isEqualTo(first);
      assertThat(Seeds.keras2(seed).order().rows(1, 501)).isNotEqualTo(first);
    }
    // measured on TensorFlow 2.21
    assertThat(Arrays.copyOf(Seeds.keras2(0).order().rows(0, 501), 3))
        .containsExactly(411, 379, 262);
  }
}
