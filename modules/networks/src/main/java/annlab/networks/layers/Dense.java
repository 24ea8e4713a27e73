package annlab.networks.layers;

import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import annlab.networks.random.Initializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A fully connected layer, {@code activation(x W + b)}, W of shape [inputs, units].
 *
 * @param units neurons, at least 1
 * @param activation applied to each row
 * @param kernelInitializer draws W; Keras' default is Glorot uniform
 * @param biasInitializer draws b; Keras' default is zeros
 * @param kernelRegularizer a penalty on W; Keras' default is none
 * @param name the layer's name, empty for one of its own ({@code dense}, {@code dense_1}, ...)
 */
public record Dense(
    int units,
    Activation activation,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Regularizer kernelRegularizer,
    String name)
    implements Layer {
  private static final String KERNEL_INITIALIZER = "kernel_initializer";
  private static final String BIAS_INITIALIZER = "bias_initializer";
  private static final String KERNEL_REGULARIZER = "kernel_regularizer";

  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("units must be at least 1, got " + units);
    }
  }

  /**
   * A layer with Keras' defaults and no activation.
   *
   * @param units neurons, at least 1
   */
  public Dense(int units) {
    this(units, Activation.LINEAR);
  }

  /**
   * A layer with Keras' defaults.
   *
   * @param units neurons, at least 1
   * @param activation applied to each row
   */
  public Dense(int units, Activation activation) {
    this(
        units,
        activation,
        Initializer.glorotUniform(),
        Initializer.zeros(),
        Regularizer.none(),
        "");
  }

  /**
   * A layer with Keras' defaults.
   *
   * @param units neurons, at least 1
   * @param activation Keras' name of the activation, e.g. {@code relu}
   */
  public Dense(int units, String activation) {
    this(units, Activation.of(activation));
  }

  /**
   * The same layer with another kernel initializer.
   *
   * @param initializer draws W
   * @return a changed copy
   */
  public Dense withKernelInitializer(Initializer initializer) {
    return new Dense(units, activation, initializer, biasInitializer, kernelRegularizer, name);
  }

  /**
   * The same layer with another bias initializer.
   *
   * @param initializer draws b
   * @return a changed copy
   */
  public Dense withBiasInitializer(Initializer initializer) {
    return new Dense(units, activation, kernelInitializer, initializer, kernelRegularizer, name);
  }

  /**
   * The same layer with another penalty on its kernel.
   *
   * @param regularizer a penalty on W
   * @return a changed copy
   */
  public Dense withKernelRegularizer(Regularizer regularizer) {
    return new Dense(units, activation, kernelInitializer, biasInitializer, regularizer, name);
  }

  @Override
  public Dense named(String name) {
    return new Dense(
        units, activation, kernelInitializer, biasInitializer, kernelRegularizer, name);
  }

  static Dense read(KerasOptions options) {
    return new Dense(
        options.integer("units"),
        Activation.of(options.text("activation", "linear")),
        options.one(KERNEL_INITIALIZER, Initializer.keras(), "glorot_uniform"),
        options.one(BIAS_INITIALIZER, Initializer.keras(), "zeros"),
        options.one(KERNEL_REGULARIZER, Regularizer.keras(), "none"),
        options.text(NAME, ""));
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options =
        KerasObject.options(NAME, name, "units", units, "activation", activation.kerasName());
    parts().forEach((option, part) -> options.put(option, part.config()));
    return options;
  }

  @Override
  public Map<String, KerasObject> parts() {
    Map<String, KerasObject> parts = new LinkedHashMap<>();
    parts.put(KERNEL_INITIALIZER, kernelInitializer);
    parts.put(BIAS_INITIALIZER, biasInitializer);
    if (!kernelRegularizer.isNone()) {
      parts.put(KERNEL_REGULARIZER, kernelRegularizer);
    }
    return parts;
  }

  /** The penalty stands behind the type. */
  @Override
  public Map<String, Object> kerasOptions(String dtype) {
    Map<String, Object> options = Layer.super.kerasOptions(dtype);
    options.remove(KERNEL_REGULARIZER);
    return options;
  }

  @Override
  public Optional<String> missingInKeras() {
    return activation.inKeras()
        ? kernelRegularizer.missingInKeras()
        : Optional.of("the activation " + activation.kerasName());
  }

  @Override
  public List<Long> outputShape(List<Long> input) {
    return List.of((long) units);
  }

  @Override
  public List<LayerVariable> variables(long inputs) {
    return List.of(
        new LayerVariable(
            "kernel",
            LayerVariable.KERNEL,
            List.of(inputs, (long) units),
            LayerVariable.Role.WEIGHT),
        new LayerVariable("bias", "b", List.of((long) units), LayerVariable.Role.WEIGHT));
  }

  @Override
  public boolean inNetwork() {
    return true;
  }

  @Override
  public boolean fused() {
    return true;
  }

  @Override
  public void accept(LayerVisitor visitor) {
    visitor.dense(this);
  }

  @Override
  public List<String> dl4jCode(JavaSource code, long inputs, double weightDecay, String loss) {
    List<String> calls = new ArrayList<>();
    calls.add(
        ".layer(new "
            + code.use(
                "org.deeplearning4j.nn.conf.layers."
                    + (loss.isEmpty() ? "DenseLayer" : "OutputLayer"))
            + (".Builder(" + loss + ")"));
    calls.add(
        ("    .nIn(" + inputs + ").nOut(" + units + ")")
            + (".activation(" + activation.dl4jCode(code) + ")"));
    calls.add("    .weightInit(" + kernelInitializer.dl4jCode(code, inputs, units) + ")");
    OptionalDouble bias = biasInitializer.constant();
    if (bias.isEmpty()) {
      code.note("The biases are drawn as well; DL4J starts them at 0 (setParam sets others).");
    } else if (bias.getAsDouble() != 0) {
      calls.add("    .biasInit(" + bias.getAsDouble() + ")");
    }
    calls.addAll(kernelRegularizer.dl4jCode(code, weightDecay));
    calls.add("    .build())");
    return calls;
  }

  @Override
  public String javaCode(JavaSource code) {
    if (!biasInitializer.equals(Initializer.zeros())
        || !kernelInitializer.equals(Initializer.glorotUniform())) {
      return Layer.super.javaCode(code);
    }
    String text = "new " + code.use(Dense.class) + "(" + units;
    if (activation != Activation.LINEAR) {
      text += ", " + code.expression(activation);
    }
    return text
        + ")"
        + (kernelRegularizer.isNone()
            ? ""
            : ".withKernelRegularizer(" + kernelRegularizer.javaCode(code) + ")");
  }
}
