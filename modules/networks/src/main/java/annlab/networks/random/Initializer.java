package annlab.networks.random;

import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import annlab.networks.config.Names;
import annlab.networks.config.Registry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * How a layer's weights are drawn before training, with Keras' definitions. {@link #keras()} lists
 * the initializers.
 */
public sealed interface Initializer extends KerasObject {
  /**
   * The initializers under Keras' names.
   *
   * @return the registry that reads them
   */
  static Registry<Initializer> keras() {
    return Known.REGISTRY;
  }

  /** Holds the registry, apart from the interface, whose initialization must not need it. */
  final class Known {
    private static final Registry<Initializer> REGISTRY =
        new Registry<Initializer>("initializer")
            .with("zeros", options -> zeros().seeded(options.seed()))
            .with("ones", options -> ones().seeded(options.seed()))
            .with(
                "constant",
                options -> new Constant(options.number("value", 0)).seeded(options.seed()))
            .with("random_uniform", RandomUniform::read)
            .with("random_normal", RandomNormal::read)
            .with("glorot_uniform", options -> glorotUniform().seeded(options.seed()))
            .with("glorot_normal", options -> glorotNormal().seeded(options.seed()))
            .with("he_uniform", options -> heUniform().seeded(options.seed()))
            .with("he_normal", options -> heNormal().seeded(options.seed()))
            .with("lecun_uniform", options -> lecunUniform().seeded(options.seed()))
            .with("lecun_normal", options -> lecunNormal().seeded(options.seed()))
            .with("variance_scaling", VarianceScaling::read);

    private Known() {}
  }

  /**
   * The initializer's own seed.
   *
   * @return empty to follow the model's
   */
  OptionalLong seed();

  /**
   * The same initializer with another seed of its own.
   *
   * @param seed any number; empty to follow the model's
   * @return a changed copy; a constant stays as it is
   */
  Initializer seeded(OptionalLong seed);

  /**
   * The same initializer with a seed of its own.
   *
   * @param seed any number
   * @return a changed copy; a constant stays as it is
   */
  default Initializer seeded(long seed) {
    return seeded(OptionalLong.of(seed));
  }

  /**
   * Draws a matrix.
   *
   * @param weights take it row by row, [inputs, outputs]
   * @param inputs of the layer
   * @param outputs of the layer
   * @param sampler gives the generator, once
   */
  void fill(double[] weights, long inputs, long outputs, Supplier<WeightSampler> sampler);

  /**
   * The value that all weights have.
   *
   * @return empty if they are drawn
   */
  default OptionalDouble constant() {
    return OptionalDouble.empty();
  }

  @Override
  default String kerasModule() {
    return "keras.initializers";
  }

  /**
   * The Java code by which a layer of DL4J draws its weights from the same distribution.
   *
   * @param code takes imports and notes
   * @param inputs of the layer
   * @param outputs of the layer
   * @return what a builder's {@code weightInit} takes
   */
  String dl4jCode(JavaSource code, long inputs, long outputs);

  private static Map<String, Object> withSeed(OptionalLong seed, Object... pairs) {
    Map<String, Object> options = KerasObject.options(pairs);
    seed.ifPresent(own -> options.put("seed", own));
    return options;
  }

  private static String distribution(JavaSource code, String name, Object... arguments) {
    return JavaSource.construct(
        code.use("org.deeplearning4j.nn.conf.distribution." + name + "Distribution"), arguments);
  }

  /**
   * All weights alike.
   *
   * @param value the weight
   */
  record Constant(double value) implements Initializer {
    @Override
    public String kerasName() {
      return "Constant";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options("value", value);
    }

    @Override
    public OptionalDouble constant() {
      return OptionalDouble.of(value);
    }

    @Override
    public void fill(double[] weights, long inputs, long outputs, Supplier<WeightSampler> sampler) {
      Arrays.fill(weights, value);
    }

    @Override
    public OptionalLong seed() {
      return OptionalLong.empty();
    }

    @Override
    public Initializer seeded(OptionalLong seed) {
      return this;
    }

    @Override
    public String dl4jCode(JavaSource code, long inputs, long outputs) {
      return distribution(code, "Constant", value);
    }
  }

  /**
   * Uniform in [low, high).
   *
   * @param low smallest weight
   * @param high bound of the largest weight
   * @param seed the initializer's own seed; empty to follow the model's
   */
  record RandomUniform(double low, double high, OptionalLong seed) implements Initializer {
    static RandomUniform read(KerasOptions options) {
      return new RandomUniform(
          options.number("minval", -0.05), options.number("maxval", 0.05), options.seed());
    }

    @Override
    public String kerasName() {
      return "RandomUniform";
    }

    @Override
    public Map<String, Object> options() {
      return withSeed(seed, "minval", low, "maxval", high);
    }

    @Override
    public void fill(double[] weights, long inputs, long outputs, Supplier<WeightSampler> sampler) {
      sampler.get().uniform(weights, low, high);
    }

    @Override
    public Initializer seeded(OptionalLong own) {
      return new RandomUniform(low, high, own);
    }

    @Override
    public String dl4jCode(JavaSource code, long inputs, long outputs) {
      return distribution(code, "Uniform", low, high);
    }
  }

  /**
   * Normal.
   *
   * @param mean mean of the weights
   * @param standardDeviation of the weights
   * @param seed the initializer's own seed; empty to follow the model's
   */
  record RandomNormal(double mean, double standardDeviation, OptionalLong seed)
      implements Initializer {
    static RandomNormal read(KerasOptions options) {
      return new RandomNormal(
          options.number("mean", 0), options.number("stddev", 0.05), options.seed());
    }

    @Override
    public String kerasName() {
      return "RandomNormal";
    }

    @Override
    public Map<String, Object> options() {
      return withSeed(seed, "mean", mean, "stddev", standardDeviation);
    }

    @Override
    public void fill(double[] weights, long inputs, long outputs, Supplier<WeightSampler> sampler) {
      sampler.get().normal(weights, mean, standardDeviation);
    }

    @Override
    public Initializer seeded(OptionalLong own) {
      return new RandomNormal(mean, standardDeviation, own);
    }

    @Override
    public String dl4jCode(JavaSource code, long inputs, long outputs) {
      return distribution(code, "Normal", mean, standardDeviation);
    }
  }

  /**
   * Variance scaled to the layer's size: {@code variance = scale / fan}. Glorot, He and LeCun are
   * cases of it (Keras' {@code VarianceScaling}).
   *
   * @param scale numerator of the variance
   * @param fan what the variance is divided by
   * @param shape the distribution; the normal one is cut at two deviations, as in Keras
   * @param seed the initializer's own seed; empty to follow the model's
   */
  record VarianceScaling(double scale, Fan fan, Shape shape, OptionalLong seed)
      implements Initializer {
    // standard deviation of a standard normal cut at +-2 (Keras' VarianceScaling)
    static final double CUT_DEVIATION = 0.8796256610342398;

    static VarianceScaling read(KerasOptions options) {
      String mode = options.text("mode", "fan_in");
      String shape = options.text("distribution", "truncated_normal");
      return new VarianceScaling(
          options.number("scale", 1),
          switch (mode) {
            case "fan_in" -> Fan.IN;
            case "fan_avg" -> Fan.AVERAGE;
            default -> throw Names.unknown("mode", mode, List.of("fan_in", "fan_avg"));
          },
          switch (shape) {
            case "uniform" -> Shape.UNIFORM;
            case "truncated_normal" -> Shape.TRUNCATED_NORMAL;
            default ->
                throw Names.unknown("distribution", shape, List.of("uniform", "truncated_normal"));
          },
          options.seed());
    }

    /** The variance of the weights of a layer. */
    double variance(long inputs, long outputs) {
      return scale / Math.max(1, fan == Fan.IN ? inputs : (inputs + (double) outputs) / 2);
    }

    @Override
    public String kerasName() {
      return "VarianceScaling";
    }

    @Override
    public Map<String, Object> options() {
      return withSeed(
          seed,
          "scale",
          scale,
          "mode",
          fan == Fan.IN ? "fan_in" : "fan_avg",
          "distribution",
          shape.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Initializer seeded(OptionalLong own) {
      return new VarianceScaling(scale, fan, shape, own);
    }

    @Override
    public void fill(double[] weights, long inputs, long outputs, Supplier<WeightSampler> sampler) {
      double variance = variance(inputs, outputs);
      if (shape == Shape.UNIFORM) {
        double limit = Math.sqrt(3 * variance);
        sampler.get().uniform(weights, -limit, limit);
      } else {
        sampler.get().truncatedNormal(weights, Math.sqrt(variance) / CUT_DEVIATION);
      }
    }

    @Override
    public String dl4jCode(JavaSource code, long inputs, long outputs) {
      if (equals(glorotUniform())) {
        return code.use("org.deeplearning4j.nn.weights.WeightInit") + ".XAVIER_UNIFORM";
      }
      double variance = variance(inputs, outputs);
      if (shape == Shape.UNIFORM) {
        double bound = Math.sqrt(3 * variance);
        return distribution(code, "Uniform", -bound, bound);
      }
      // DL4J's is the deviation before the cut
      return distribution(code, "TruncatedNormal", 0, Math.sqrt(variance) / CUT_DEVIATION);
    }
  }

  /** What a variance is divided by. */
  enum Fan {
    /** The layer's inputs. */
    IN,
    /** The mean of the layer's inputs and outputs. */
    AVERAGE
  }

  /** A distribution's shape. */
  enum Shape {
    /** Uniform in +-sqrt(3 variance). */
    UNIFORM,
    /** Normal, cut at two standard deviations. */
    TRUNCATED_NORMAL
  }

  /**
   * Zeros, Keras' default for biases.
   *
   * @return the initializer
   */
  static Initializer zeros() {
    return new Constant(0);
  }

  /**
   * Ones.
   *
   * @return the initializer
   */
  static Initializer ones() {
    return new Constant(1);
  }

  /**
   * Glorot uniform (Glorot and Bengio, 2010), Keras' default for kernels.
   *
   * @return the initializer
   */
  static Initializer glorotUniform() {
    return new VarianceScaling(1, Fan.AVERAGE, Shape.UNIFORM, OptionalLong.empty());
  }

  /**
   * Glorot normal.
   *
   * @return the initializer
   */
  static Initializer glorotNormal() {
    return new VarianceScaling(1, Fan.AVERAGE, Shape.TRUNCATED_NORMAL, OptionalLong.empty());
  }

  /**
   * He uniform (He et al., 2015).
   *
   * @return the initializer
   */
  static Initializer heUniform() {
    return new VarianceScaling(2, Fan.IN, Shape.UNIFORM, OptionalLong.empty());
  }

  /**
   * He normal.
   *
   * @return the initializer
   */
  static Initializer heNormal() {
    return new VarianceScaling(2, Fan.IN, Shape.TRUNCATED_NORMAL, OptionalLong.empty());
  }

  /**
   * LeCun uniform.
   *
   * @return the initializer
   */
  static Initializer lecunUniform() {
    return new VarianceScaling(1, Fan.IN, Shape.UNIFORM, OptionalLong.empty());
  }

  /**
   * LeCun normal.
   *
   * @return the initializer
   */
  static Initializer lecunNormal() {
    return new VarianceScaling(1, Fan.IN, Shape.TRUNCATED_NORMAL, OptionalLong.empty());
  }
}
