package annlab.networks.internal.dl4j;

import annlab.networks.config.JavaSource;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.Normalization;
import annlab.networks.layers.Regularizer;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.random.Initializer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the Java code by which one would configure a model's network with DL4J alone. Where DL4J
 * has no class that computes the same, the code names this module's and says so: classical
 * momentum, Keras' RMSprop, Nadam and Adagrad, Huber's and Poisson's loss, the exact GELU.
 */
public final class PlainDl4j {
  private static final String CONF = "org.deeplearning4j.nn.conf.";
  private static final String REGULARIZATION = "org.nd4j.linalg.learning.regularization.";

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
      layer(layers.get(i), i == layers.size() - 1, calls);
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

  private void layer(LayerShapes shapes, boolean last, List<String> calls) {
    Layer layer = shapes.layer();
    if (layer instanceof Dense dense) {
      dense(dense, shapes.inputs(), last, calls);
    } else if (layer instanceof Dropout dropout) {
      // DL4J's number is the share that is kept
      String type = code.use(CONF + "layers.DropoutLayer");
      calls.add(".layer(new " + type + ".Builder(" + (1 - dropout.rate()) + ").build())");
      code.note("DL4J draws other inputs to drop than annlab does.");
    } else if (layer instanceof BatchNormalization normalization) {
      calls.add(".layer(new " + code.use(CONF + "layers.BatchNormalization") + ".Builder()");
      calls.add(
          "    .decay(" + normalization.momentum() + ").eps(" + normalization.epsilon() + ")");
      calls.add("    .useLogStd(false).nIn(" + shapes.inputs() + ").nOut(" + shapes.inputs() + ")");
      calls.add("    .build())");
      if (spec.optimizer().weightDecay() != 0) {
        code.note("Keras lets gamma and beta decay too, DL4J does not.");
      }
    } else if (layer instanceof Flatten) {
      code.note("Each input is first made a row of " + shapes.inputs() + " numbers.");
    } else if (layer instanceof Normalization) {
      code.note("The inputs are first standardized, as by NormalizerStandardize.");
    }
  }

  private void dense(Dense dense, long inputs, boolean last, List<String> calls) {
    String type = code.use(CONF + "layers." + (last ? "OutputLayer" : "DenseLayer"));
    String loss = last ? loss(dense) : "";
    calls.add(".layer(new " + type + ".Builder(" + loss + ")");
    calls.add(
        ("    .nIn(" + inputs + ").nOut(" + dense.units() + ")")
            + (".activation(" + dense.activation().dl4jCode(code) + ")"));
    calls.add(
        "    .weightInit(" + dense.kernelInitializer().dl4jCode(code, inputs, dense.units()) + ")");
    if (dense.biasInitializer() instanceof Initializer.Constant constant) {
      if (constant.value() != 0) {
        calls.add("    .biasInit(" + constant.value() + ")");
      }
    } else {
      code.note("The biases are drawn as well; DL4J starts them at 0 (setParam sets others).");
    }
    regularization(dense.kernelRegularizer(), calls);
    calls.add("    .build())");
  }

  /** Given layer by layer: what is given for all layers, DL4J takes twice. */
  private void regularization(Regularizer penalty, List<String> calls) {
    List<String> weights = new ArrayList<>();
    if (penalty.l1() != 0 && !penalty.perRow()) {
      weights.add(regularization("L1", String.valueOf(penalty.l1())));
    }
    if (penalty.l2() != 0 && !penalty.perRow()) {
      // DL4J's penalty has a 1/2, Keras' has none
      weights.add(regularization("L2", String.valueOf(2 * penalty.l2())));
    }
    List<String> biases = new ArrayList<>();
    if (spec.optimizer().weightDecay() != 0) {
      String type = code.use(REGULARIZATION + "WeightDecay");
      biases.add("new " + type + "(" + spec.optimizer().weightDecay() + ", true)");
      weights.addAll(biases);
    }
    list("regularization", weights, calls);
    list("regularizationBias", biases, calls);
  }

  private String regularization(String name, String factor) {
    return "new " + code.use(REGULARIZATION + name + "Regularization") + "(" + factor + ")";
  }

  private void list(String call, List<String> parts, List<String> calls) {
    if (!parts.isEmpty()) {
      String list = code.use("java.util.List");
      calls.add("    ." + call + "(" + list + ".of(" + String.join(", ", parts) + "))");
    }
  }

  /** scikit-learn's penalty, as a listener: DL4J's own know nothing of a batch's rows. */
  private void penalty(StringBuilder text) {
    List<String> lines = new ArrayList<>();
    int index = 0;
    for (LayerShapes shapes : layers) {
      if (shapes.layer() instanceof Dense dense && dense.kernelRegularizer().perRow()) {
        perRow(dense.kernelRegularizer(), index, lines);
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
