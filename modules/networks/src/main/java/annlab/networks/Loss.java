package annlab.networks;

import org.nd4j.linalg.lossfunctions.ILossFunction;

/** What training makes small: a mean over the rows of a batch. */
public sealed interface Loss {
  /** Keras' smallest probability (backend epsilon). */
  double EPSILON = 1e-7;

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
  }

  /** Cross-entropy for yes or no, mean over the outputs; the output is a sigmoid. */
  record BinaryCrossentropy() implements Loss {}

  /** {@code mean((yhat - y)^2)} over the outputs. */
  record MeanSquaredError() implements Loss {}

  /** {@code mean(|yhat - y|)} over the outputs. */
  record MeanAbsoluteError() implements Loss {}

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
  }

  /** {@code mean(yhat - y log(yhat + 1e-7))} over the outputs, Keras' definition. */
  record Poisson() implements Loss {}

  /**
   * Another loss with factors of its own, for libraries that scale a loss otherwise than Keras.
   *
   * @param loss the loss
   * @param valueFactor what its reported value is multiplied by
   * @param gradientFactor what its gradient is multiplied by
   */
  record Scaled(Loss loss, double valueFactor, double gradientFactor) implements Loss {}

  /**
   * scikit-learn's perceptron rule for y of 0 or 1 in each output: {@code max(0, -s z)}, with s =
   * +1 or -1; its gradient is {@code -s} where {@code s z <= 0}, so z = 0 is an error for both
   * classes.
   */
  record PerceptronHinge() implements Loss {}

  /**
   * The textbook's perceptron rule: the gradient at z is {@code yhat - y}, yhat a step of z. The
   * value is the number of wrong outputs.
   */
  record PerceptronRule() implements Loss {}

  /**
   * The loss as DL4J's loss function, for an output layer of DL4J's own.
   *
   * @param activation of the output layer
   * @param outputs neurons of the output layer
   * @return a loss function that reads the labels of DL4J's data sets
   * @throws IllegalArgumentException if the loss does not go with these outputs
   */
  default ILossFunction toDl4j(Activation activation, int outputs) {
    return new HeadLoss(this, activation, outputs);
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
    return KerasConfig.loss(name);
  }
}
