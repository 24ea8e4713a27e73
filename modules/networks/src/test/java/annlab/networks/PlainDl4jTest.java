package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The code compiles, and the network that it configures learns as the model does. */
class PlainDl4jTest {
  /** Both compute in double precision, in another order of sums. */
  private static final double ROUNDING = 1e-12;

  private static final int ROWS = 12;

  @TempDir Path folder;

  @Test
  void theChaptersClassifierIsTheNetworkThatItsCodeConfigures() throws Exception {
    Sequential layers =
        Sequential.of(Input.of(4, 2), new Flatten(), new Dense(7, "relu"), new Dense(3, "softmax"));
    Model model = inDouble(layers, Loss.sparseCategoricalCrossentropy(), Optimizer.of("sgd"));
    INDArray y = Nd4j.create(ROWS, 3);
    INDArray classes = Nd4j.create(DataType.INT32, ROWS);
    for (int row = 0; row < ROWS; row++) {
      classes.putScalar(row, row % 3);
      y.putScalar(row, row % 3, 1);
    }
    String code = model.toDl4j().orElseThrow();
    assertThat(code)
        .contains("import org.deeplearning4j.nn.conf.layers.OutputLayer;")
        .contains("// Each input is first made a row of 8 numbers.")
        .contains(".updater(new Sgd(0.01))")
        .contains(".nIn(8).nOut(7).activation(Activation.RELU)")
        .contains("LossFunction.MCXENT");
    INDArray x = inputs();
    sameAfterThreeSteps(model, code, x.reshape(ROWS, 4, 2), classes, x, y.castTo(DataType.DOUBLE));
  }

  @Test
  void theChaptersRegressorIsTheNetworkThatItsCodeConfigures() throws Exception {
    Dense penalized = new Dense(6, "tanh").withKernelRegularizer(Regularizer.l2(0.01));
    Sequential layers = Sequential.of(Input.of(8), penalized, new Dense(5, "relu"), new Dense(1));
    Model model = inDouble(layers, Loss.meanSquaredError(), Optimizer.of("adam"));
    INDArray y = Nd4j.linspace(DataType.DOUBLE, -1, 0.25, ROWS).reshape(ROWS, 1);
    INDArray x = inputs();
    sameAfterThreeSteps(model, model.toDl4j().orElseThrow(), x, y, x, y);
  }

  @Test
  void whatDl4jHasNoEqualForHasNoCode() {
    Sequential layers = Sequential.of(Input.of(8), new Dense(1));
    assertThat(layers.compile(new Loss.Huber(1), Optimizer.of("sgd")).toDl4j()).isEmpty();
    assertThat(
            layers
                .compile(
                    Loss.meanSquaredError(), new Sgd(new LearningRate.Constant(0.1), 0.9, false))
                .toDl4j())
        .isEmpty();
  }

  private void sameAfterThreeSteps(
      Model model, String code, INDArray x, INDArray y, INDArray plainX, INDArray plainY)
      throws Exception {
    MultiLayerNetwork plain = new MultiLayerNetwork(configured(code));
    plain.init();
    plain.setParams(model.parameters().reshape(1, model.parameters().length()).dup());
    FitOptions options = FitOptions.defaults().withEpochs(3).withBatchSize(ROWS).withoutShuffle();
    model.fit(x, y, options);
    for (int step = 0; step < 3; step++) {
      plain.fit(plainX, plainY);
    }
    double apart =
        Nd4j.math()
            .abs(plain.params().reshape(-1).sub(model.parameters().reshape(-1)))
            .maxNumber()
            .doubleValue();
    assertThat(apart).isLessThan(ROUNDING);
  }

  private MultiLayerConfiguration configured(String code) throws Exception {
    StringWriter errors = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            folder.toString(),
            "-proc:none",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .getTask(errors, null, null, options, null, List.of(new Source(code)))
                .call())
        .as(errors + code)
        .isTrue();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method method = loader.loadClass("PlainNetwork").getDeclaredMethod("configuration");
      method.setAccessible(true);
      return (MultiLayerConfiguration) method.invoke(null);
    }
  }

  private static Model inDouble(Sequential layers, Loss loss, Optimizer optimizer) {
    return layers.dataType(DataType.DOUBLE).compile(loss, optimizer);
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
