package annlab.experiments.keras.tuning;

import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.RmsProp;
import annlab.networks.optimizers.Sgd;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * One choice of the chapter's knobs.
 *
 * @param optimizer how it learns
 * @param rate learning rate
 * @param hidden units of each hidden layer
 * @param activation of the hidden layers
 * @param batchSize rows of a step
 */
public record Setting(
    Learner optimizer, double rate, List<Integer> hidden, Activation activation, int batchSize) {
  /** The chapter's network as it stands. */
  public static final Setting CHAPTER =
      new Setting(Learner.SGD, Sgd.LEARNING_RATE, List.of(300, 100), Activation.RELU, 32);

  /** Optimizers to try. */
  public enum Learner {
    SGD,
    MOMENTUM,
    ADAM,
    RMSPROP;

    Optimizer with(double rate) {
      return switch (this) {
        case SGD -> new Sgd(rate);
        case MOMENTUM -> new Sgd(LearningRate.constant(rate), 0.9, true);
        case ADAM -> new Adam(rate);
        case RMSPROP -> new RmsProp(rate);
      };
    }
  }

  public Setting {
    hidden = List.copyOf(hidden);
  }

  public Setting withRate(double other) {
    return new Setting(optimizer, other, hidden, activation, batchSize);
  }

  public Setting withOptimizer(Learner other) {
    return new Setting(other, rate, hidden, activation, batchSize);
  }

  Setting withLayers(int layers, int units, Activation other) {
    return new Setting(optimizer, rate, Collections.nCopies(layers, units), other, batchSize);
  }

  public Setting withBatchSize(int rows) {
    return new Setting(optimizer, rate, hidden, activation, rows);
  }

  Model model(long seed) {
    Sequential layers = Sequential.of(Input.of(28, 28), new Flatten());
    hidden.forEach(units -> layers.add(new Dense(units, activation)));
    return layers
        .add(new Dense(10, Activation.SOFTMAX))
        .seed(seed)
        .compile(Loss.sparseCategoricalCrossentropy(), optimizer.with(rate), Metric.accuracy());
  }

  @Override
  public String toString() {
    return optimizer.name().toLowerCase(Locale.ROOT)
        + " "
        + rate
        + ", "
        + hidden
        + " "
        + activation.kerasName()
        + ", batches of "
        + batchSize;
  }
}
