package annlab.networks.layers;

import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import annlab.networks.random.Initializer;
import java.util.List;
import java.util.Map;

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
        options.whole("units"),
        Activation.of(options.text("activation", "linear")),
        Initializer.keras().read(options.any("kernel_initializer", "glorot_uniform")),
        Initializer.keras().read(options.any("bias_initializer", "zeros")),
        Regularizer.keras().read(options.any("kernel_regularizer", "none")),
        options.text(NAME, ""));
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options =
        KerasObject.options(
            NAME,
            name,
            "units",
            units,
            "activation",
            activation.kerasName(),
            "kernel_initializer",
            kernelInitializer.config(),
            "bias_initializer",
            biasInitializer.config());
    if (!kernelRegularizer.isNone()) {
      options.put("kernel_regularizer", kernelRegularizer.config());
    }
    return options;
  }

  @Override
  public List<Long> outputShape(List<Long> input) {
    return List.of((long) units);
  }

  @Override
  public long parameters(long inputs) {
    return Math.multiplyExact(Math.addExact(inputs, 1), (long) units);
  }

  @Override
  public boolean inNetwork() {
    return true;
  }
}
