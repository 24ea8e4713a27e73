package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annlab.networks.layers.Activation;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Normalization;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.numpy.Npy;
import annlab.networks.optimizers.Adadelta;
import annlab.networks.optimizers.Adagrad;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.AdamW;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Lion;
import annlab.networks.optimizers.Nadam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.RmsProp;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Every layer, activation, initializer, loss, metric and optimizer, from Keras to Java and back and
 * from Java to Keras and back, with Keras itself: the Python that {@code ANNLAB_PYTHON} names, with
 * Keras 3.
 */
@Tag("slow")
class KerasPythonTest {
  /** Means of float32 on both sides, summed in other orders. */
  private static final double SCORES = 1e-5;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void modelsGoFromKerasToJavaAndBack(TestReporter reporter)
      throws IOException, InterruptedException {
    python("write");
    KerasCases cases = new KerasCases(folder);
    SoftAssertions softly = new SoftAssertions();
    for (KerasCases.Case described : cases.all()) {
      String name = described.name();
      for (String end : List.of(".keras", ".h5")) {
        softly
            .assertThatCode(() -> cases.requireSame(described, end))
            .as(name + end)
            .doesNotThrowAnyException();
      }
      softly
          .assertThatCode(
              () -> {
                Model model = Model.load(cases.file(name + ".keras"));
                requireWeights(cases, name, model);
                save(cases, described, model);
              })
          .as("%s saved", name)
          .doesNotThrowAnyException();
    }
    softly.assertAll();
    check(cases, reporter);
  }

  @Test
  void modelsGoFromJavaToKerasAndBack(TestReporter reporter)
      throws IOException, InterruptedException {
    python("data");
    List<Map<String, Object>> index = new ArrayList<>();
    Map<String, Model> models = new LinkedHashMap<>();
    KerasCases cases = new KerasCases(folder);
    models(cases)
        .forEach(
            (name, built) -> {
              index.add(
                  Map.of(
                      "name",
                      name,
                      "kind",
                      built.kind,
                      "images",
                      ((Input) built.model.spec().layers().get(0)).shape().size() > 1,
                      "same",
                      !name.equals("dropout"),
                      "loss",
                      0));
              models.put(name, built.model);
            });
    JSON.writeValue(cases.file("index.json").toFile(), index);
    for (KerasCases.Case described : cases.all()) {
      Model model = Objects.requireNonNull(models.get(described.name()));
      cases.fit(model, described);
      save(cases, described, model);
    }
    check(cases, reporter);
  }

  private record Built(Model model, String kind) {}

  private static Map<String, Built> models(KerasCases cases) {
    Map<String, Built> models = new LinkedHashMap<>();
    for (Activation activation : Activation.values()) {
      if (activation != Activation.HEAVISIDE) { // which Keras does not have
        models.put(
            "activation_" + activation.kerasName(),
            classifier(new Sgd(0.05), new Dense(5, activation)));
      }
    }
    List<Initializer> initializers =
        List.of(
            Initializer.glorotUniform(),
            Initializer.glorotNormal().seeded(3),
            Initializer.heUniform(),
            Initializer.heNormal(),
            Initializer.lecunUniform(),
            Initializer.lecunNormal(),
            Initializer.ones(),
            new Initializer.Constant(0.1),
            Initializer.keras().read(Map.of("RandomNormal", Map.of("stddev", 0.2))),
            Initializer.keras().read("random_uniform"));
    for (int i = 0; i < initializers.size(); i++) {
      models.put(
          "initializer_" + i,
          classifier(
              new Sgd(0.05),
              new Dense(5, "tanh")
                  .withKernelInitializer(initializers.get(i))
                  .withBiasInitializer(initializers.get((i + 7) % initializers.size()))));
    }
    optimizers()
        .forEach(
            (name, optimizer) ->
                models.put("optimizer_" + name, classifier(optimizer, new Dense(5, "tanh"))));
    models.put(
        "regularizers",
        classifier(
            new Sgd(0.05),
            new Dense(5, "relu").withKernelRegularizer(Regularizer.l1(0.01)),
            new Dense(4, "relu").withKernelRegularizer(Regularizer.l2(0.02)),
            new Dense(4, "relu").withKernelRegularizer(new Regularizer(0.01, 0.02, false))));
    models.put("mse", numbers(Loss.meanSquaredError(), "linear", "numbers", "mae", "rmse", "mse"));
    models.put("mae", numbers(Loss.meanAbsoluteError(), "linear", "numbers", "mse"));
    models.put("huber", numbers(Loss.huber(), "linear", "numbers"));
    models.put("poisson", numbers(Loss.poisson(), "softplus", "counts"));
    models.put(
        "binary",
        new Built(
            sequential(List.of(new Dense(5, "relu"), new Dense(1, "sigmoid")))
                .compile(
                    Loss.binaryCrossentropy(),
                    new Sgd(0.05),
                    Metric.accuracy(),
                    new Metric.Accuracy("right"),
                    new Metric.Precision(),
                    new Metric.Recall(),
                    new Metric.Auc()),
            "yes"));
    models.put(
        "one_hot",
        new Built(
            sequential(List.of(new Dense(5, "relu"), new Dense(3, "softmax")))
                .compile(
                    Loss.categoricalCrossentropy(),
                    new Sgd(0.05),
                    Metric.of("acc"),
                    new Metric.Accuracy("right"),
                    new Metric.TopK(2)),
            "onehot"));
    models.put(
        "class_ids",
        new Built(
            sequential(List.of(new Dense(5, "relu"), new Dense(3, "softmax")))
                .compile(
                    Loss.sparseCategoricalCrossentropy(),
                    new Sgd(0.05),
                    new Metric.Accuracy("right"),
                    new Metric.TopK(2)),
            "ids"));
    models.put(
        "flatten",
        new Built(
            Sequential.of(
                    Input.of(4, 3), new Flatten(), new Dense(5, "relu"), new Dense(3, "softmax"))
                .seed(1)
                .compile(Loss.sparseCategoricalCrossentropy(), new Adam(0.01)),
            "ids"));
    Normalization normalization = new Normalization().adapt(cases.array("x.npy"));
    models.put("dropout", classifier(new Sgd(0.05), new Dense(8, "relu"), new Dropout(0.3)));
    // before a BatchNormalization a bias has the gradient 0: what is left is rounding, which a
    // small epsilon makes large
    for (Optimizer smooth :
        List.of(
            new Sgd(0.05),
            new Adam(LearningRate.constant(0.01), 0.9, 0.999, 1e-3),
            new RmsProp(LearningRate.constant(0.001), 0.9, 0, 1e-3))) {
      models.put(
          "all_" + smooth.kerasName(),
          classifier(
              smooth,
              normalization,
              new Dense(5, "gelu").withKernelRegularizer(Regularizer.l2(0.01)),
              new BatchNormalization(0.9, 0.01, "scaled"),
              new Dropout(0),
              new Dense(4, "selu").named("second"),
              new BatchNormalization()));
    }
    models.put(
        "double",
        new Built(
            sequential(List.of(normalization, new Dense(5, "tanh"), new Dense(3, "softmax")))
                .dataType(DataType.DOUBLE)
                .compile(Loss.sparseCategoricalCrossentropy(), new Adam(0.01), Metric.accuracy()),
            "ids"));
    return models;
  }

  private static Map<String, Optimizer> optimizers() {
    Map<String, Optimizer> optimizers = new LinkedHashMap<>();
    optimizers.put("sgd", new Sgd(0.05));
    optimizers.put("momentum", new Sgd(LearningRate.constant(0.05), 0.9, false));
    optimizers.put("nesterov", new Sgd(LearningRate.constant(0.05), 0.9, true));
    optimizers.put("adam", new Adam(0.01));
    optimizers.put("adamw", new AdamW(new Adam(0.01), 0.01));
    optimizers.put("nadam", new Nadam(0.01));
    optimizers.put("rmsprop", new RmsProp(0.001));
    optimizers.put("rmsprop_momentum", new RmsProp(LearningRate.constant(0.001), 0.9, 0.5, 1e-7));
    optimizers.put("adagrad", new Adagrad(0.01));
    optimizers.put("adadelta", new Adadelta(0.5));
    optimizers.put("lion", new Lion(0.001));
    optimizers.put(
        "exponential", new Sgd(new LearningRate.ExponentialDecay(0.05, 3, 0.9, true), 0, false));
    optimizers.put(
        "piecewise",
        new Adam(
            new LearningRate.PiecewiseConstant(List.of(3L, 6L), List.of(0.01, 0.005, 0.001)),
            0.9,
            0.999,
            1e-7));
    optimizers.put("cosine", new Sgd(new LearningRate.CosineDecay(0.05, 20, 0), 0, false));
    return optimizers;
  }

  private static Sequential sequential(List<Layer> layers) {
    Sequential model = Sequential.of(Input.of(6)).seed(1);
    layers.forEach(model::add);
    return model;
  }

  private static Built classifier(Optimizer optimizer, Layer... hidden) {
    Sequential model = sequential(List.of(hidden)).add(new Dense(3, "softmax"));
    return new Built(
        model.compile(Loss.sparseCategoricalCrossentropy(), optimizer, Metric.accuracy()), "ids");
  }

  private static Built numbers(Loss loss, String activation, String kind, String... metrics) {
    return new Built(
        sequential(List.of(new Dense(5, "tanh"), new Dense(2, activation)))
            .compile(
                loss,
                new Sgd(0.05),
                List.of(metrics).stream().map(Metric::of).toArray(Metric[]::new)),
        kind);
  }

  /** Weights by .npz, .weights.h5 and .h5 must be those of the .keras file. */
  private static void requireWeights(KerasCases cases, String name, Model model) {
    for (String end : List.of(".weights.h5", ".weights.npz", ".h5")) {
      Model other = model.copy();
      other.setParameters(other.parameters().muli(0));
      other.loadWeights(cases.file(name + end));
      assertThat(other.parameters()).as(name + end).isEqualTo(model.parameters());
    }
  }

  /** The model, what it predicts and scores, and what one more epoch makes of it. */
  private void save(KerasCases cases, KerasCases.Case described, Model model) throws IOException {
    String name = described.name();
    model.save(folder.resolve(name + ".java.keras"));
    model.save(folder.resolve(name + ".java.weights.h5"));
    model.save(folder.resolve(name + ".java.npz"));
    Files.write(
        folder.resolve(name + ".java.predictions.npy"),
        Npy.write(model.predict(cases.inputs(described))));
    JSON.writeValue(
        folder.resolve(name + ".java.scores.json").toFile(),
        model
            .evaluate(cases.inputs(described), cases.array("y_" + described.kind() + ".npy"))
            .values());
    cases.fit(model, described);
    model.save(folder.resolve(name + ".java.after.npz"));
    model.save(folder.resolve(name + ".java.after.keras"));
  }

  /** What Keras makes of the saved models, and what comes back from it. */
  private void check(KerasCases cases, TestReporter reporter)
      throws IOException, InterruptedException {
    python("check");
    JsonNode checked = JSON.readTree(folder.resolve("check.json").toFile());
    assertThat(checked).hasSameSizeAs(cases.all());
    SoftAssertions softly = new SoftAssertions();
    Map<String, Double> largest = new LinkedHashMap<>();
    for (JsonNode one : checked) {
      String name = one.get("name").asText();
      softly.assertThat(one.get("unequal").asInt()).as("%s: unequal weights", name).isZero();
      softly.assertThat(one.get("iterations").asInt()).as("%s: steps", name).isEqualTo(8);
      softly.assertThat(one.get("java_names")).as("%s: scores", name).isEqualTo(one.get("names"));
      Map.of("predictions", KerasCases.PREDICTIONS, "after", KerasCases.AFTER, "scores", SCORES)
          .forEach(
              (what, tolerance) -> {
                double distance = one.get(what).asDouble();
                largest.merge(what, distance, Math::max);
                softly.assertThat(distance).as("%s: %s", name, what).isLessThan(tolerance);
              });
    }
    for (KerasCases.Case described : cases.all()) {
      if (described.same()) {
        double distance = back(cases, described);
        largest.merge("back", distance, Math::max);
        softly.assertThat(distance).as("%s: back", described.name()).isLessThan(KerasCases.AFTER);
      }
    }
    reporter.publishEntry("models", String.valueOf(checked.size()));
    largest.forEach((what, distance) -> reporter.publishEntry(what, String.valueOf(distance)));
    softly.assertAll();
  }

  /** One more epoch, of the model that Keras trained on and of the one that stayed here. */
  private static double back(KerasCases cases, KerasCases.Case described) {
    Model back = Model.load(cases.file(described.name() + ".back.keras"));
    Model stayed = Model.load(cases.file(described.name() + ".java.after.keras"));
    assertThat(back.spec().withLayers(stayed.spec().layers())).isEqualTo(stayed.spec());
    assertThat(back.iterations()).isEqualTo(stayed.iterations()).isEqualTo(8);
    cases.fit(back, described);
    cases.fit(stayed, described);
    return KerasCases.distance(back.parameters(), stayed.parameters());
  }

  private void python(String what) throws IOException, InterruptedException {
    Path script = folder.resolve("keras_files.py");
    try (InputStream in = getClass().getResourceAsStream("/keras/keras_files.py")) {
      Files.write(script, Objects.requireNonNull(in).readAllBytes());
    }
    String python = System.getenv().getOrDefault("ANNLAB_PYTHON", "python3");
    Path log = folder.resolve(what + ".log");
    assumeTrue(
        runs(python, "-c", "import keras; assert keras.__version__ >= '3.15'"),
        "no Python with Keras 3.15");
    ProcessBuilder builder =
        new ProcessBuilder(python, script.toString(), what, folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
    assertThat(builder.start().waitFor()).as(() -> text(log)).isZero();
  }

  private boolean runs(String python, String... arguments) throws InterruptedException {
    try {
      List<String> command = new ArrayList<>(List.of(python));
      command.addAll(List.of(arguments));
      File log = folder.resolve("probe.log").toFile();
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
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
