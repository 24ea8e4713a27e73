package annlab.experiments.keras.seeds;

import annlab.datasets.Samples;
import annlab.experiments.keras.TrainingChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.Training;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains the chapter's network where a gap between training and validation must open.
 *
 * @param plenty rows to train on
 * @param little a few of them
 * @param validation rows to validate on
 * @param epochs over all rows; over the few there are as many steps
 * @param movedBy pixels by which the other validation images are moved to the right
 */
public record Gaps(Samples plenty, Samples little, Samples validation, int epochs, int movedBy) {
  /** Enough for a standard error of an accuracy of 0.012. */
  static final int VALIDATION_ROWS = 1_000;

  private static final int FEW_NEURONS = 10;
  private static final int BY_HEART_EPOCHS = 100;

  /**
   * One seed's trainings.
   *
   * @param plenty on all rows
   * @param moved accuracy on the moved validation images after each epoch of it
   * @param little on few rows, as many steps
   * @param byHeart how much better many parameters learn labels drawn by lot than few do
   */
  record OfSeed(History plenty, List<Double> moved, History little, double byHeart) {
    /** How much larger the last gap is on few rows. */
    double littleData() {
      return SeedsMeasures.gap(little) - SeedsMeasures.gap(plenty);
    }

    /** How much larger the first gap is with moved validation images. */
    double mismatch() {
      return plenty.series("val_accuracy").get(0) - moved.get(0);
    }
  }

  OfSeed of(long seed, Callback callback) {
    List<Double> moved = new ArrayList<>();
    History all = onPlenty(seed, moved(validation, movedBy), moved, callback);
    History few = onLittle(seed, callback);
    double many = byHeart(FashionMnistExperiment.model(seed), seed, callback);
    return new OfSeed(all, moved, few, many - byHeart(small(seed), seed, callback));
  }

  /** Trains on all rows, and after each epoch looks at other validation images too. */
  public History onPlenty(long seed, Samples other, List<Double> accuracies, Callback callback) {
    // listing: G17
    Model model = FashionMnistExperiment.model(seed);
    Callback alsoOther = // the same validation images, moved to the right by three pixels
        new Callback() {
          @Override
          public void epochEnd(Training training, Epoch epoch) {
            accuracies.add(training.model().evaluate(other.x(), other.y()).value("accuracy"));
          }
        };
    FitOptions options = options(epochs).withCallbacks(callback, alsoOther);
    History history = model.fit(plenty.x(), plenty.y(), options);
    // end listing
    return history;
  }

  public History onLittle(long seed, Callback callback) {
    // listing: F14-little-data
    Model model = FashionMnistExperiment.model(seed);
    long steps = epochs * batches(plenty.count()); // as many on 500 images as on 5,000
    FitOptions options =
        options(Math.toIntExact(steps / batches(little.count()))).withCallbacks(callback);
    History history = model.fit(little.x(), little.y(), options);
    // end listing
    return history;
  }

  /** Training accuracy that a network reaches on few images with labels drawn by lot. */
  public double byHeart(Model model, long seed, Callback callback) {
    // listing: F14-many-parameters
    int[] lots = new SplittableRandom(seed).ints(little.count(), 0, 10).toArray();
    INDArray labels = Nd4j.createFromArray(lots); // they tell nothing of the images
    FitOptions options = FitOptions.defaults().withEpochs(BY_HEART_EPOCHS).withCallbacks(callback);
    History history = model.fit(little.x(), labels, options);
    double accuracy = TrainingChecks.last(history, "accuracy");
    // end listing
    return accuracy;
  }

  private FitOptions options(int epochs) {
    return FitOptions.defaults().withEpochs(epochs).withValidation(validation.x(), validation.y());
  }

  private static long batches(long rows) {
    return (rows + FitOptions.BATCH_SIZE - 1) / FitOptions.BATCH_SIZE;
  }

  /** A network of few parameters for the same images. */
  public static Model small(long seed) {
    return Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(FEW_NEURONS, Activation.RELU),
            new Dense(10, Activation.SOFTMAX))
        .seed(seed)
        .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(), Metric.accuracy());
  }

  /** The same images with every row of pixels moved to the right; what is left is white. */
  public static Samples moved(Samples images, int pixels) {
    INDArray x = Nd4j.zeros(images.x().dataType(), images.x().shape());
    INDArrayIndex all = NDArrayIndex.all();
    INDArray right = x.get(all, all, NDArrayIndex.interval(pixels, 28));
    right.assign(images.x().get(all, all, NDArrayIndex.interval(0, 28 - pixels)));
    return new Samples(x, images.y());
  }
}
