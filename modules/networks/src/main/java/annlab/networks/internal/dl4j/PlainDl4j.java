package annlab.networks.internal.dl4j;

import annlab.networks.config.JavaSource;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Dense;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.Regularizer;
import annlab.networks.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the Java code by which one would configure a model's network with DL4J alone. Where DL4J
 * has no class that computes the same, the code names this module's and says so: classical
 * momentum, Keras' RMSprop, Nadam and Adagrad, Huber's and Poisson's loss, the exact GELU.
 */
public final class PlainDl4j {
  private static final String CONF = "org.deeplearning4j.nn.conf.";

  /** For what DL4J has no equal of. */
  private static final String OURS = "annlab.networks.Dl4j";

  private static final String INDENT = "        ";

  private final ModelSpec spec;
  private final List<LayerShapes> layers;
  private final JavaSource code = new JavaSource();

  private PlainDl4j(ModelSpec spec) {
    this.spec = spec;
    this.layers = LayerShapes.of(spec.layers());
  }

  /**
   * A class {@code PlainNetwork} with a method {@code configuration()}, and a method {@code
   * network()} if the network needs more than its configuration.
   */
  public static String of(ModelSpec spec) {
    return new PlainDl4j(spec).text();
  }

  private String text() {
    List<String> calls = new ArrayList<>();
    calls.add(".seed(" + spec.seeds().seed() + "L)");
    calls.add(
        ".dataType("
            + code.use("org.nd4j.linalg.api.buffer.DataType")
            + ("." + spec.dataType() + ")"));
    calls.add(".updater(" + updater() + ")");
    calls.add(".list()");
    for (int i = 0; i < layers.size(); i++) {
      LayerShapes shapes = layers.get(i);
      String loss = i == layers.size() - 1 ? loss(spec.output()) : "";
      calls.addAll(
          shapes.layer().dl4jCode(code, shapes.inputs(), spec.optimizer().weightDecay(), loss));
    }
    String builder = code.use(CONF + "NeuralNetConfiguration");
    String result = code.use(CONF + "MultiLayerConfiguration");
    StringBuilder text = new StringBuilder("final class PlainNetwork {\n  static ");
    text.append(result).append(" configuration() {\n    return new ").append(builder);
    text.append(".Builder()\n");
    calls.forEach(call -> text.append(INDENT).append(call).append('\n'));
    text.append(INDENT).append(".build();\n  }\n");
    penalty(text);
    return code.head() + text.append("}\n");
  }

  /** scikit-learn's penalty, as a listener: DL4J's own know nothing of a batch's rows. */
  private void penalty(StringBuilder text) {
    List<String> lines = new ArrayList<>();
    int index = 0;
    for (LayerShapes shapes : layers) {
      Regularizer penalty = shapes.layer().kernelRegularizer();
      if (penalty.perRow()) {
        perRow(penalty, index, lines);
      }
      index += shapes.layer().inNetwork() ? 1 : 0;
    }
    if (lines.isEmpty()) {
      return;
    }
    code.note("The penalty is divided by the rows of each batch, which takes a listener.");
    String network = code.use("org.deeplearning4j.nn.multilayer.MultiLayerNetwork");
    String listener = code.use("org.deeplearning4j.optimize.api.BaseTrainingListener");
    String model = code.use("org.deeplearning4j.nn.api.Model");
    text.append("\n  static ").append(network).append(" network() {\n");
    text.append("    ").append(network).append(" network = new ").append(network);
    text.append("(configuration());\n    network.init();\n");
    text.append("    network.addListeners(new ").append(listener).append("() {\n");
    text.append("      @Override\n      public void onGradientCalculation(").append(model);
    text.append(
        " model) {\n        // sums over the batch, which DL4J divides by its rows later\n");
    lines.forEach(line -> text.append(INDENT).append(line).append('\n'));
    text.append("      }\n    });\n    return network;\n  }\n");
  }

  private void perRow(Regularizer penalty, int layer, List<String> lines) {
    String weights = "network.getParam(\"" + layer + "_W\")";
    String add = "network.gradient().getGradientFor(\"" + layer + "_W\")";
    if (penalty.l2() != 0) {
      lines.add(add);
      lines.add("    .addi(" + weights + ".mul(" + 2 * penalty.l2() + "));");
    }
    if (penalty.l1() != 0) {
      String sign = code.use("org.nd4j.linalg.ops.transforms.Transforms") + ".sign(" + weights;
      lines.add(add);
      lines.add("    .addi(" + sign + ", true).mul(" + penalty.l1() + "));");
    }
  }

  /** An updater; weight decay is a matter of the regularization. */
  private String updater() {
    Optimizer undecayed = spec.optimizer().withoutWeightDecay();
    return undecayed
        .dl4jCode(code)
        .orElseGet(() -> code.use(OURS) + ".updater(" + code.expression(undecayed) + ")");
  }

  private String loss(Dense output) {
    return spec.loss()
        .dl4jCode(code, output.units(), 1)
        .orElseGet(
            () ->
                code.use(OURS)
                    + ".loss("
                    + code.expression(spec.loss())
                    + (", " + code.expression(output.activation()))
                    + (", " + output.units() + ")"));
  }
}
