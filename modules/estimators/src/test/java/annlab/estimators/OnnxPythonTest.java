package annlab.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annlab.estimators.mlp.MLPClassifier;
import annlab.estimators.mlp.MLPRegressor;
import annlab.estimators.tribuo.LogisticRegression;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Loss;
import annlab.networks.numpy.Npy;
import annlab.networks.optimizers.Adam;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Exported networks and estimators, beside ONNX Runtime: the Python that {@code ANNLAB_PYTHON}
 * names.
 */
class OnnxPythonTest {
  private static final int ROWS = 60;

  @TempDir private Path folder;

  private static INDArray inputs() {
    double[] values = new double[ROWS * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = 5 * Math.cos(1.7 * i * i) + i % 3;
    }
    return Nd4j.create(values, new long[] {ROWS, 3}, DataType.DOUBLE);
  }

  private static INDArray classes(int count) {
    int[] ids = new int[ROWS];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 2 + 3 * (i * i % count);
    }
    return Nd4j.createFromArray(ids);
  }

  /** Of which two exponentials stay small. */
  private static INDArray small(DataType type) {
    return inputs().mul(0.1).castTo(type);
  }

  private static Map<String, Model> networks() {
    Map<String, Model> models = new LinkedHashMap<>();
    for (Activation activation : Activation.values()) {
      models.put(
          activation.kerasName(),
          network(DataType.FLOAT, new Dense(5, activation), new Dense(2, activation)));
    }
    Layer[] all = {
      new Flatten(),
      new Normalization().adapt(small(DataType.DOUBLE)),
      new Dense(5, "gelu"),
      new BatchNormalization(),
      new Dropout(0.3),
      new Dense(4, "selu"),
      new BatchNormalization(0.9, 0.01, "last"),
      new Dense(2, "softmax")
    };
    models.put("all", network(DataType.FLOAT, all));
    models.put("all_double", network(DataType.DOUBLE, all));
    return models;
  }

  /** Trained, so that no bias and no statistic is what it is at first. */
  private static Model network(DataType type, Layer... layers) {
    Sequential sequential = Sequential.of(Input.of(3)).dataType(type).seed(2);
    List.of(layers).forEach(sequential::add);
    Model model = sequential.compile(Loss.meanSquaredError(), new Adam(0.01));
    INDArray x = small(type);
    model.fit(x, x.getColumns(0, 1), FitOptions.defaults().withEpochs(2));
    return model;
  }

  private void network(String name, Model model, INDArray x) throws IOException {
    model.export(folder.resolve(name + ".onnx"));
    keep(name + ".x", x);
    keep(name + ".y", model.predict(x));
  }

  private void keep(String name, INDArray array) throws IOException {
    Files.write(folder.resolve(name + ".npy"), Npy.write(array));
  }

  private void classifier(String name, Fitted fitted, INDArray probabilities) throws IOException {
    fitted.export(folder.resolve(name + ".onnx"));
    keep(name + ".x", inputs());
    keep(name + ".probabilities", probabilities);
    keep(name + ".label", fitted.predict(inputs()));
  }

  @Tag("slow")
  @Test
  void onnxRuntimeGivesWhatTheNetworkGives(TestReporter reporter)
      throws IOException, InterruptedException {
    for (Map.Entry<String, Model> entry : networks().entrySet()) {
      Model model = entry.getValue();
      network(entry.getKey(), model, small(model.parameters().dataType()));
    }
    Model images =
        Sequential.of(Input.of(3, 2), new Flatten(), new Dense(4, "relu"), new Dense(3, "softmax"))
            .compile(Loss.sparseCategoricalCrossentropy(), new Adam(0.01));
    network("images", images, inputs().reshape(ROWS / 2, 3, 2).castTo(DataType.FLOAT));
    check(reporter, Activation.values().length + 3);
  }

  @Tag("slow")
  @Test
  void onnxRuntimeGivesWhatTheEstimatorGives(TestReporter reporter)
      throws IOException, InterruptedException {
    INDArray x = inputs();
    var three = new MLPClassifier().fit(x, classes(3));
    classifier("three", three, three.predictProba(x));
    var two = new MLPClassifier().fit(x, classes(2));
    classifier("two", two, two.predictProba(x));
    var pipeline = Pipeline.of(new StandardScaler(), new MLPClassifier()).fit(x, classes(3));
    classifier("pipeline", pipeline, pipeline.last().predictProba(pipeline.transform(x)));
    INDArray y = x.getColumn(0).mul(0.3).add(x.getColumn(1));
    var alone = new MLPRegressor().fit(x, y);
    alone.export(folder.resolve("alone.onnx"));
    keep("alone.x", x);
    keep("alone.y", alone.predict(x).reshape(ROWS, 1));
    var numbers = Pipeline.of(new StandardScaler(), new MLPRegressor()).fit(x, y);
    numbers.export(folder.resolve("numbers.onnx"));
    keep("numbers.x", x);
    keep("numbers.y", numbers.predict(x).reshape(ROWS, 1));
    check(reporter, 3 * 2 + 2);
  }

  /**
   * Checks and runs what was exported.
   *
   * @param outputs of all files
   */
  private void check(TestReporter reporter, int outputs) throws IOException, InterruptedException {
    Path script = folder.resolve("onnx_check.py");
    try (InputStream in = getClass().getResourceAsStream("/onnx/onnx_check.py")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    assumeTrue(python("-c", "import onnx, onnxruntime") == 0, "no Python with ONNX Runtime");
    assertThat(python(script.toString(), folder.toString()))
        .as(() -> text(folder.resolve("log")))
        .isZero();
    List<String> distances = Files.readAllLines(folder.resolve("distances"));
    assertThat(distances).hasSize(2 * outputs); // all rows, and one
    distances.forEach(line -> reporter.publishEntry("distance", line));
  }

  @Test
  void whatIsNoPerceptronIsRefused() {
    Fitted fitted = new LogisticRegression(1).fit(inputs(), classes(2));
    assertThatThrownBy(() -> fitted.export(folder.resolve("m.onnx")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "MLPClassifier and MLPRegressor are exported to ONNX, alone or in a pipeline; this is a"
                + " FittedLogisticRegression");
  }

  private int python(String... arguments) throws InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(System.getenv().getOrDefault("ANNLAB_PYTHON", "python3")));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("log").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }
}
