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
            .with("binary_crossentropy", options -> new BinaryCrossentropy())
            .with("mse", options -> new MeanSquaredError())
            .with("mae", options -> new MeanAbsoluteError())
            .with("huber", options -> new Huber(options.number("delta", 1)))
            .with("poisson", options -> new Poisson())
            .with("mean_squared_error", options -> new MeanSquaredError())
            .with("mean_absolute_error", options -> new MeanAbsoluteError())
            .with("perceptron_hinge", options -> new PerceptronHinge())
            .with("perceptron_rule", options -> new PerceptronRule())
            .with("scaled", Scaled::read);

    private Known() {}
  }

  /** Keras' smallest probability (backend epsilon). */
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
   * Whether its targets are classes.
   *
   * @return true for cross-entropies
   */
  default boolean classifies() {
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
   * Cross-entropy for class ids; the output is a softmax. In the value a probability counts as at
   * least {@code smallest}, as in Keras' formula (1e-7) and scikit-learn (2^-52); the gradient
   * knows no such bound. Behind a softmax layer Keras 3 on TensorFlow works without it: smallest 0.
   *
   * @param smallest smallest probability, in [0, 1)
   */
  record SparseCategoricalCrossentropy(double smallest) implements Loss {
    public SparseCategoricalCrossentropy {
      Hyperparameter.require("smallest", smallest >= 0 && smallest < 1, "[0, 1)", smallest);
    }

    /** Keras' definition. */
    public SparseCategoricalCrossentropy() {
      this(EPSILON);
    }

    static Loss read(KerasOptions options) {
      return new SparseCategoricalCrossentropy(options.number("smallest", EPSILON));
    }

    @Override
    public String kerasName() {
      return "SparseCategoricalCrossentropy";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options("smallest", smallest);
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
   * Cross-entropy for one-hot rows; the output is a softmax. In the value a probability counts as
   * at least {@code smallest}, as in Keras' formula (1e-7) and scikit-learn (2^-52); the gradient
   * knows no such bound. Behind a softmax layer Keras 3 on TensorFlow works without it: smallest 0.
   *
   * @param smallest smallest probability, in [0, 1)
   */
  record CategoricalCrossentropy(double smallest) implements Loss {
    public CategoricalCrossentropy {
      Hyperparameter.require("smallest", smallest >= 0 && smallest < 1, "[0, 1)", smallest);
    }

    /** Keras' definition. */
    public CategoricalCrossentropy() {
      this(EPSILON);
    }

    static Loss read(KerasOptions options) {
      return new CategoricalCrossentropy(options.number("smallest", EPSILON));
    }

    @Override
    public String kerasName() {
      return "CategoricalCrossentropy";
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options("smallest", smallest);
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

  /** Cross-entropy for yes or no, mean over the outputs; the output is a sigmoid. */
  record BinaryCrossentropy() implements Loss {
    @Override
    public String kerasName() {
      return "BinaryCrossentropy";
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
            double x = z[at + j];
            sum += Math.max(x, 0) - x * y[yAt + j] + StrictMath.log1p(Math.exp(-Math.abs(x)));
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
   * Another loss with factors of its own, for libraries that scale a loss otherwise than Keras.
   *
   * @param loss the loss
   * @param valueFactor what its reported value is multiplied by
   * @param gradientFactor what its gradient is multiplied by
   */
  record Scaled(Loss loss, double valueFactor, double gradientFactor) implements Loss {
    static Loss read(KerasOptions options) {
      return new Scaled(
          keras().read(options.required("loss", "a loss, as mse")),
          options.number("value_factor"),
          options.number("gradient_factor"));
    }

    @Override
    public String kerasName() {
      return "Scaled";
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
