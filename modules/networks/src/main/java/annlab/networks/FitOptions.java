package annlab.networks;

import annlab.networks.random.RowOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How {@link Model#fit} trains. Start from {@link #defaults()} and change what differs.
 *
 * @param epochs number of the epoch behind the last, counted from 0; Keras default 1
 * @param initialEpoch number of the first epoch, 0-based; Keras default 0
 * @param batchSize rows of a step, at least 1; Keras default 32
 * @param order the order of rows in each epoch; empty to shuffle by the model's seed
 * @param validation rows to evaluate after each epoch
 * @param validationSplit share of the last training rows to take for validation instead, in [0, 1)
 * @param sampleWeights a weight per row, shape [rows]
 * @param classWeights a weight a class id; classes that are not named weigh 1
 * @param callbacks called in this order
 * @param step which implementation computes a step
 */
public record FitOptions(
    int epochs,
    int initialEpoch,
    int batchSize,
    Optional<RowOrder> order,
    Optional<Validation> validation,
    double validationSplit,
    Optional<INDArray> sampleWeights,
    Map<Integer, Double> classWeights,
    List<Callback> callbacks,
    StepChoice step) {
  /** Keras default (Model.fit). */
  public static final int BATCH_SIZE = 32;

  /**
   * Rows to evaluate after each epoch.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @param sampleWeights a weight per row, shape [rows]
   */
  public record Validation(INDArray x, INDArray y, Optional<INDArray> sampleWeights) {}

  public FitOptions {
    if (initialEpoch < 0) {
      throw new IllegalArgumentException("initialEpoch must be at least 0, got " + initialEpoch);
    }
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must be at least 0, got " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
    }
    if (!(validationSplit >= 0 && validationSplit < 1)) {
      throw new IllegalArgumentException(
          "validationSplit must be in [0, 1), got " + validationSplit);
    }
    classWeights = Map.copyOf(classWeights);
    callbacks = List.copyOf(callbacks);
  }

  /**
   * Keras' defaults: one epoch, batches of 32, shuffled, nothing else.
   *
   * @return the options
   */
  public static FitOptions defaults() {
    return new FitOptions(
        1,
        0,
        BATCH_SIZE,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Map.of(),
        List.of(),
        StepChoice.AUTO);
  }

  /** The options of one that is being made from another. */
  private static final class Draft {
    private int epochs;
    private int initialEpoch;
    private int batchSize;
    private Optional<RowOrder> order;
    private Optional<Validation> validation;
    private double validationSplit;
    private Optional<INDArray> sampleWeights;
    private Map<Integer, Double> classWeights;
    private List<Callback> callbacks;
    private StepChoice step;

    Draft(FitOptions from) {
      epochs = from.epochs;
      initialEpoch = from.initialEpoch;
      batchSize = from.batchSize;
      order = from.order;
      validation = from.validation;
      validationSplit = from.validationSplit;
      sampleWeights = from.sampleWeights;
      classWeights = from.classWeights;
      callbacks = from.callbacks;
      step = from.step;
    }

    FitOptions options() {
      return new FitOptions(
          epochs,
          initialEpoch,
          batchSize,
          order,
          validation,
          validationSplit,
          sampleWeights,
          classWeights,
          callbacks,
          step);
    }
  }

  private FitOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /**
   * With another number of epochs.
   *
   * @param epochs number of the epoch behind the last
   * @return a changed copy
   */
  public FitOptions withEpochs(int epochs) {
    return with(draft -> draft.epochs = epochs);
  }

  /**
   * With another first epoch, to go on where a training ended.
   *
   * @param initialEpoch 0-based
   * @return a changed copy
   */
  public FitOptions withInitialEpoch(int initialEpoch) {
    return with(draft -> draft.initialEpoch = initialEpoch);
  }

  /**
   * With another batch size.
   *
   * @param batchSize rows of a step
   * @return a changed copy
   */
  public FitOptions withBatchSize(int batchSize) {
    return with(draft -> draft.batchSize = batchSize);
  }

  /**
   * With a given order of rows.
   *
   * @param order the order of rows in each epoch
   * @return a changed copy
   */
  public FitOptions withOrder(RowOrder order) {
    return with(draft -> draft.order = Optional.of(order));
  }

  /**
   * In the order of the data, Keras' {@code shuffle=False}.
   *
   * @return a changed copy
   */
  public FitOptions withoutShuffle() {
    return withOrder(RowOrder.inOrder());
  }

  /**
   * With rows to evaluate after each epoch.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @return a changed copy
   */
  public FitOptions withValidation(INDArray x, INDArray y) {
    return withValidation(new Validation(x, y, Optional.empty()));
  }

  /**
   * With weighted rows to evaluate after each epoch.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @param sampleWeights a weight per row, shape [rows]
   * @return a changed copy
   */
  public FitOptions withValidation(INDArray x, INDArray y, INDArray sampleWeights) {
    return withValidation(new Validation(x, y, Optional.of(sampleWeights)));
  }

  private FitOptions withValidation(Validation rows) {
    return with(draft -> draft.validation = Optional.of(rows));
  }

  /**
   * With the last rows of the training data taken for validation, before any shuffling.
   *
   * @param share in [0, 1)
   * @return a changed copy
   */
  public FitOptions withValidationSplit(double share) {
    return with(draft -> draft.validationSplit = share);
  }

  /**
   * With a weight for each row's loss.
   *
   * @param weights shape [rows]
   * @return a changed copy
   */
  public FitOptions withSampleWeights(INDArray weights) {
    return with(draft -> draft.sampleWeights = Optional.of(weights));
  }

  /**
   * With a weight for each class; sample weights are multiplied with it.
   *
   * @param weights a weight a class id
   * @return a changed copy
   */
  public FitOptions withClassWeights(Map<Integer, Double> weights) {
    return with(draft -> draft.classWeights = weights);
  }

  /**
   * With more callbacks, after those that are there.
   *
   * @param more called in this order
   * @return a changed copy
   */
  public FitOptions withCallbacks(Callback... more) {
    List<Callback> all = new ArrayList<>(callbacks);
    all.addAll(List.of(more));
    return with(draft -> draft.callbacks = all);
  }

  /**
   * With a given implementation of a step.
   *
   * @param step which implementation
   * @return a changed copy
   */
  public FitOptions withStep(StepChoice step) {
    return with(draft -> draft.step = step);
  }
}
