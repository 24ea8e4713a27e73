package annlab.networks.metrics;

import annlab.networks.config.KerasObject;
import annlab.networks.config.Registry;
import annlab.networks.layers.Activation;
import annlab.networks.losses.Head;
import java.util.Map;

/**
 * What is measured beside the loss, under Keras' names. Weights do not enter metrics. All that
 * there is to know of a metric stands in its record; {@link #keras()} lists them.
 */
public sealed interface Metric {
  /**
   * The metrics under Keras' names.
   *
   * @return the registry that reads them
   */
  static Registry<Metric> keras() {
    return Known.REGISTRY;
  }

  /** Holds the registry, apart from the interface, whose initialization must not need it. */
  final class Known {
    private static final Registry<Metric> REGISTRY =
        new Registry<Metric>("metric")
            .with("accuracy", options -> new Accuracy(), "acc")
            .with("root_mean_squared_error", options -> new RootMeanSquaredError(), "rmse")
            .with("mse", options -> new MeanSquaredError("mse"))
            .with("mae", options -> new MeanAbsoluteError("mae"))
            .with(
                "top_k_categorical_accuracy",
                options -> new TopK(options.whole("k", 5)),
                "sparse_top_k_categorical_accuracy")
            .with("precision", options -> new Precision())
            .with("recall", options -> new Recall())
            .with("auc", options -> new Auc())
            .with("mean_squared_error", options -> new MeanSquaredError())
            .with("mean_absolute_error", options -> new MeanAbsoluteError());

    private Known() {}
  }

  /**
   * The name in histories.
   *
   * @return Keras' name, e.g. {@code accuracy}
   */
  String name();

  /**
   * Its running value at the start.
   *
   * @param head the model's end
   * @param activation of the output layer
   * @return a value over no rows
   * @throws IllegalArgumentException if the metric does not fit the outputs
   */
  MetricState state(Head head, Activation activation);

  /**
   * Its description, as {@link #keras()} reads it.
   *
   * @return the name, or a map from the name to the options
   */
  default Object config() {
    return name();
  }

  private static void requireOutputs(Metric metric, boolean fit, String needed) {
    if (!fit) {
      throw new IllegalArgumentException("the metric " + metric.name() + " needs " + needed);
    }
  }

  private static void requireValues(Metric metric, Head head) {
    requireOutputs(metric, !head.classIds(), "targets of the shape of the outputs, not class ids");
  }

  /**
   * The share of rows whose class is right: the largest output against class ids or one-hot rows,
   * or for other outputs each against 0.5. The last layer chooses which, as in Keras.
   */
  record Accuracy() implements Metric {
    @Override
    public String name() {
      return "accuracy";
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      return activation == Activation.SOFTMAX
          ? new MetricState.ClassShare(head, 1)
          : new MetricState.OutputShare(head.outputs());
    }
  }

  /** The square root of the mean squared error over all rows and outputs. */
  record RootMeanSquaredError() implements Metric {
    @Override
    public String name() {
      return "root_mean_squared_error";
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Errors(head.outputs(), error -> error * error, Math::sqrt);
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

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Errors(head.outputs(), error -> error * error, mean -> mean);
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

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Errors(head.outputs(), Math::abs, mean -> mean);
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

    @Override
    public MetricState state(Head head, Activation activation) {
      requireOutputs(this, activation == Activation.SOFTMAX, "a softmax output");
      return new MetricState.ClassShare(head, k);
    }

    @Override
    public Object config() {
      return Map.of("TopKCategoricalAccuracy", KerasObject.options("k", k));
    }
  }

  /** Of the outputs above 0.5, the share whose target is 1; 0 if there is none. */
  record Precision() implements Metric {
    @Override
    public String name() {
      return "precision";
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Hits(true, head.outputs());
    }
  }

  /** Of the targets that are 1, the share whose output is above 0.5; 0 if there is none. */
  record Recall() implements Metric {
    @Override
    public String name() {
      return "recall";
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Hits(false, head.outputs());
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

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      requireOutputs(this, head.outputs() == 1, "a single output");
      return new MetricState.Area();
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
    return keras().read(name);
  }
}
