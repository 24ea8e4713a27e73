package annlab.networks;

/** What is measured beside the loss, under Keras' names. Weights do not enter metrics. */
public sealed interface Metric {
  /**
   * The name in histories.
   *
   * @return Keras' name, e.g. {@code accuracy}
   */
  String name();

  /**
   * The share of rows whose class is right: the largest output against class ids or one-hot rows,
   * or for other outputs each against 0.5. The last layer chooses which, as in Keras.
   */
  record Accuracy() implements Metric {
    @Override
    public String name() {
      return "accuracy";
    }
  }

  /** The square root of the mean squared error over all rows and outputs. */
  record RootMeanSquaredError() implements Metric {
    @Override
    public String name() {
      return "root_mean_squared_error";
    }
  }

  /**
   * The mean squared error over all rows and outputs.
   *
   * @param name {@code mean_squared_error}, or {@code mse} where Keras is given that name
   */
  record MeanSquaredError(String name) implements Metric {
    /** Under its full name. */
    public MeanSquaredError() {
      this("mean_squared_error");
    }
  }

  /**
   * The mean absolute error over all rows and outputs.
   *
   * @param name {@code mean_absolute_error}, or {@code mae} where Keras is given that name
   */
  record MeanAbsoluteError(String name) implements Metric {
    /** Under its full name. */
    public MeanAbsoluteError() {
      this("mean_absolute_error");
    }
  }

  /**
   * The share of rows whose class is among the k largest outputs.
   *
   * @param k at least 1; Keras' default is 5
   */
  record TopK(int k) implements Metric {
    public TopK {
      if (k < 1) {
        throw new IllegalArgumentException("k must be at least 1, got " + k);
      }
    }

    @Override
    public String name() {
      return "top_k_categorical_accuracy";
    }
  }

  /** Of the outputs above 0.5, the share whose target is 1; 0 if there is none. */
  record Precision() implements Metric {
    @Override
    public String name() {
      return "precision";
    }
  }

  /** Of the targets that are 1, the share whose output is above 0.5; 0 if there is none. */
  record Recall() implements Metric {
    @Override
    public String name() {
      return "recall";
    }
  }

  /**
   * The area under the ROC curve of a single yes-or-no output, by DL4J's ROC over every threshold;
   * Keras takes 200 thresholds.
   */
  record Auc() implements Metric {
    @Override
    public String name() {
      return "auc";
    }
  }

  /**
   * Accuracy.
   *
   * @return the metric
   */
  static Metric accuracy() {
    return new Accuracy();
  }

  /**
   * The metric of a name.
   *
   * @param name Keras' name, e.g. {@code accuracy} or {@code mae}
   * @return the metric
   * @throws IllegalArgumentException if there is none of that name
   */
  static Metric of(String name) {
    return KerasConfig.metric(name);
  }
}
