package annlab.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the Java code by which one would configure a model's network with DL4J alone. What DL4J
 * has no class of its own for, or one that computes something else, has no such code: Keras'
 * momentum, Huber's loss, learning-rate schedules and some more.
 */
final class PlainDl4j {
  private static final String CONF = "org.deeplearning4j.nn.conf.";

  private final ModelSpec spec;
  private final List<LayerShapes> layers;
  private final TreeSet<String> imports = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();

  /** Ends the writing where DL4J has no equal; never leaves this class. */
  private static final class NoEqual extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private PlainDl4j(ModelSpec spec) {
    this.spec = spec;
    this.layers = LayerShapes.of(spec.layers());
  }

  /** A class {@code PlainNetwork} with a method {@code configuration()}, if DL4J can say it. */
  static Optional<String> of(ModelSpec spec) {
    try {
      return Optional.of(new PlainDl4j(spec).text());
    } catch (NoEqual e) {
      return Optional.empty();
    }
  }

  private String text() {
    List<String> calls = new ArrayList<>();
    calls.add(".seed(" + spec.seeds().seed() + "L)");
    calls.add(
        ".dataType(" + use("org.nd4j.linalg.api.buffer.DataType") + "." + spec.dataType() + ")");
    calls.add(".updater(" + updater() + ")");
    calls.add(".list()");
    for (int i = 0; i < layers.size(); i++) {
      layer(layers.get(i), i == layers.size() - 1).ifPresent(calls::add);
    }
    String builder = use(CONF + "NeuralNetConfiguration");
    String result = use(CONF + "MultiLayerConfiguration");
    StringBuilder text = new StringBuilder();
    imports.forEach(type -> text.append("import ").append(type).append(";\n"));
    text.append('\n');
    notes.forEach(note -> text.append("// ").append(note).append('\n'));
    text.append("final class PlainNetwork {\n  static ").append(result);
    text.append(" configuration() {\n    return new ").append(builder).append(".Builder()\n");
    calls.forEach(call -> text.append("        ").append(call).append('\n'));
    return text.append("        .build();\n  }\n}\n").toString();
  }

  private Optional<String> layer(LayerShapes shapes, boolean last) {
    Layer layer = shapes.layer();
    if (layer instanceof Dense dense) {
      return Optional.of(dense(dense, shapes.inputs(), last));
    } else if (layer instanceof Dropout dropout) {
      // DL4J's number is the share that is kept
      String type = use(CONF + "layers.DropoutLayer");
      return Optional.of(".layer(new " + type + ".Builder(" + (1 - dropout.rate()) + ").build())");
    } else if (layer instanceof BatchNormalization normalization) {
      return Optional.of(
          ".layer(new "
              + use(CONF + "layers.BatchNormalization")
              + ".Builder().decay("
              + normalization.momentum()
              + ").eps("
              + normalization.epsilon()
              + ").useLogStd(false).nIn("
              + shapes.inputs()
              + ").nOut("
              + shapes.inputs()
              + ").build())");
    }
    if (layer instanceof Flatten) {
      notes.add("Each input is first made a row of " + shapes.inputs() + " numbers.");
    } else if (layer instanceof Normalization) {
      notes.add("The inputs are first standardized, as by NormalizerStandardize.");
    }
    return Optional.empty();
  }

  private String dense(Dense dense, long inputs, boolean last) {
    String type = use(CONF + "layers." + (last ? "OutputLayer" : "DenseLayer"));
    StringBuilder call = new StringBuilder(".layer(new " + type + ".Builder(");
    call.append(last ? loss() : "").append(").nIn(").append(inputs);
    call.append(").nOut(").append(dense.units());
    call.append(").activation(").append(activation(dense.activation()));
    call.append(").weightInit(").append(init(dense, inputs)).append(')');
    Initializer bias = dense.biasInitializer();
    if (!(bias instanceof Initializer.Constant constant)) {
      throw new NoEqual();
    } else if (constant.value() != 0) {
      call.append(".biasInit(").append(constant.value()).append(')');
    }
    Regularizer penalty = dense.kernelRegularizer();
    if (penalty.perRow()) {
      throw new NoEqual();
    }
    if (penalty.l1() != 0) {
      call.append(".l1(").append(penalty.l1()).append(')');
    }
    if (penalty.l2() != 0) {
      // DL4J's penalty has a 1/2, Keras' has none
      call.append(".l2(").append(2 * penalty.l2()).append(')');
    }
    return call.append(".build())").toString();
  }

  private String updater() {
    String types = "org.nd4j.linalg.learning.config.";
    Optimizer optimizer = spec.optimizer();
    if (!(optimizer.learningRate() instanceof LearningRate.Constant constant)) {
      throw new NoEqual();
    }
    if (optimizer instanceof Sgd sgd && sgd.momentum() == 0) {
      return "new " + use(types + "Sgd") + "(" + constant.rate() + ")";
    }
    if (optimizer instanceof Adam adam) {
      return "new "
          + use(types + "Adam")
          + List.of(constant.rate(), adam.beta1(), adam.beta2(), adam.epsilon()).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", "(", ")"));
    }
    throw new NoEqual();
  }

  private String loss() {
    String name;
    if (spec.loss() instanceof Loss.SparseCategoricalCrossentropy) {
      notes.add("The labels are one-hot rows.");
      name = "MCXENT";
    } else if (spec.loss() instanceof Loss.CategoricalCrossentropy) {
      name = "MCXENT";
    } else if (spec.loss() instanceof Loss.BinaryCrossentropy) {
      name = "XENT";
    } else if (spec.loss() instanceof Loss.MeanSquaredError) {
      name = "MSE";
    } else if (spec.loss() instanceof Loss.MeanAbsoluteError) {
      name = "MEAN_ABSOLUTE_ERROR";
    } else if (spec.loss() instanceof Loss.Poisson) {
      name = "POISSON";
    } else {
      throw new NoEqual();
    }
    return use("org.nd4j.linalg.lossfunctions.LossFunctions") + ".LossFunction." + name;
  }

  private String activation(Activation activation) {
    return switch (activation) {
      case LINEAR -> named("IDENTITY");
      case RELU, SIGMOID, TANH, SOFTMAX, SOFTPLUS, ELU, SELU -> named(activation.name());
      case LEAKY_RELU ->
          "new "
              + use("org.nd4j.linalg.activations.impl.ActivationLReLU")
              + "("
              + Activation.LEAK
              + ")";
      case GELU, HEAVISIDE -> throw new NoEqual();
    };
  }

  private String named(String name) {
    return use("org.nd4j.linalg.activations.Activation") + "." + name;
  }

  private String init(Dense dense, long inputs) {
    String types = CONF + "distribution.";
    Initializer initializer = dense.kernelInitializer();
    if (initializer instanceof Initializer.Constant constant) {
      return "new " + use(types + "ConstantDistribution") + "(" + constant.value() + ")";
    } else if (initializer instanceof Initializer.RandomUniform uniform) {
      return uniform(uniform.low(), uniform.high());
    } else if (initializer instanceof Initializer.RandomNormal normal) {
      return "new "
          + use(types + "NormalDistribution")
          + String.format(Locale.ROOT, "(%s, %s)", normal.mean(), normal.deviation());
    }
    Initializer.VarianceScaling scaled = (Initializer.VarianceScaling) initializer;
    if (initializer.equals(Initializer.glorotUniform())) {
      return use("org.deeplearning4j.nn.weights.WeightInit") + ".XAVIER_UNIFORM";
    }
    double fan = scaled.fan() == Initializer.Fan.IN ? inputs : (inputs + dense.units()) / 2.0;
    double variance = scaled.scale() / fan;
    if (scaled.shape() == Initializer.Shape.UNIFORM) {
      double bound = Math.sqrt(3 * variance);
      return uniform(-bound, bound);
    }
    return "new " + use(types + "TruncatedNormalDistribution") + "(0, " + Math.sqrt(variance) + ")";
  }

  private String uniform(double low, double high) {
    return "new "
        + use(CONF + "distribution.UniformDistribution")
        + String.format(Locale.ROOT, "(%s, %s)", low, high);
  }

  /** Imports a type and gives its simple name. */
  private String use(String type) {
    imports.add(type);
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
