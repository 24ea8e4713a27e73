package annlab.experiments.keras.seeds;

import annlab.datasets.Samples;
import annlab.networks.Callback;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import java.util.function.LongFunction;

/**
 * Trains the same network from one seed or another. A network shares nothing with another one but
 * the rows, so it makes no difference which thread trains it.
 *
 * @param train rows to train on
 * @param validation rows to validate on after each epoch
 * @param test rows to test on after the last one
 * @param model makes the network of a seed
 */
public record SeedTraining(
    Samples train, Samples validation, Samples test, LongFunction<Model> model) {
  /**
   * One seed's training.
   *
   * @param model as trained
   * @param history its epochs
   * @param test loss and accuracy on the test rows after them
   */
  public record Trained(Model model, History history, Evaluation test) {}

  /**
   * Trains and tests one seed.
   *
   * @throws IllegalStateException if it was stopped before its first epoch ended
   */
  public Trained from(long seed, int epochs, Callback callback) {
    // listing: G5-mean-validation-accuracy, G5-spread, G6, G13-mean-test-accuracy
    Model network = model.apply(seed); // 784-300-100-10, compiled as in the chapter
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(epochs) // 30
            .withValidation(validation.x(), validation.y())
            .withCallbacks(callback);
    History history = network.fit(train.x(), train.y(), options);
    Evaluation evaluation = network.evaluate(test.x(), test.y());
    // end listing
    if (history.epochs().isEmpty()) {
      throw new IllegalStateException("training ended before its first epoch did");
    }
    return new Trained(network, history, evaluation);
  }

  /** Trains on, with validation, to a number of epochs counted from the first training's start. */
  public History further(Trained trained, int to, Callback callback) {
    // listing: G10-best-validation-accuracy, G10-training-accuracy, G10-steps
    Model model = trained.model(); // after 30 epochs
    FitOptions options =
        FitOptions.defaults()
            .withInitialEpoch(trained.history().epochs().size())
            .withEpochs(to) // 60
            .withValidation(validation.x(), validation.y())
            .withCallbacks(callback);
    History more = model.fit(train.x(), train.y(), options);
    // end listing
    return more;
  }
}
