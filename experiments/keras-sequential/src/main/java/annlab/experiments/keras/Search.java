package annlab.experiments.keras;

import annlab.datasets.Samples;
import annlab.networks.Callback;
import annlab.networks.EarlyStopping;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.TrainingDivergedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tries settings on training rows and compares them on validation rows, each with early stopping.
 * The test set is out of its reach unless it breaks the seal.
 */
final class Search {
  private static final int PATIENCE = 3;

  private final Samples train;
  private final Samples validation;
  private final int epochs;
  private final long seed;
  private final Callback callback;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * A setting that was tried.
   *
   * @param setting the setting
   * @param accuracy best validation accuracy of its epochs; 0 if training diverged
   * @param model with the weights of the epoch of the lowest validation loss
   */
  record Trial(Setting setting, double accuracy, Model model) {}

  /**
   * A search.
   *
   * @param epochs at most so many for each setting
   * @param seed of all trainings
   * @param callback told of every training
   */
  Search(Samples train, Samples validation, int epochs, long seed, Callback callback) {
    this.train = train;
    this.validation = validation;
    this.epochs = epochs;
    this.seed = seed;
    this.callback = callback;
  }

  Trial attempt(Setting setting) {
    Model model = setting.model(seed);
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(epochs)
            .withBatchSize(setting.batchSize())
            .withValidation(validation.x(), validation.y())
            .withCallbacks(new EarlyStopping(PATIENCE, true), callback);
    Trial trial;
    try {
      History history = model.fit(train.x(), train.y(), options);
      trial = new Trial(setting, Collections.max(history.series("val_accuracy")), model);
    } catch (TrainingDivergedException e) {
      trial = new Trial(setting, 0, setting.model(seed));
    }
    trials.add(trial);
    return trial;
  }

  /** Tries each value of a knob. */
  <T> List<Trial> grid(Function<T, Setting> setting, List<T> values) {
    return values.stream().map(value -> attempt(setting.apply(value))).toList();
  }

  /** Tries settings drawn at random. */
  List<Trial> random(Function<SplittableRandom, Setting> draw, int times) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> attempt(draw.apply(random))).limit(times).toList();
  }

  static Trial best(List<Trial> trials) {
    return Collections.max(trials, Comparator.comparingDouble(Trial::accuracy));
  }

  /** What a knob is worth: the best accuracy that it gave less the worst. */
  static double effect(List<Trial> trials) {
    double worst = trials.stream().mapToDouble(Trial::accuracy).min().orElseThrow();
    return best(trials).accuracy() - worst;
  }

  List<Trial> trials() {
    return List.copyOf(trials);
  }
}
