package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.files.ZipFiles;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Input;
import annlab.networks.layers.Normalization;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.numpy.Npy;
import annlab.networks.optimizers.Adagrad;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.AdamW;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Nadam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.RmsProp;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SavedModelTest {
  @TempDir private Path folder;

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(0.1),
        new Sgd(LearningRate.constant(0.1), 0.9, true),
        new Adam(new LearningRate.ExponentialDecay(0.01, 10, 0.9, true), 0.9, 0.999, 1e-7),
        new AdamW(),
        new Nadam(),
        new RmsProp(LearningRate.constant(0.001), 0.9, 0.5, 1e-7),
        new Adagrad());
  }

  private static INDArray inputs(DataType type) {
    double[] values = new double[120];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.cos(2.7 * i * i);
    }
    return Nd4j.create(values, new long[] {30, 4}, DataType.DOUBLE).castTo(type);
  }

  private static INDArray classes() {
    int[] ids = new int[30];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i % 3;
    }
    return Nd4j.createFromArray(ids);
  }

  private static Model model(Optimizer optimizer, DataType type) {
    return Sequential.of(
            Input.of(4),
            new Normalization().adapt(inputs(DataType.DOUBLE)),
            new Dense(6, "gelu").withKernelRegularizer(new Regularizer(1e-4, 1e-3, true)),
            new Dropout(0.2),
            new BatchNormalization(),
            new Dense(5, "relu").withKernelInitializer(Initializer.heNormal().seeded(4)),
            new Dense(3, "softmax"))
        .seed(8)
        .dataType(type)
        .compile(Loss.sparseCategoricalCrossentropy(), optimizer, Metric.accuracy());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void trainingGoesOnToTheSameBits(Optimizer optimizer) {
    INDArray x = inputs(DataType.FLOAT);
    INDArray y = classes();
    FitOptions options = FitOptions.defaults().withBatchSize(7);
    Model straight = model(optimizer, DataType.FLOAT);
    straight.fit(x, y, options.withEpochs(4));
    Model first = model(optimizer, DataType.FLOAT);
    first.fit(x, y, options.withEpochs(2));
    Path file = folder.resolve("model.zip");
    first.save(file);
    Model second = Model.load(file);
    assertThat(second.predict(x)).isEqualTo(first.predict(x));
    assertThat(second.summary()).isEqualTo(first.summary());
    assertThat(second.spec()).isEqualTo(first.spec());
    second.fit(x, y, options.withEpochs(4).withInitialEpoch(2));
    assertThat(second.parameters()).isEqualTo(straight.parameters());
    assertThat(second.iterations()).isEqualTo(straight.iterations());
  }

  @Test
  void dl4jReadsItsConfiguration() throws IOException {
    Model model = model(new Adam(), DataType.DOUBLE);
    Path file = folder.resolve("model.zip");
    model.save(file);
    String json = new String(ZipFiles.read(file).get("configuration.json"), StandardCharsets.UTF_8);
    MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
    network.init(model.network().params().dup(), false);
    INDArray x = inputs(DataType.DOUBLE);
    assertThat(network.output(x)).isEqualTo(model.predict(x));
  }

  @Test
  void aDamagedSaveIsRefusedWithWhatIsWrong() throws IOException {
    Path file = folder.resolve("model.zip");
    model(new Sgd(), DataType.FLOAT).save(file);
    Map<String, byte[]> entries = new LinkedHashMap<>(ZipFiles.read(file));
    byte[] parameters = entries.get("parameters.npy").clone();
    parameters[parameters.length - 3] ^= 1;
    entries.put("parameters.npy", parameters);
    Path flipped = folder.resolve("flipped.zip");
    ZipFiles.write(flipped, entries);
    assertThatThrownBy(() -> Model.load(flipped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is damaged: parameters.npy has SHA-256")
        .hasMessageContaining("use another copy");
    entries.remove("parameters.npy");
    ZipFiles.write(flipped, entries);
    assertThatThrownBy(() -> Model.load(flipped)).hasMessageContaining("parameters.npy is missing");
    byte[] whole = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.zip");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Model.load(cut)).hasMessageContaining("cut.zip is damaged");
    Path text = Files.writeString(folder.resolve("text.zip"), "hello");
    assertThatThrownBy(() -> Model.load(text)).hasMessageContaining("is not a zip file");
  }

  @Test
  void weightsTravelAsNumpyArrays() {
    Model model = model(new Sgd(), DataType.FLOAT);
    Path file = folder.resolve("weights.npz");
    model.saveWeights(file);
    Model other =
        Sequential.of(
                Input.of(4),
                new Normalization().adapt(inputs(DataType.DOUBLE).mul(2)),
                new Dense(6, "gelu"),
                new BatchNormalization(),
                new Dense(5, "relu"),
                new Dense(3, "softmax"))
            .seed(9)
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
    other.loadWeights(file);
    assertThat(other.weights()).isEqualTo(model.weights());
    Model narrow =
        Sequential.of(Input.of(4), new Dense(3, "softmax"))
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
    assertThatThrownBy(() -> narrow.loadWeights(file))
        .hasMessageContaining(
            "the model has weights of shapes [[4, 3], [3]], got [[4], [4], [], [4, 6], [6]");
  }

  @Test
  void arraysHaveNumpysFormat() {
    byte[] bytes = Npy.write(Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}));
    assertThat(new String(bytes, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
    assertThat(bytes.length).isEqualTo(128 + 24);
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
        .endsWith(" \n");
    INDArray vector = Nd4j.createFromArray(1.5, -2.5);
    assertThat(Npy.read(Npy.write(vector), "v")).isEqualTo(vector);
    // numpy.save of numpy.asfortranarray([[1, 2], [3, 4.]])
    byte[] columns = Npy.write(Nd4j.createFromArray(new double[][] {{1, 3}, {2, 4}}));
    String header = new String(columns, StandardCharsets.ISO_8859_1).replace("False", "True ");
    assertThat(Npy.read(header.getBytes(StandardCharsets.ISO_8859_1), "f"))
        .isEqualTo(Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}}));
    assertThatThrownBy(() -> Npy.read(java.util.Arrays.copyOf(columns, 140), "short"))
        .hasMessageContaining("should hold 4 numbers of shape [2, 2]");
  }

  @Test
  void anotherJvmTrainsPredictsAndTrainsOnFromASaveToTheSameBits() throws Exception {
    Path file = folder.resolve("model.zip");
    Model model = model(new Adam(), DataType.FLOAT);
    INDArray x = inputs(DataType.FLOAT);
    FitOptions options = FitOptions.defaults().withBatchSize(7);
    model.fit(x, classes(), options.withEpochs(2));
    model.save(file);
    Model straight = model(new Adam(), DataType.FLOAT);
    straight.fit(x, classes(), options.withEpochs(4));
    assertThat(straight.parameters()).isNotEqualTo(model.parameters());
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SavedModelTest.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said;
    try (InputStream out = child.getInputStream()) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      out.transferTo(all);
      said = all.toString(StandardCharsets.UTF_8);
    }
    assertThat(child.waitFor()).isZero();
    assertThat(said.lines().toList())
        .isEqualTo(
            Stream.of(
                    model.parameters().toStringFull(),
                    model.predict(x).toStringFull(),
                    straight.parameters().toStringFull())
                .flatMap(String::lines)
                .toList());
  }

  /** The other JVM: trains the same model, loads the saved one and trains that on. */
  public static void main(String[] arguments) {
    INDArray x = inputs(DataType.FLOAT);
    FitOptions options = FitOptions.defaults().withBatchSize(7);
    Model trained = model(new Adam(), DataType.FLOAT);
    trained.fit(x, classes(), options.withEpochs(2));
    System.out.println(trained.parameters().toStringFull());
    Model loaded = Model.load(Path.of(arguments[0]));
    System.out.println(loaded.predict(x).toStringFull());
    loaded.fit(x, classes(), options.withEpochs(4).withInitialEpoch(2));
    System.out.println(loaded.parameters().toStringFull());
  }
}
