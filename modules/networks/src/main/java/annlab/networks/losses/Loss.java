package annlab.networks.losses;

import annlab.networks.config.Hyperparameter;
import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import annlab.networks.config.Registry;
import annlab.networks.layers.Activation;
import java.util.Map;
import java.util.Optional;

/**
 * The objective that training minimizes: a mean over the rows of a batch. All that there is to know
 * of a loss stands in its record; {@link #keras()} lists them.
 */
public sealed interface Loss extends KerasObject {
  /**
   * The losses under Keras' names, and those that Keras does not have.
   *
   * @return the registry that reads them
   */
  static Registry<Loss> keras() {
    return Known.REGISTRY;
  }

  /** Holds the registry, apart from the interface, whose initialization must not need it. */
  final class Known {
    private static final Registry<Loss> REGISTRY =
        new Registry<Loss>("loss")
            .with("sparse_categorical_crossentropy", SparseCategoricalCrossentropy::read)
            .with("categorical_crossentropy", CategoricalCrossentropy::read)
            .with("binary_crossentropy", BinaryCrossentropy::read)
            .with("mse", options -> new MeanSquaredError())
            .with("mae", options -> new MeanAbsoluteError())
            .with("huber", options -> new Huber(options.number("delta", 1)))
            .with("poisson", options -> new Poisson())
            .with("poisson_deviance", options -> new PoissonDeviance())
            .with("mean_squared_error", options -> new MeanSquaredError())
            .with("mean_absolute_error", options -> new MeanAbsoluteError())
            .with("perceptron_hinge", options -> new PerceptronHinge())
            .with("perceptron_rule", options -> new PerceptronRule())
            .with("scaled", Scaled::read);

    private Known() {}
  }

  @Override
  default String kerasModule() {
    return "keras.losses";
  }

  /** What Keras adds to a logarithm's argument (backend epsilon). */
  double EPSILON = 1e-7;

  /**
   * Its arithmetic.
   *
   * @param activation of the output layer
   * @param outputs neurons of the output layer
   * @return the loss of one row, and its gradient
   */
  LossRule rule(Activation activation, int outputs);

  /**
   * Refuses outputs that the loss does not go with.
   *
   * @param activation of the output layer
   * @param outputs neurons of the output layer
   * @throws IllegalArgumentException which names the loss to use instead
   */
  default void requireOutputs(Activation activation, int outputs) {
    if (activation == Activation.SOFTMAX && outputs < 2) {
      throw new IllegalArgumentException(
          "a softmax over " + outputs + " output is always 1; use one output for each class");
    }
  }

  /**
   * Whether it takes the logarithm of the outputs, which must not be negative then.
   *
   * @return true for those of Poisson
   */
  default boolean takesLogarithm() {
    return false;
  }

  /**
   * Whether its targets are classes.
   *
   * @return true for cross-entropies
   */
  default boolean classifies() {
    return false;
  }

  /**
   * Whether each of its targets is a probability of its own.
   *
   * @return true for binary cross-entropy
   */
  default boolean binary() {
    return false;
  }

  /**
   * The Java code of the loss function of DL4J with the same gradient. DL4J sums some losses over
   * the outputs where Keras takes a mean; weights make up for it.
   *
   * @param code takes imports and notes
   * @param outputs neurons of the output layer
   * @param factor what the gradient is multiplied by
   * @return what an {@code OutputLayer.Builder} takes; empty where DL4J has none, after a note that
   *     says so
   */
  default Optional<String> dl4jCode(JavaSource code, int outputs, double factor) {
    return code.lacks("this loss");
  }

  private static void requireSoftmax(Activation activation, int outputs) {
    if (activation != Activation.SOFTMAX) {
      throw new IllegalArgumentException(
          "categorical cross-entropy needs softmax outputs, got "
              + activation.kerasName()
              + (outputs == 1 || activation == Activation.SIGMOID
                  ? "; for yes or no use binary_crossentropy with sigmoid"
                  : "; make the last layer a softmax, or use mse for numbers"));
    }
  }

  /** A loss that DL4J sums over the outputs, each of them times a weight. */
  private static Optional<String> summed(
      JavaSource code, int outputs, String name, String type, double weight) {
    return weight == 1
        ? named(code, name)
        : Optional.of(
            "new "
                + code.use("org.nd4j.linalg.lossfunctions.impl." + type)
                + "("
                + code.use("org.nd4j.linalg.factory.Nd4j")
                + (".valueArrayOf(new long[] {1, " + outputs + "}, " + weight + ", ")
                + code.use("org.nd4j.linalg.api.buffer.DataType")
                + ".DOUBLE))");
  }

  private static Optional<String> named(JavaSource code, String name) {
    return Optional.of(
        code.use("org.nd4j.linalg.lossfunctions.LossFunctions") + ".LossFunction." + name);
  }

  /**
   * Cross-entropy for class ids; the output is a softmax. It is computed from the logits, as by
   * Keras on TensorFlow, so it has no bound; on JAX and torch Keras takes a probability as at least
   * 1e-7, so that no row's loss exceeds 16.118. {@code smallest} is such a bound, of the value
   * only: the gradient knows none.
   *
   * @param smallest smallest probability, in [0, 1)
   */
  record SparseCategoricalCrossentropy(double smallest) implements Loss {
    public SparseCategoricalCrossentropy {
      Hyperparameter.require("smallest", smallest >= 0 && smallest < 1, "[0, 1)", smallest);
    }

    /** From the logits, without a bound. */
    public SparseCategoricalCrossentropy() {
      this(0);
    }

    static Loss read(KerasOptions options) {
      return new SparseCategoricalCrossentropy(options.number("smallest", 0));
    }

    @Override
    public String kerasName() {
      return "SparseCategoricalCrossentropy";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options("smallest", smallest);
    }

    /** Keras cannot report a bounded value. */
    @Override
    public Map<String, Object> kerasOptions() {
      return Map.of();
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      double largest = -StrictMath.log(smallest);
      return new LossRule(outputs) {
        @Override
        public int targetWidth() {
          return 1;
        }

        @Override
        public boolean classIds() {
          return true;
        }

        @Override
        public double value(double[] z, double[] p, int at, double[] y, int yAt) {
          return Math.min(largest, logSumExp(z, at, outputs) - z[at + (int) y[yAt]]);
        }

        @Override
        public void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
          System.arraycopy(p, at, d, at, outputs);
          d[at + (int) y[yAt]] -= 1;
        }
      };
    }

    @Override
    public void requireOutputs(Activation activation, int outputs) {
      requireSoftmax(activation, outputs);
      Loss.super.requireOutputs(activation, outputs);
    }

    @Override
    public boolean classifies() {
      return true;
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code, int outputs, double factor) {
      code.note("The labels are one-hot rows.");
      return summed(code, outputs, "MCXENT", "LossMCXENT", factor);
    }
  }

  /**
   * Cross-entropy for one-hot rows; the output is a softmax. It is computed from the logits, as by
   * Keras on TensorFlow, so it has no bound; on JAX and torch Keras takes a probability as at least
   * 1e-7. {@code smallest} is such a bound, of the value only: scikit-learn's is the spacing of its
   * type at 1, 2^-52 or 2^-23. The gradient knows none.
   *
   * @param smallest smallest probability, in [0, 1)
   */
  record CategoricalCrossentropy(double smallest) implements Loss {
    public CategoricalCrossentropy {
      Hyperparameter.require("smallest", smallest >= 0 && smallest < 1, "[0, 1)", smallest);
    }

    /** From the logits, without a bound. */
    public CategoricalCrossentropy() {
      this(0);
    }

    static Loss read(KerasOptions options) {
      return new CategoricalCrossentropy(options.number("smallest", 0));
    }

    @Override
    public String kerasName() {
      return "CategoricalCrossentropy";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options("smallest", smallest);
    }

    /** Keras cannot report a bounded value. */
    @Override
    public Map<String, Object> kerasOptions() {
      return Map.of();
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      double largest = -StrictMath.log(smallest);
      return new LossRule(outputs) {
        @Override
        public TargetRange targets() {
          return TargetRange.SHARES;
        }

        @Override
        public double value(double[] z, double[] p, int at, double[] y, int yAt) {
          double log = logSumExp(z, at, outputs);
          double sum = 0;
          for (int j = 0; j < outputs; j++) {
            if (y[yAt + j] != 0) {
              sum += y[yAt + j] * Math.min(largest, log - z[at + j]);
            }
          }
          return sum;
        }

        @Override
        public void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
          double mass = 0;
          for (int j = 0; j < outputs; j++) {
            mass += y[yAt + j];
          }
          for (int j = 0; j < outputs; j++) {
            d[at + j] = mass * p[at + j] - y[yAt + j];
          }
        }
      };
    }

    @Override
    public void requireOutputs(Activation activation, int outputs) {
      requireSoftmax(activation, outputs);
      Loss.super.requireOutputs(activation, outputs);
    }

    @Override
    public boolean classifies() {
      return true;
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code, int outputs, double factor) {
      return summed(code, outputs, "MCXENT", "LossMCXENT", factor);
    }
  }

  /**
   * Cross-entropy for yes or no, mean over the outputs; the output is a sigmoid. It is computed
   * from the logits, as by Keras on TensorFlow (on JAX and torch Keras keeps probabilities within
   * [1e-7, 1 - 1e-7]). With a {@code smallest} above 0 the value is computed from probabilities
   * within [smallest, 1 - smallest], as scikit-learn does, whose bound is the spacing of its type
   * at 1: 2^-52, or 2^-23 for probabilities in single precision. The gradient knows no bound.
   *
   * @param smallest smallest probability, in [0, 0.5)
   */
  record BinaryCrossentropy(double smallest) implements Loss {
    public BinaryCrossentropy {
      Hyperparameter.require("smallest", smallest >= 0 && smallest < 0.5, "[0, 0.5)", smallest);
    }

    /** From the logits, without a bound. */
    public BinaryCrossentropy() {
      this(0);
    }

    static Loss read(KerasOptions options) {
      return new BinaryCrossentropy(options.number("smallest", 0));
    }

    @Override
    public String kerasName() {
      return "BinaryCrossentropy";
    }

    @Override
    public Map<String, Object> options() {
      return smallest == 0 ? Map.of() : KerasObject.options("smallest", smallest);
    }

    /** Keras cannot report a bounded value. */
    @Override
    public Map<String, Object> kerasOptions() {
      return Map.of();
    }

    /** Of the logit x: {@code log(1 + exp(x)) - x y}, without overflow. */
    private static double fromLogit(double x, double y) {
      return Math.max(x, 0) - x * y + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private double fromProbability(double p, double y) {
      boolean single = smallest == Math.ulp(1f);
      double typed = single ? (float) p : p;
      double bounded = Math.max(smallest, Math.min(1 - smallest, typed));
      double value = 0;
      if (y != 0) {
        value -= y * StrictMath.log(bounded);
      }
      if (y != 1) {
        value -= (1 - y) * StrictMath.log(1 - bounded);
      }
      return value;
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      return new LossRule(outputs) {
        @Override
        public TargetRange targets() {
          return TargetRange.SHARES;
        }

        @Override
        public double value(double[] z, double[] p, int at, double[] y, int yAt) {
          double sum = 0;
          for (int j = 0; j < outputs; j++) {
            sum +=
                smallest == 0
                    ? fromLogit(z[at + j], y[yAt + j])
                    : fromProbability(p[at + j], y[yAt + j]);
          }
          return sum / outputs;
        }

        @Override
        public void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
          for (int j = 0; j < outputs; j++) {
            d[at + j] = (p[at + j] - y[yAt + j]) / outputs;
          }
        }
      };
    }

    @Override
    public void requireOutputs(Activation activation, int outputs) {
      if (activation != Activation.SIGMOID) {
        throw new IllegalArgumentException(
            "binary cross-entropy needs sigmoid outputs, got "
                + activation.kerasName()
                + (activation == Activation.SOFTMAX
                    ? "; with softmax use sparse_categorical_crossentropy for class ids or"
                        + " categorical_crossentropy for one-hot rows"
                    : "; make the last layer a sigmoid"));
      }
    }

    @Override
    public boolean binary() {
      return true;
    }

    @Override
    public boolean classifies() {
      return true;
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code, int outputs, double factor) {
      code.note("DL4J takes an output nearer than 1e-5 to 0 or 1 for one that far away.");
      return summed(code, outputs, "XENT", "LossBinaryXENT", factor / outputs);
    }
  }

  /** {@code mean((yhat - y)^2)} over the outputs. */
  record MeanSquaredError() implements Loss {
    @Override
    public String kerasName() {
      return "MeanSquaredError";
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      return new LossRule.Elementwise(activation, outputs) {
        @Override
        public double element(double p, double y) {
          double error = p - y;
          return error * error;
        }

        @Override
        public double derivative(double p, double y) {
          return 2 * (p - y);
        }
      };
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code, int outputs, double factor) {
      return factor == 1
          ? named(code, "MSE")
          : summed(code, outputs, "L2", "LossL2", factor / outputs);
    }
  }

  /** {@code mean(|yhat - y|)} over the outputs. */
  record MeanAbsoluteError() implements Loss {
    @Override
    public String kerasName() {
      return "MeanAbsoluteError";
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      return new LossRule.Elementwise(activation, outputs) {
        @Override
        public double element(double p, double y) {
          return Math.abs(p - y);
        }

        @Override
        public double derivative(double p, double y) {
          return Math.signum(p - y);
        }
      };
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code, int outputs, double factor) {
      return factor == 1
          ? named(code, "MEAN_ABSOLUTE_ERROR")
          : summed(code, outputs, "L1", "LossL1", factor / outputs);
    }
  }

  /**
   * Half squared within delta, linear beyond: {@code e^2 / 2} or {@code delta |e| - delta^2 / 2}.
   *
   * @param delta where the loss turns linear, above 0
   */
  record Huber(double delta) implements Loss {
    public Huber {
      if (!(delta > 0)) {
        throw new IllegalArgumentException("delta must be in (0, inf), got " + delta);
      }
    }

    @Override
    public String kerasName() {
      return "Huber";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options("delta", delta);
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      return new LossRule.Elementwise(activation, outputs) {
        @Override
        public double element(double p, double y) {
          double error = p - y;
          double size = Math.abs(error);
          return size <= delta ? error * error / 2 : delta * (size - delta / 2);
        }

        @Override
        public double derivative(double p, double y) {
          return Math.max(-delta, Math.min(delta, p - y));
        }
      };
    }
  }

  /** {@code mean(yhat - y log(yhat + 1e-7))} over the outputs, Keras' definition. */
  record Poisson() implements Loss {
    @Override
    public String kerasName() {
      return "Poisson";
    }

    @Override
    public boolean takesLogarithm() {
      return true;
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      return new LossRule.Elementwise(activation, outputs) {
        @Override
        public TargetRange targets() {
          return TargetRange.COUNTS;
        }

        @Override
        public double element(double p, double y) {
          return p - y * StrictMath.log(p + EPSILON);
        }

        @Override
        public double derivative(double p, double y) {
          return 1 - y / (p + EPSILON);
        }
      };
    }
  }

  /**
   * Half of Poisson's deviance, {@code mean(y log(y / yhat) - y + yhat)} over the outputs, as
   * scikit-learn's MLPRegressor has it behind an exponential output; behind other outputs 1e-7 is
   * added to what is divided by.
   */
  record PoissonDeviance() implements Loss {
    @Override
    public String kerasName() {
      return "PoissonDeviance";
    }

    @Override
    public Optional<String> missingInKeras() {
      return Optional.of("the loss " + kerasName());
    }

    @Override
    public boolean takesLogarithm() {
      return true;
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      boolean exponential = activation == Activation.EXPONENTIAL;
      double guard = exponential ? 0 : EPSILON;
      return new LossRule.Elementwise(activation, outputs) {
        @Override
        public TargetRange targets() {
          return TargetRange.COUNTS;
        }

        @Override
        public double element(double p, double y) {
          return (y == 0 ? 0 : y * StrictMath.log(y / (p + guard))) - y + p;
        }

        @Override
        public double derivative(double p, double y) {
          return 1 - y / (p + guard);
        }

        @Override
        public void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
          if (!exponential) {
            super.gradient(z, p, at, y, yAt, d);
            return;
          }
          // without the division, whose denominator may be 0
          for (int j = 0; j < outputs; j++) {
            d[at + j] = (p[at + j] - y[yAt + j]) / outputs;
          }
        }
      };
    }
  }

  /**
   * Another loss with factors of its own, for libraries that scale a loss otherwise than Keras.
   *
   * @param loss the loss
   * @param valueFactor what its reported value is multiplied by
   * @param gradientFactor what its gradient is multiplied by
   */
  record Scaled(Loss loss, double valueFactor, double gradientFactor) implements Loss {
    static Loss read(KerasOptions options) {
      return new Scaled(
          options.required("loss", keras(), "a loss, as mse"),
          options.number("value_factor"),
          options.number("gradient_factor"));
    }

    @Override
    public String kerasName() {
      return "Scaled";
    }

    @Override
    public Optional<String> missingInKeras() {
      return Optional.of("the loss " + kerasName());
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options(
          "loss", loss.config(), "value_factor", valueFactor, "gradient_factor", gradientFactor);
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      return new LossRule.Scaled(loss.rule(activation, outputs), this);
    }

    @Override
    public void requireOutputs(Activation activation, int outputs) {
      loss.requireOutputs(activation, outputs);
    }

    @Override
    public boolean classifies() {
      return loss.classifies();
    }

    @Override
    public boolean takesLogarithm() {
      return loss.takesLogarithm();
    }

    @Override
    public Optional<String> dl4jCode(JavaSource code, int outputs, double factor) {
      return loss.dl4jCode(code, outputs, factor * gradientFactor);
    }
  }

  /**
   * scikit-learn's perceptron rule for y of 0 or 1 in each output: {@code max(0, -s z)}, with s =
   * +1 or -1; its gradient is {@code -s} where {@code s z <= 0}, so z = 0 is an error for both
   * classes.
   */
  record PerceptronHinge() implements Loss {
    @Override
    public String kerasName() {
      return "PerceptronHinge";
    }

    @Override
    public Optional<String> missingInKeras() {
      return Optional.of("the loss " + kerasName());
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      return new LossRule(outputs) {
        @Override
        public double value(double[] z, double[] p, int at, double[] y, int yAt) {
          double sum = 0;
          for (int j = 0; j < outputs; j++) {
            sum += Math.max(0, y[yAt + j] > 0 ? -z[at + j] : z[at + j]);
          }
          return sum;
        }

        @Override
        public void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
          for (int j = 0; j < outputs; j++) {
            double sign = y[yAt + j] > 0 ? 1 : -1;
            d[at + j] = sign * z[at + j] <= 0 ? -sign : 0;
          }
        }
      };
    }
  }

  /**
   * The textbook's perceptron rule: the gradient at z is {@code yhat - y}, yhat a step of z. The
   * value is the number of wrong outputs.
   */
  record PerceptronRule() implements Loss {
    @Override
    public String kerasName() {
      return "PerceptronRule";
    }

    @Override
    public Optional<String> missingInKeras() {
      return Optional.of("the loss " + kerasName());
    }

    @Override
    public LossRule rule(Activation activation, int outputs) {
      return new LossRule(outputs) {
        @Override
        public double value(double[] z, double[] p, int at, double[] y, int yAt) {
          double wrong = 0;
          for (int j = 0; j < outputs; j++) {
            wrong += Math.abs(p[at + j] - y[yAt + j]);
          }
          return wrong;
        }

        @Override
        public void gradient(double[] z, double[] p, int at, double[] y, int yAt, double[] d) {
          for (int j = 0; j < outputs; j++) {
            d[at + j] = p[at + j] - y[yAt + j];
          }
        }
      };
    }
  }

  /**
   * Cross-entropy for class ids.
   *
   * @return the loss
   */
  static Loss sparseCategoricalCrossentropy() {
    return new SparseCategoricalCrossentropy();
  }

  /**
   * Cross-entropy for one-hot rows.
   *
   * @return the loss
   */
  static Loss categoricalCrossentropy() {
    return new CategoricalCrossentropy();
  }

  /**
   * Cross-entropy for yes or no.
   *
   * @return the loss
   */
  static Loss binaryCrossentropy() {
    return new BinaryCrossentropy();
  }

  /**
   * Mean squared error.
   *
   * @return the loss
   */
  static Loss meanSquaredError() {
    return new MeanSquaredError();
  }

  /**
   * Mean absolute error.
   *
   * @return the loss
   */
  static Loss meanAbsoluteError() {
    return new MeanAbsoluteError();
  }

  /**
   * Huber loss with Keras' delta of 1.
   *
   * @return the loss
   */
  static Loss huber() {
    return new Huber(1);
  }

  /**
   * Poisson loss.
   *
   * @return the loss
   */
  static Loss poisson() {
    return new Poisson();
  }

  /**
   * The loss of a name.
   *
   * @param name Keras' name, e.g. {@code sparse_categorical_crossentropy} or {@code mse}
   * @return the loss, with Keras' defaults
   * @throws IllegalArgumentException if there is none of that name
   */
  static Loss of(String name) {
    return keras().read(name);
  }
}
