package annlab.networks;

import java.util.OptionalLong;

/** How a layer's weights are drawn before training, with Keras' definitions. */
public sealed interface Initializer {
  /**
   * All weights alike.
   *
   * @param value the weight
   */
  record Constant(double value) implements Initializer {}

  /**
   * Uniform in [low, high).
   *
   * @param low smallest weight
   * @param high bound of the largest weight
   * @param seed the initializer's own seed; empty to follow the model's
   */
  record RandomUniform(double low, double high, OptionalLong seed) implements Initializer {}

  /**
   * Normal.
   *
   * @param mean mean of the weights
   * @param deviation standard deviation of the weights
   * @param seed the initializer's own seed; empty to follow the model's
   */
  record RandomNormal(double mean, double deviation, OptionalLong seed) implements Initializer {}

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
      implements Initializer {}

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

  /**
   * The same initializer with a seed of its own.
   *
   * @param seed any number
   * @return a changed copy; a constant stays as it is
   */
  default Initializer seeded(long seed) {
    OptionalLong own = OptionalLong.of(seed);
    if (this instanceof RandomUniform u) {
      return new RandomUniform(u.low(), u.high(), own);
    }
    if (this instanceof RandomNormal n) {
      return new RandomNormal(n.mean(), n.deviation(), own);
    }
    if (this instanceof VarianceScaling v) {
      return new VarianceScaling(v.scale(), v.fan(), v.shape(), own);
    }
    return this;
  }
}
