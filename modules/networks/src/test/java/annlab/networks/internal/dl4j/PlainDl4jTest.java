package annlab.networks.internal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
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
import java.io.File;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The code compiles, and the network that it configures learns as the model does. */
class PlainDl4jTest {
  /** Both compute in double precision, in another order of sums. */
  private static final double ROUNDING = 1e-12;

  /** DL4J keeps the slope of a leaky ReLU in single precision: 0.2 is off by 3e-9. */
  private static final double SINGLE_SLOPE = 1e-8;

  private static final int ROWS = 12;
  private static final int EPOCHS = 4;

  /** Batches of 5, 5 and 2 rows, so that a penalty per row shows. */
  private static final int BATCH = 5;

  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** One for all compilations: it looks through the jars of the class path once. */
  private static StandardJavaFileManager files;

  @TempDir Path folder;

  @BeforeAll
  static void openClassPath() throws Exception {
    files = JAVAC.getStandardFileManager(null, null, null);
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    files.setLocationFromPaths(
        StandardLocation.CLASS_PATH,
        Stream.of(path.split(File.pathSeparator)).map(Path::of).toList());
  }

  @AfterAll
  static void closeClassPath() throws Exception {
    files.close();
  }

  @Test
  void theChaptersClassifierIsConfiguredByDl4jAlone() throws Exception {
    Sequential layers =
        Sequential.of(Input.of(4, 2), new Flatten(), new Dense(7, "relu"), new Dense(3, "softmax"));
    Model model = inDouble(layers, Loss.sparseCategoricalCrossentropy(), Optimizer.of("sgd"));
    String code = model.toDl4j();
    assertThat(code)
        .doesNotContain("annlab")
        .contains("import org.deeplearning4j.nn.conf.layers.OutputLayer;")
        .contains("// Each input is first made a row of 8 numbers.")
        .contains(".updater(new Sgd(0.01))")
        .contains(".nIn(8).nOut(7).activation(Activation.RELU)")
        .contains("LossFunction.MCXENT");
    INDArray classes = Nd4j.create(DataType.INT32, ROWS);
    for (int row = 0; row < ROWS; row++) {
      classes.putScalar(row, row % 3);
    }
    learnsTheSame(model, inputs().reshape(ROWS, 4, 2), classes, oneHot(3), ROUNDING);
  }

  static Stream<Optimizer> optimizers() {
    LearningRate rate = LearningRate.constant(0.01);
    return Stream.of(
        new Sgd(0.1),
        new Sgd(rate, 0.9, false),
        new Sgd(rate, 0.9, true),
        new Adam(),
        new Adam(rate, 0.8, 0.95, 1e-8),
        new AdamW(),
        new AdamW(new Adam(0.01), 0.1),
        new Nadam(),
        new RmsProp(),
        new RmsProp(rate, 0.9, 0.5, 1e-7),
        new Adagrad(),
        new Adadelta(1),
        new Lion());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizerTakesTheSameSteps(Optimizer optimizer) throws Exception {
    regressionLearnsTheSame(Loss.meanSquaredError(), optimizer);
  }

  static Stream<LearningRate> schedules() {
    return Stream.of(
        new LearningRate.ExponentialDecay(0.1, 3, 0.5, false),
        new LearningRate.ExponentialDecay(0.1, 3, 0.5, true),
        new LearningRate.PiecewiseConstant(List.of(2L, 7L), List.of(0.1, 0.03, 0.2)),
        new LearningRate.PiecewiseConstant(List.of(2L, 1L << 40), List.of(0.1, 0.03, 0.2)),
        new LearningRate.CosineDecay(0.1, 8, 0.1));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyScheduleGivesTheSameRates(LearningRate schedule) throws Exception {
    for (Optimizer optimizer :
        List.of(
            new Sgd(schedule, 0, false),
            new Sgd(schedule, 0.5, true),
            new Adam(schedule, 0.9, 0.99, 1e-7),
            new AdamW(new Adam(schedule, 0.9, 0.99, 1e-7), 0.05),
            new RmsProp(schedule, 0.9, 0, 1e-7))) {
      regressionLearnsTheSame(Loss.meanSquaredError(), optimizer);
    }
  }

  static Stream<Loss> regressionLosses() {
    return Stream.of(
        Loss.meanSquaredError(),
        Loss.meanAbsoluteError(),
        Loss.huber(),
        new Loss.Huber(0.25),
        new Loss.Scaled(Loss.meanSquaredError(), 0.5, 1),
        new Loss.Scaled(Loss.meanSquaredError(), 0.5, 2),
        new Loss.Scaled(Loss.meanSquaredError(), 1, 0.3),
        new Loss.Scaled(Loss.meanAbsoluteError(), 1, 2),
        new Loss.Scaled(Loss.meanAbsoluteError(), 1, 0.3),
        new Loss.Scaled(Loss.huber(), 1, 2));
  }

  @ParameterizedTest
  @MethodSource("regressionLosses")
  void everyLossOfRegressionHasTheSameGradient(Loss loss) throws Exception {
    regressionLearnsTheSame(loss, new Sgd(0.05));
  }

  @Test
  void poissonsLossHasTheSameGradient() throws Exception {
    Sequential layers = Sequential.of(Input.of(8), new Dense(6, "tanh"), new Dense(2, "softplus"));
    Model model = inDouble(layers, Loss.poisson(), new Sgd(0.05));
    INDArray counts = oneHot(2).mul(3);
    learnsTheSame(model, inputs(), counts, counts, ROUNDING);
  }

  static Stream<Loss> classLosses() {
    return Stream.of(
        Loss.categoricalCrossentropy(),
        new Loss.Scaled(Loss.categoricalCrossentropy(), 1, 0.3),
        Loss.binaryCrossentropy(),
        new Loss.Scaled(Loss.binaryCrossentropy(), 3, 3),
        new Loss.PerceptronHinge(),
        new Loss.PerceptronRule());
  }

  @ParameterizedTest
  @MethodSource("classLosses")
  void everyLossOfClassificationHasTheSameGradient(Loss loss) throws Exception {
    Loss base = loss instanceof Loss.Scaled scaled ? scaled.loss() : loss;
    Activation output =
        base instanceof Loss.CategoricalCrossentropy
            ? Activation.SOFTMAX
            : base instanceof Loss.BinaryCrossentropy
                ? Activation.SIGMOID
                : base instanceof Loss.PerceptronHinge ? Activation.LINEAR : Activation.HEAVISIDE;
    Sequential layers = Sequential.of(Input.of(8), new Dense(6, "tanh"), new Dense(3, output));
    Model model = inDouble(layers, loss, new Sgd(0.05));
    learnsTheSame(model, inputs(), oneHot(3), oneHot(3), ROUNDING);
  }

  @ParameterizedTest
  @EnumSource(value = Activation.class)
  void everyActivationHasTheSameValuesAndSlopes(Activation activation) throws Exception {
    // an exponential of an exponential overflows
    Activation first = activation == Activation.EXPONENTIAL ? Activation.TANH : activation;
    Sequential layers =
        Sequential.of(Input.of(8), new Dense(6, first), new Dense(5, activation), new Dense(2));
    Model model = inDouble(layers, Loss.meanSquaredError(), new Sgd(0.05));
    learnsTheSame(
        model,
        inputs(),
        targets(),
        targets(),
        activation == Activation.LEAKY_RELU ? SINGLE_SLOPE : ROUNDING);
  }

  static Stream<Regularizer> regularizers() {
    return Stream.of(
        Regularizer.l1(0.01),
        Regularizer.l2(0.02),
        new Regularizer(0.01, 0.02, false),
        Regularizer.alphaPerRow(0.3),
        new Regularizer(0.02, 0.1, true));
  }

  @ParameterizedTest
  @MethodSource("regularizers")
  void everyPenaltyPullsTheSame(Regularizer penalty) throws Exception {
    for (Optimizer optimizer : List.of(new Sgd(0.05), new AdamW(new Adam(0.01), 0.1))) {
      Sequential layers =
          Sequential.of(
              Input.of(8),
              new Dense(6, "tanh").withKernelRegularizer(penalty),
              new Dense(5, "relu"),
              new Dense(2).withKernelRegularizer(penalty));
      Model model = inDouble(layers, Loss.meanSquaredError(), optimizer);
      learnsTheSame(model, inputs(), targets(), targets(), ROUNDING);
    }
  }

  @Test
  void batchNormalizationLearnsTheSame() throws Exception {
    Sequential layers =
        Sequential.of(
            Input.of(8), new Dense(6, "tanh"), new BatchNormalization(), new Dense(2, "linear"));
    Model model = inDouble(layers, Loss.meanSquaredError(), new Sgd(0.05));
    learnsTheSame(model, inputs(), targets(), targets(), ROUNDING);
  }

  @Test
  void dropoutIsConfiguredAndSaidToDrawOtherwise() throws Exception {
    Sequential layers =
        Sequential.of(Input.of(8), new Dense(6, "tanh"), new Dropout(0.2), new Dense(2));
    String code = inDouble(layers, Loss.meanSquaredError(), new Sgd(0.05)).toDl4j();
    assertThat(code)
        .contains("new DropoutLayer.Builder(0.8)")
        .contains("// DL4J draws other inputs to drop than annlab does.");
    assertThat(plain(code).getnLayers()).isEqualTo(3);
  }

  static Stream<Initializer> initializers() {
    return Stream.of(
        Initializer.zeros(),
        Initializer.glorotUniform(),
        Initializer.glorotNormal(),
        Initializer.heUniform(),
        Initializer.heNormal(),
        Initializer.lecunNormal(),
        new Initializer.RandomUniform(-0.3, 0.5, OptionalLong.empty()),
        new Initializer.RandomNormal(0.1, 0.4, OptionalLong.empty()));
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void firstWeightsHaveTheSameMeanAndDeviation(Initializer initializer) throws Exception {
    Dense wide = new Dense(200).withKernelInitializer(initializer);
    Model model =
        inDouble(Sequential.of(Input.of(100), wide), Loss.meanSquaredError(), new Sgd(0.1));
    INDArray ours = model.weights().get(0);
    INDArray theirs = plain(model.toDl4j()).getParam("0_W");
    double deviation = ours.stdNumber().doubleValue();
    // 20,000 weights: standard errors of 0.7 % of the deviation each, four of both are allowed
    double allowed = 4 * Math.sqrt(2) * deviation / Math.sqrt((double) ours.length());
    assertThat(Math.abs(difference(ours.meanNumber(), theirs.meanNumber())))
        .isLessThanOrEqualTo(allowed);
    assertThat(Math.abs(difference(ours.stdNumber(), theirs.stdNumber())))
        .isLessThanOrEqualTo(allowed);
  }

  @Test
  void biasesThatStartElsewhereAreSetOrSpokenOf() throws Exception {
    Dense ones = new Dense(3).withBiasInitializer(Initializer.ones());
    Model model = inDouble(Sequential.of(Input.of(4), ones), Loss.meanSquaredError(), new Sgd(0.1));
    assertThat(plain(model.toDl4j()).getParam("0_b").toDoubleVector()).containsOnly(1);
    Dense drawn = new Dense(3).withBiasInitializer(Initializer.glorotUniform());
    assertThat(
            inDouble(Sequential.of(Input.of(4), drawn), Loss.meanSquaredError(), new Sgd(0.1))
                .toDl4j())
        .contains("// The biases are drawn as well; DL4J starts them at 0");
  }

  @Test
  void whatDl4jHasNotGotIsNamedAsOurs() {
    Sequential layers = Sequential.of(Input.of(8), new Dense(3, "gelu"), new Dense(1));
    String code = layers.compile(new Loss.Huber(1), new RmsProp()).toDl4j();
    assertThat(code)
        .contains("// DL4J lacks this loss: annlab's own is used.")
        .contains("// DL4J's GELU functions are approximations: this one is annlab's, with erf.")
        .contains("under the root")
        .contains("import annlab.networks.optimizers.RmsProp;")
        .contains("Dl4j.loss(new Loss.Huber(1.0), ");
    assertThat(code.lines()).allMatch(line -> line.length() <= 110);
  }

  private void regressionLearnsTheSame(Loss loss, Optimizer optimizer) throws Exception {
    Sequential layers =
        Sequential.of(Input.of(8), new Dense(6, "tanh"), new Dense(5, "relu"), new Dense(2));
    learnsTheSame(inDouble(layers, loss, optimizer), inputs(), targets(), targets(), ROUNDING);
  }

  /**
   * Trains both from the same weights on the same batches; a model that stands still is no proof.
   */
  private void learnsTheSame(Model model, INDArray x, INDArray y, INDArray plainY, double tolerance)
      throws Exception {
    String code = model.toDl4j();
    MultiLayerNetwork plain = plain(code);
    INDArray first = model.parameters().dup();
    plain.setParams(first.reshape(1, first.length()).dup());
    model.fit(x, y, FitOptions.defaults().withEpochs(EPOCHS).withBatchSize(BATCH).withoutShuffle());
    DataSet rows = new DataSet(inputs(), plainY.castTo(DataType.DOUBLE));
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int from = 0; from < ROWS; from += BATCH) {
        plain.fit(rows.getRange(from, Math.min(ROWS, from + BATCH)));
      }
    }
    assertThat(apart(first, model.parameters())).as("learnt").isGreaterThan(1e-4);
    assertThat(apart(plain.params(), model.parameters())).as(code).isLessThan(tolerance);
  }

  private static double apart(INDArray some, INDArray others) {
    INDArray difference = some.reshape(-1).sub(others.reshape(-1));
    return Nd4j.math().abs(difference).maxNumber().doubleValue();
  }

  private static double difference(Number some, Number others) {
    return some.doubleValue() - others.doubleValue();
  }

  private MultiLayerNetwork plain(String code) throws Exception {
    StringWriter errors = new StringWriter();
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
    assertThat(
            JAVAC
                .getTask(
                    errors, files, null, List.of("-proc:none"), null, List.of(new Source(code)))
                .call())
        .as(errors + code)
        .isTrue();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> type = loader.loadClass("PlainNetwork");
      if (code.contains("network()")) {
        loader.loadClass("PlainNetwork$1");
        return (MultiLayerNetwork) call(type, "network");
      }
      MultiLayerNetwork network =
          new MultiLayerNetwork((MultiLayerConfiguration) call(type, "configuration"));
      network.init();
      return network;
    }
  }

  private static Object call(Class<?> type, String name) throws Exception {
    Method method = type.getDeclaredMethod(name);
    method.setAccessible(true);
    return method.invoke(null);
  }

  private static Model inDouble(Sequential layers, Loss loss, Optimizer optimizer) {
    return layers.seed(7).dataType(DataType.DOUBLE).compile(loss, optimizer);
  }

  private static INDArray inputs() {
    INDArray x = Nd4j.create(DataType.DOUBLE, ROWS, 8);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < 8; j++) {
        x.putScalar(i, j, Math.sin(3.0 * i + 7.0 * j));
      }
    }
    return x;
  }

  private static INDArray targets() {
    return Nd4j.linspace(DataType.DOUBLE, -1, 0.25, 2L * ROWS).reshape(ROWS, 2);
  }

  private static INDArray oneHot(int classes) {
    INDArray y = Nd4j.zeros(DataType.DOUBLE, ROWS, classes);
    for (int row = 0; row < ROWS; row++) {
      y.putScalar(row, row % classes, 1);
    }
    return y;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///PlainNetwork.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
