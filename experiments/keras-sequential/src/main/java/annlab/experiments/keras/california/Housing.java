package annlab.experiments.keras.california;

import annlab.datasets.CaliforniaHousing;
import annlab.datasets.DataHome;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.networks.Callback;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Normalization;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.random.Seeds;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * California housing as the chapter divides it, and its regression networks.
 *
 * @param train 11,610 rows, or the first of them
 * @param validation 3,870 rows
 * @param test 5,160 rows
 */
public record Housing(Samples train, Samples validation, Samples test) {
  private static final double TEST_SHARE = 0.25;
  private static final int SPLIT_SEED = 42;

  /**
   * Reads and splits.
   *
   * @param home where the file is found
   * @param rows training rows to keep; 0 for all
   */
  public static Housing load(DataHome home, int rows) {
    Split outer = Split.of(CaliforniaHousing.load(home), TEST_SHARE, SPLIT_SEED);
    Split inner = Split.of(outer.train(), TEST_SHARE, SPLIT_SEED);
    return new Housing(
        FashionMnistExperiment.first(inner.train(), rows), inner.test(), outer.test());
  }

  /**
   * A network that normalizes its inputs, then hidden layers of ReLU, then one output.
   *
   * @param seeds where weights and order come from
   * @param type what it computes in
   * @param optimizer how it learns
   * @param hidden units of each hidden layer
   */
  public Model model(Seeds seeds, DataType type, Optimizer optimizer, int... hidden) {
    // listing: H3-first-loss, H3-second-loss, H3-double-precision, H6-loss, H6-val-loss
    Sequential layers =
        Sequential.of(Input.of(train.x().size(1)), new Normalization().adapt(train.x()));
    for (int units : hidden) { // 50, 50, 50 with Adam; 30, 30 with gradient descent
      layers.add(new Dense(units, Activation.RELU));
    }
    return layers
        .add(new Dense(1))
        .seed(seeds) // Seeds.keras2(42)
        .dataType(type)
        .compile(Loss.meanSquaredError(), optimizer);
    // end listing
  }

  /** Trains on the training rows and validates after each epoch. */
  public History fit(Model model, int epochs, Callback callback) {
    History history =
        model.fit(
            train.x(),
            train.y(),
            FitOptions.defaults()
                .withEpochs(epochs)
                .withValidation(validation.x(), validation.y())
                .withCallbacks(callback));
    if (history.epochs().isEmpty()) {
      throw new IllegalStateException("training ended before its first epoch did");
    }
    return history;
  }

  /** Root of the mean squared error on the test rows. */
  public double testRmse(Model model) {
    // listing: H3-seed-test-rmse, H6-seed-test-rmse
    Evaluation evaluation = model.evaluate(test.x(), test.y()); // 5,160 districts
    double meanSquaredError = evaluation.loss();
    double rmse = Math.sqrt(meanSquaredError);
    // in units of 100,000 dollars
    return rmse;
    // end listing
  }
}
