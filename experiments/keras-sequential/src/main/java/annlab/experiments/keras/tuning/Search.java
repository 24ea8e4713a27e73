package annlab.experiments.keras.tuning;

import annlab.datasets.Samples;
import annlab.experiments.keras.SideBySide;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.TrainingDivergedException;
import annlab.networks.callbacks.EarlyStopping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tries settings on training rows and compares them on validation rows, each with early stopping,
 * two at a time. The test set is out of its reach.
 */
public final class Search {
  /** What a network that diverged is worth: one of ten classes, guessed. */
  static final double GUESSING = 0.1;

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
   * @param knob what was turned
   * @param setting the setting
   * @param accuracy best validation accuracy of its epochs; {@link #GUESSING} if training diverged
   * @param model with the weights of the epoch of the lowest validation loss, or untrained if
   *     training diverged
   */
  public record Trial(String knob, Setting setting, double accuracy, Model model) {}

  /**
   * A search.
   *
   * @param epochs at most so many for each setting
   * @param seed of all trainings
   * @param callback told of every training, from two threads
   */
  public Search(Samples train, Samples validation, int epochs, long seed, Callback callback) {
    this.train = train;
    this.validation = validation;
    this.epochs = epochs;
    this.seed = seed;
    this.callback = callback;
  }

  /** Tries each value of a knob. */
  public <T> List<Trial> grid(String knob, Function<T, Setting> setting, List<T> values) {
    return attempt(knob, values.stream().map(setting).toList());
  }

  /** Tries settings drawn at random, from the search's seed. */
  List<Trial> random(String knob, Function<SplittableRandom, Setting> draw, int times) {
    SplittableRandom random = new SplittableRandom(seed);
    return attempt(knob, Stream.generate(() -> draw.apply(random)).limit(times).toList());
  }

  /** Tries settings; the order of the trials is theirs, whichever ends first. */
  public List<Trial> attempt(String knob, List<Setting> settings) {
    AtomicReferenceArray<Trial> tried = new AtomicReferenceArray<>(settings.size());
    List<Runnable> trainings = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      int at = i;
      trainings.add(() -> tried.set(at, train(knob, settings.get(at))));
    }
    SideBySide.run(trainings, SideBySide.threads());
    List<Trial> inOrder = IntStream.range(0, tried.length()).mapToObj(tried::get).toList();
    trials.addAll(inOrder);
    return inOrder;
  }

  private Trial train(String knob, Setting setting) {
    // listing: G12-optimizer
    Model model = setting.model(seed);
    FitOptions options =
        FitOptions.defaults()
            .withEpochs(epochs)
            .withBatchSize(setting.batchSize())
            .withValidation(validation.x(), validation.y())
            .withCallbacks(new EarlyStopping(PATIENCE, true), callback);
    double accuracy;
    try {
      History history = model.fit(train.x(), train.y(), options);
      accuracy = Collections.max(history.series("val_accuracy"));
    } catch (TrainingDivergedException e) { // too high a rate
      accuracy = GUESSING;
      model = setting.model(seed); // as it was drawn
    }
    // end listing
    return new Trial(knob, setting, accuracy, model);
  }

  public static Trial best(List<Trial> trials) {
    return Collections.max(trials, Comparator.comparingDouble(Trial::accuracy));
  }

  /** What a knob is worth: the best accuracy that it gave less the worst. */
  public static double effect(List<Trial> trials) {
    double worst = trials.stream().mapToDouble(Trial::accuracy).min().orElseThrow();
    return best(trials).accuracy() - worst;
  }

  public List<Trial> trials() {
    return List.copyOf(trials);
  }
}
