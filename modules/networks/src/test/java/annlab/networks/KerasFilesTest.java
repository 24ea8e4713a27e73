package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.files.ZipFiles;
import annlab.networks.layers.Activation;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Normalization;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files that Keras 2 and 3 wrote, and files for Keras. */
class KerasFilesTest {
  @TempDir private Path folder;

  private static KerasCases goldens() {
    try {
      return new KerasCases(
          Path.of(
              Objects.requireNonNull(KerasFilesTest.class.getResource("/keras/models")).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<KerasCases.Case> cases() {
    return goldens().all().stream();
  }

  private static KerasCases.Case described(String name) {
    return cases().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictsAndTrainsOnAsKerasDoes(KerasCases.Case described) {
    described.ends().forEach(end -> goldens().requireSame(described, end));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsSavedForKerasComesBackTheSame(KerasCases.Case described) {
    Model model = Model.load(goldens().file(described.name() + described.ends().get(0)));
    Path file = folder.resolve("m.keras");
    model.save(file);
    Model back = Model.load(file);
    assertThat(back.parameters()).isEqualTo(model.parameters());
    assertThat(back.iterations()).isEqualTo(model.iterations()).isPositive();
    assertThat(back.spec()).isEqualTo(model.spec());
    assertThat(goldens().fit(back, described).series("loss"))
        .isEqualTo(goldens().fit(model, described).series("loss"));
    assertThat(back.parameters()).isEqualTo(model.parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.keras", "m.weights.h5", "m.npz", "m.zip"})
  void theSameModelGivesTheSameBytes(String name) throws IOException {
    Model model = Model.load(goldens().file("all.keras"));
    model.save(folder.resolve(name));
    byte[] first = Files.readAllBytes(folder.resolve(name));
    model.copy().save(folder.resolve(name));
    assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(first);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).as("nothing beside it").hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"all.weights.h5", "all.weights.npz", "all.h5", "all.keras"})
  void weightsComeFromEveryFileThatHoldsThem(String name) {
    Model all = Model.load(goldens().file("all.keras"));
    Model other = all.copy();
    other.setParameters(other.parameters().muli(0));
    other.loadWeights(goldens().file(name));
    assertThat(other.parameters()).isEqualTo(all.parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.weights.h5", "w.npz"})
  void statisticsOfANormalizationComeWithTheWeights(String name) {
    KerasCases.Case described = described("all");
    Model all = Model.load(goldens().file("all.keras"));
    all.saveWeights(folder.resolve(name));
    Model other =
        Sequential.of(
                Input.of(6),
                new Normalization().adapt(goldens().array("x.npy").mul(3)),
                new Dense(5, "gelu"),
                new BatchNormalization(),
                new Dense(4, "selu"),
                new Dense(3, "softmax"))
            .compile(Loss.sparseCategoricalCrossentropy(), new Adam(0.01));
    other.loadWeights(folder.resolve(name));
    INDArray x = goldens().inputs(described);
    assertThat(other.predict(x)).isEqualTo(all.predict(x));
  }

  @Test
  void theNetworkIsDl4jsOwn() throws IOException {
    KerasCases.Case described = described("functional");
    MultiLayerNetwork network = Model.load(goldens().file("functional.keras")).network();
    INDArray x = goldens().inputs(described);
    INDArray expected = goldens().array("functional.predictions.npy");
    assertThat(KerasCases.distance(network.output(x), expected)).isLessThan(KerasCases.PREDICTIONS);
    Path file = folder.resolve("dl4j.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    MultiLayerNetwork back = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    assertThat(back.output(x)).isEqualTo(network.output(x));
    back.fit(x, goldens().array("y_ids.npy").reshape(64, 1));
    assertThat(back.params()).isNotEqualTo(network.params());
  }

  @Test
  void aRateThatWasSetIsKerasRate() {
    Model model = Model.load(goldens().file("functional.keras"));
    assertThat(model.learningRate()).isEqualTo(0.01);
    model.setLearningRate(0.002);
    model.save(folder.resolve("m.keras"));
    assertThat(Model.load(folder.resolve("m.keras")).learningRate()).isEqualTo(0.002);
  }

  @Test
  void aScheduleGoesOnFromItsStep() {
    Optimizer decaying = new Sgd(new LearningRate.ExponentialDecay(0.1, 2, 0.5, false), 0.9, true);
    Model model =
        Sequential.of(Input.of(6), new Dense(3, "softmax"))
            .compile(Loss.sparseCategoricalCrossentropy(), decaying, new Metric.TopK(2));
    KerasCases.Case described = described("functional");
    goldens().fit(model, described);
    model.save(folder.resolve("m.keras"));
    Model back = Model.load(folder.resolve("m.keras"));
    assertThat(back.learningRate()).isEqualTo(model.learningRate()).isEqualTo(0.1 * 0.25);
    assertThat(back.spec().optimizer()).isEqualTo(decaying);
  }

  private Path changed(String from, String to) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>(ZipFiles.read(goldens().file("all.keras")));
    String config = new String(entries.get("config.json"), StandardCharsets.UTF_8);
    assertThat(config).contains(from);
    entries.put("config.json", config.replace(from, to).getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("changed.keras");
    ZipFiles.write(file, entries);
    return file;
  }

  @Test
  void aModelWithoutItsOptimizerPredictsAndIsNotTakenForAnotherOne() throws IOException {
    Path file = changed("\"compile_config\": {\"optimizer\":", "\"compile_config\": {\"lost\":");
    Model model = Model.load(file);
    KerasCases.Case described = described("all");
    assertThat(
            KerasCases.distance(
                model.predict(goldens().inputs(described)), goldens().array("all.predictions.npy")))
        .isLessThan(KerasCases.PREDICTIONS);
    assertThat(
            model.evaluate(goldens().inputs(described), goldens().array("y_ids.npy")).value("loss"))
        .isPositive();
    assertThatThrownBy(() -> goldens().fit(model, described))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "this model was saved without its optimizer; compile it: model.compile(loss, optimizer,"
                + " metrics)");
    Path own = folder.resolve("own.zip");
    model.save(own);
    assertThatThrownBy(() -> goldens().fit(Model.load(own), described))
        .hasMessageContaining("saved without its optimizer");
    Model compiled =
        model.compile(Loss.sparseCategoricalCrossentropy(), new Sgd(0.1), Metric.accuracy());
    assertThat(goldens().fit(compiled, described).series("accuracy")).hasSize(1);
  }

  @Test
  void aModelThatWasNotCompiledPredictsAlone() throws IOException {
    Model model = Model.load(changed("\"compile_config\":", "\"lost\":"));
    KerasCases.Case described = described("all");
    assertThat(model.predict(goldens().inputs(described)).size(1)).isEqualTo(3);
    assertThatThrownBy(
            () -> model.evaluate(goldens().inputs(described), goldens().array("y_ids.npy")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("this model was saved without a loss; compile it");
    model.save(folder.resolve("m.keras"));
    assertThatThrownBy(() -> goldens().fit(Model.load(folder.resolve("m.keras")), described))
        .hasMessageStartingWith("this model was saved without a loss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"class_name\": \"Dropout\" | \"class_name\": \"GaussianNoise\" | layer 'dropout_1'"
            + " (GaussianNoise): unknown layer",
        "\"class_name\": \"Dropout\" | \"class_name\": \"LSTM\" | layer 'dropout_1' (LSTM): unknown"
            + " layer",
        "\"class_name\": \"Sequential\" | \"class_name\": \"MyModel\" | the model is a MyModel",
        "\"activation\": \"gelu\" | \"activation\": \"swish\" | (Dense): unknown activation"
            + " 'swish'",
        "\"use_bias\": true | \"use_bias\": false | use_bias of Dense can only be true here, got"
            + " false",
        "\"trainable\": true | \"trainable\": false | trainable of",
        "\"class_name\": \"Adam\" | \"class_name\": \"Ftrl\" | optimizer Ftrl: unknown optimizer",
        "\"amsgrad\": false | \"amsgrad\": true | amsgrad of Adam can only be false here, got true",
        "\"clipnorm\": null | \"clipnorm\": 1.0 | unknown option of the optimizer Adam 'clipnorm'",
        "\"loss\": \"sparse_categorical_crossentropy\" | \"loss\": \"ctc\" | loss ctc: unknown loss"
            + " 'ctc'",
        "\"metrics\": [\"accuracy\"] | \"metrics\": [\"cosine\"] | metric cosine: unknown metric",
        "\"metrics\": [\"accuracy\"] | \"metrics\": [\"binary_accuracy\"] | metric"
            + " binary_accuracy: with this loss and 3 outputs it must be accuracy or"
            + " SparseCategoricalAccuracy",
        "\"metrics\": [\"accuracy\"] | \"metrics\": [{\"class_name\": \"CategoricalAccuracy\"}] |"
            + " metric CategoricalAccuracy: with this loss and 3 outputs it must be accuracy or",
        "\"metrics\": [\"accuracy\"] | \"metrics\": [{\"class_name\": \"Accuracy\"}] | metric"
            + " Accuracy: with this loss and 3 outputs it must be accuracy or",
        "\"metrics\": [\"accuracy\"] | \"metrics\": [{\"class_name\": \"SparseCategoricalAccuracy\","
            + " \"config\": {\"threshold\": 0.7}}] | threshold can only be 0.5 here, got 0.7",
        "\"class_name\": \"L2\" | \"class_name\": \"OrthogonalRegularizer\" | (Dense): unknown"
            + " regularizer",
        "\"class_name\": \"GlorotUniform\" | \"class_name\": \"Orthogonal\" | (Dense): unknown"
            + " initializer",
        "\"name\": \"float32\" | \"name\": \"mixed_float16\" | computes in mixed_float16",
        "\"units\": 5 | \"units\": 2147483647 | must have weights of shapes",
        "\"units\": 5 | \"units\": 1e999 | units of Dense must be",
        "\"axis\": -1 | \"axis\": 2 | axis of BatchNormalization can only be -1 here, got 2",
      })
  void whatIsNotKnownIsRefusedInOneLineThatNamesIt(String from, String to, String reason)
      throws IOException {
    Path file = changed(from, to);
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(600));
  }

  /** Keras' own class Accuracy is another metric: it would fail at the first batch. */
  @Test
  void accuracyIsWrittenAsTheClassThatKerasChooses() throws IOException {
    Metric[] metrics = {Metric.accuracy(), Metric.of("acc"), new Metric.Accuracy("right")};
    Map<String, Model> models =
        Map.of(
            "BinaryAccuracy",
            Sequential.of(Input.of(2), new Dense(1, "sigmoid"))
                .compile(Loss.binaryCrossentropy(), new Sgd(), metrics),
            "CategoricalAccuracy",
            Sequential.of(Input.of(2), new Dense(3, "softmax"))
                .compile(Loss.categoricalCrossentropy(), new Sgd(), metrics),
            "SparseCategoricalAccuracy",
            Sequential.of(Input.of(2), new Dense(3, "softmax"))
                .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(), metrics));
    Path file = folder.resolve("m.keras");
    for (Map.Entry<String, Model> entry : models.entrySet()) {
      entry.getValue().save(file);
      JsonNode written =
          new ObjectMapper()
              .readTree(ZipFiles.read(file).get("config.json"))
              .at("/compile_config/metrics");
      assertThat(written.get(0).asText()).isEqualTo("accuracy");
      for (int i = 1; i < metrics.length; i++) {
        assertThat(written.get(i).get("class_name").asText()).isEqualTo(entry.getKey());
        assertThat(written.get(i).at("/config/name").asText()).isEqualTo(metrics[i].name());
      }
      assertThat(Model.load(file).spec().metrics()).containsExactly(metrics);
    }
  }

  @Test
  void whatKerasDoesNotHaveIsRefused() {
    Path file = folder.resolve("m.keras");
    Dense last = new Dense(1, "sigmoid");
    assertThatThrownBy(
            () -> compiled(new Dense(2, Activation.HEAVISIDE).named("step"), last).save(file))
        .hasMessageStartingWith(
            "layer 'step' (Dense): Keras does not have the activation heaviside; save as this"
                + " library's own file");
    assertThatThrownBy(
            () ->
                compiled(last.withKernelRegularizer(Regularizer.alphaPerRow(1)).named("d"))
                    .save(file))
        .hasMessageStartingWith("layer 'd' (Dense): Keras does not have a penalty that is divided");
    assertThatThrownBy(
            () ->
                Sequential.of(Input.of(2), new Dense(1, "heaviside").named("p"))
                    .compile(new Loss.PerceptronRule(), new Sgd())
                    .save(file))
        .hasMessageContaining("Keras does not have");
    assertThatThrownBy(
            () ->
                Sequential.of(Input.of(2), new Dense(1, "exponential"))
                    .compile(new Loss.PoissonDeviance(), new Sgd())
                    .save(file))
        .hasMessage(
            "Keras does not have the loss PoissonDeviance; save as this library's own file (.zip),"
                + " or export to ONNX");
    assertThat(file).doesNotExist();
  }

  private static Model compiled(Dense... layers) {
    Sequential model = Sequential.of(Input.of(2));
    List.of(layers).forEach(model::add);
    return model.compile(Loss.binaryCrossentropy(), new Sgd());
  }

  @Test
  void namesThatAreNoFormatAreRefused() {
    Model model = compiled(new Dense(1, "sigmoid"));
    assertThatThrownBy(() -> model.save(folder.resolve("m.h5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a whole model is saved as .keras, weights as .weights.h5; Keras' legacy .h5 is read"
                + " alone, got m.h5");
    assertThatThrownBy(() -> model.saveWeights(folder.resolve("m.keras")))
        .hasMessage("weights are saved as .npz or .weights.h5, got m.keras");
    for (String name : List.of("w.npz", "w.weights.h5")) {
      model.save(folder.resolve(name));
      assertThatThrownBy(() -> Model.load(folder.resolve(name)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "holds weights alone; describe the model and read them with loadWeights");
    }
  }

  @Test
  void doubleModelsKeepTheirBits() {
    Model model =
        Sequential.of(Input.of(2, 3), new Flatten(), new Dense(4, "tanh"), new Dense(1))
            .dataType(DataType.DOUBLE)
            .seed(3)
            .compile(Loss.huber(), new Adam(0.01), Metric.of("mae"), Metric.of("rmse"));
    model.save(folder.resolve("m.keras"));
    Model back = Model.load(folder.resolve("m.keras"));
    assertThat(back.parameters()).isEqualTo(model.parameters());
    assertThat(back.parameters().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(back.spec().metrics()).isEqualTo(model.spec().metrics());
  }
}
