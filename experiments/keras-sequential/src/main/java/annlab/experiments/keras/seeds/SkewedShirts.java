package annlab.experiments.keras.seeds;

import annlab.datasets.Samples;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/**
 * T-shirts (0) and shirts (1) of Fashion MNIST, where shirts are rare in training.
 *
 * @param train all T-shirts, and one shirt in ten
 * @param validation all of both
 * @param epochs passes over the training rows
 */
public record SkewedShirts(Samples train, Samples validation, int epochs) {
  static final int ONE_IN = 10;

  private static final int T_SHIRT = 0;
  private static final int SHIRT = 6;

  public static SkewedShirts of(Samples train, Samples validation, int epochs) {
    return new SkewedShirts(pick(train, ONE_IN), pick(validation, 1), epochs);
  }

  private static Samples pick(Samples all, int oneIn) {
    int[] labels = all.y().toIntVector();
    List<Integer> rows = new ArrayList<>();
    int shirts = 0;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] == T_SHIRT || (labels[row] == SHIRT && shirts++ % oneIn == 0)) {
        rows.add(row);
      }
    }
    int[] chosen = rows.stream().mapToInt(Integer::intValue).toArray();
    Samples picked = all.pick(chosen);
    int[] classes = new int[chosen.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = labels[chosen[i]] == SHIRT ? 1 : 0;
    }
    return new Samples(picked.x(), Nd4j.createFromArray(classes));
  }

  /** Share of the validation set's shirts that a network finds. */
  public double recall(long seed, Map<Integer, Double> classWeights, Callback callback) {
    // listing: G18
    Model model =
        Sequential.of(
                Input.of(28, 28),
                new Flatten(),
                new Dense(30, Activation.RELU),
                new Dense(1, Activation.SIGMOID))
            .seed(seed)
            .compile(Loss.binaryCrossentropy(), new Sgd(), new Metric.Recall());
    FitOptions options = FitOptions.defaults().withEpochs(epochs).withCallbacks(callback);
    model.fit(train.x(), train.y(), options.withClassWeights(classWeights));
    double recall = model.evaluate(validation.x(), validation.y()).value("recall");
    // end listing
    return recall;
  }
}
