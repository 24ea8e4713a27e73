package annlab.networks.metrics;

import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import annlab.networks.config.Registry;
import annlab.networks.layers.Activation;
import annlab.networks.losses.Head;
import java.util.Map;

/**
 * What is measured beside the loss, under Keras' names; {@code docs/differences.md} lists where it
 * differs. Weights do not enter metrics. All that there is to know of a metric stands in its
 * record; {@link #keras()} lists them.
 */
public sealed interface Metric extends KerasObject {
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
            .with("accuracy", options -> new Accuracy(options.ownName("accuracy")), "acc")
            .with(
                "root_mean_squared_error",
                options -> new RootMeanSquaredError(options.ownName("root_mean_squared_error")),
                "rmse")
            .with("mse", Known::squared)
            .with("mae", Known::absolute)
            .with(
                "top_k_categorical_accuracy",
                options -> topK(options, "top_k_categorical_accuracy"))
            .with(
                "sparse_top_k_categorical_accuracy",
                options -> topK(options, "sparse_top_k_categorical_accuracy"))
            .with("precision", options -> new Precision(options.ownName("precision")))
            .with("recall", options -> new Recall(options.ownName("recall")))
            .with("auc", options -> new Auc(options.ownName("auc")))
            .with("mean_squared_error", Known::squared)
            .with("mean_absolute_error", Known::absolute);

    private Known() {}

    private static Metric squared(KerasOptions options) {
      return new MeanSquaredError(options.ownName("mean_squared_error"));
    }

    private static Metric absolute(KerasOptions options) {
      return new MeanAbsoluteError(options.ownName("mean_absolute_error"));
    }

    private static Metric topK(KerasOptions options, String defaultName) {
      return new TopK(options.integer("k", TopK.K), options.ownName(defaultName));
    }
  }

  /**
   * The name in histories. As in Keras 3 a metric that is given by a word is called by that word,
   * e.g. {@code RootMeanSquaredError}; an object is called by its option {@code name}, whose
   * default is its class's name in snake case. Of equal names the second gets {@code _1} behind it,
   * and so on.
   *
   * @return the name, e.g. {@code accuracy}
   */
  String name();

  /**
   * Whether a higher value is better.
   *
   * @return false for errors
   */
  default boolean higherIsBetter() {
    return true;
  }

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
   * The name of its class in Keras for outputs and targets like the model's.
   *
   * @param outputs of the model
   * @param classIds whether targets are class ids
   * @return {@link #kerasName} where Keras has but one class for it
   */
  default String kerasName(int outputs, boolean classIds) {
    return kerasName();
  }

  @Override
  default String kerasModule() {
    return "keras.metrics";
  }

  @Override
  default Map<String, Object> options() {
    return KerasObject.options("name", name());
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
   * The share of rows, or outputs, that are right. The shapes choose how, as in Keras: one output
   * must be on the target's side of 0.5, and the target 0 or 1; of several outputs the largest is
   * set against class ids, or against the largest of as many targets. What is NaN is never right.
   *
   * @param name in histories
   */
  record Accuracy(String name) implements Metric {
    /** Under Keras' name. */
    public Accuracy() {
      this("accuracy");
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      return head.outputs() > 1
          ? new MetricState.ClassShare(head)
          : new MetricState.OutputShare(head.outputs());
    }

    @Override
    public String kerasName() {
      return "Accuracy";
    }

    /** Keras' own class Accuracy counts outputs that equal their target. */
    @Override
    public String kerasName(int outputs, boolean classIds) {
      return (outputs == 1 ? "Binary" : classIds ? "SparseCategorical" : "Categorical")
          + kerasName();
    }
  }

  /**
   * The square root of the mean squared error over all rows and outputs.
   *
   * @param name in histories
   */
  record RootMeanSquaredError(String name) implements Metric {
    /** Under Keras' name. */
    public RootMeanSquaredError() {
      this("root_mean_squared_error");
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Errors(head.outputs(), error -> error * error, Math::sqrt);
    }

    @Override
    public String kerasName() {
      return "RootMeanSquaredError";
    }
  }

  /**
   * The mean squared error over all rows and outputs.
   *
   * @param name in histories
   */
  record MeanSquaredError(String name) implements Metric {
    /** Under its full name. */
    public MeanSquaredError() {
      this("mean_squared_error");
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Errors(head.outputs(), error -> error * error, mean -> mean);
    }

    @Override
    public String kerasName() {
      return "MeanSquaredError";
    }
  }

  /**
   * The mean absolute error over all rows and outputs.
   *
   * @param name in histories
   */
  record MeanAbsoluteError(String name) implements Metric {
    /** Under its full name. */
    public MeanAbsoluteError() {
      this("mean_absolute_error");
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Errors(head.outputs(), Math::abs, mean -> mean);
    }

    @Override
    public String kerasName() {
      return "MeanAbsoluteError";
    }
  }

  /**
   * The share of rows with fewer than k outputs above that of their class: outputs that are equal
   * all count, as in Keras. Rows with an output that is not finite do not. Class ids and one-hot
   * rows are told apart by their shape.
   *
   * @param k at least 1; Keras' default is 5
   * @param name in histories
   */
  record TopK(int k, String name) implements Metric {
    static final int K = 5;

    public TopK {
      if (k < 1) {
        throw new IllegalArgumentException("k must be at least 1, got " + k);
      }
    }

    /**
     * Under Keras' name.
     *
     * @param k at least 1
     */
    public TopK(int k) {
      this(k, "top_k_categorical_accuracy");
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireOutputs(this, head.outputs() > 1, "two outputs or more");
      return new MetricState.TopShare(head, k);
    }

    @Override
    public String kerasName() {
      return "TopKCategoricalAccuracy";
    }

    @Override
    public String kerasName(int outputs, boolean classIds) {
      return classIds ? "Sparse" + kerasName() : kerasName();
    }

    @Override
    public Map<String, Object> options() {
      return KerasObject.options("k", k, "name", name);
    }
  }

  /**
   * Of the outputs above 0.5, the share whose target is not 0, as Keras counts it; 0 if there is
   * none.
   *
   * @param name in histories
   */
  record Precision(String name) implements Metric {
    /** Under Keras' name. */
    public Precision() {
      this("precision");
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Hits(true, head.outputs());
    }

    @Override
    public String kerasName() {
      return "Precision";
    }
  }

  /**
   * Of the targets that are not 0, as Keras counts them, the share whose output is above 0.5; 0 if
   * there is none.
   *
   * @param name in histories
   */
  record Recall(String name) implements Metric {
    /** Under Keras' name. */
    public Recall() {
      this("recall");
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      return new MetricState.Hits(false, head.outputs());
    }

    @Override
    public String kerasName() {
      return "Recall";
    }
  }

  /**
   * The area under the ROC curve of a single yes-or-no output: of all pairs of a row whose target
   * is above 0.5 and another, the share in which the first has the higher output, equal ones
   * counted half, as in scikit-learn; Keras takes 200 thresholds. It is 0 over rows of one class,
   * as in Keras, though it is not defined there.
   *
   * @param name in histories
   */
  record Auc(String name) implements Metric {
    /** Under Keras' name. */
    public Auc() {
      this("auc");
    }

    @Override
    public MetricState state(Head head, Activation activation) {
      requireValues(this, head);
      requireOutputs(this, head.outputs() == 1, "a single output");
      return new MetricState.Area();
    }

    @Override
    public String kerasName() {
      return "AUC";
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
   * @return the metric, called by that name
   * @throws IllegalArgumentException if there is none of that name
   */
  static Metric of(String name) {
    return keras().read(name);
  }
}
