package annlab.experiments.keras.seeds;

import annlab.datasets.Samples;
import annlab.experiments.keras.AcrossSeeds;
import annlab.experiments.keras.Bits;
import annlab.experiments.keras.HalfEpochShift;
import annlab.experiments.keras.Published;
import annlab.experiments.keras.TrainingChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measures what holds over several seeds, and what training on gives. */
public final class SeedsMeasures {
  private final List<History> histories;
  private final Map<String, Double> metrics = new LinkedHashMap<>();

  /**
   * The trainings of several seeds.
   *
   * @param histories one a seed, at least two
   */
  public SeedsMeasures(List<History> histories) {
    this.histories = histories;
  }

  Map<String, Double> metrics() {
    return metrics;
  }

  public void measure(Map<String, Double> numbers) {
    AcrossSeeds accuracy = across(history -> TrainingChecks.last(history, "val_accuracy"));
    numbers.put("G5-mean-validation-accuracy", accuracy.mean());
    numbers.put("G5-spread", accuracy.deviation());
    metrics.put("mean_val_accuracy", accuracy.mean());
    numbers.put("G6-gap", across(SeedsMeasures::gap).mean());
    AcrossSeeds ratios = across(history -> shifted(history, HalfEpochShift.LEFT));
    numbers.put("G9-half-epoch-shift", ratios.atMost());
    metrics.put("mean_half_epoch_ratio", ratios.mean());
  }

  public void measureTests(List<Evaluation> tests, Map<String, Double> numbers) {
    AcrossSeeds accuracy = new AcrossSeeds(tests.stream().map(e -> e.value("accuracy")).toList());
    AcrossSeeds loss = new AcrossSeeds(tests.stream().map(Evaluation::loss).toList());
    numbers.put("G13-mean-test-accuracy", accuracy.mean());
    numbers.put("G13-mean-test-loss", loss.mean());
    numbers.put("G13-test-loss-in-band", fromPublished(loss));
    metrics.put("mean_test_accuracy", accuracy.mean());
    metrics.put("mean_test_loss", loss.mean());
    metrics.put("sd_test_loss", loss.deviation());
  }

  private AcrossSeeds across(ToDoubleFunction<History> number) {
    return new AcrossSeeds(
        histories.stream().map(history -> number.applyAsDouble(history)).toList());
  }

  public static double gap(History history) {
    return TrainingChecks.last(history, "accuracy") - TrainingChecks.last(history, "val_accuracy");
  }

  public static double shifted(History history, int direction) {
    return HalfEpochShift.ratio(history.series("loss"), history.series("val_loss"), direction);
  }

  /** Distance of the published test loss from ours, in standard deviations of one more draw. */
  static double fromPublished(AcrossSeeds losses) {
    // listing: G13-test-loss-in-band, G13-mean-test-loss
    double published = Published.load().test("loss");
    double mean = losses.mean(); // of one test loss a seed
    int seeds = losses.values().size();
    double oneMore = losses.deviation() * Math.sqrt(1 + 1.0 / seeds);
    return Math.abs(published - mean) / oneMore;
    // end listing
  }

  /**
   * Measures the second call of fit.
   *
   * @param more its epochs
   * @param model the model after it
   */
  public static void measureFurther(History more, Model model, Map<String, Double> numbers) {
    numbers.put("G10-best-validation-accuracy", Collections.max(more.series("val_accuracy")));
    numbers.put("G10-training-accuracy", (double) fallingThirds(more.series("accuracy")));
    numbers.put("G10-steps", (double) model.iterations());
  }

  /** Thirds whose mean is not above that of the third before. */
  public static int fallingThirds(List<Double> values) {
    int third = values.size() / 3;
    int falling = 0;
    for (int i = 1; i < 3; i++) {
      falling += mean(values, i, third) > mean(values, i - 1, third) ? 0 : 1;
    }
    return falling;
  }

  private static double mean(List<Double> values, int number, int third) {
    return values.subList(number * third, (number + 1) * third).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** Weights in which one epoch and then another differ from two epochs at once. */
  public static int differentWeights(Samples few, long seed, long otherSeed) {
    // listing: G10-same-bits
    Model twice = FashionMnistExperiment.model(seed);
    twice.fit(few.x(), few.y());
    twice.fit(few.x(), few.y(), FitOptions.defaults().withInitialEpoch(1).withEpochs(2));
    Model once = FashionMnistExperiment.model(otherSeed); // the same seed
    once.fit(few.x(), few.y(), FitOptions.defaults().withEpochs(2));
    return Bits.different(once.parameters(), twice.parameters());
    // end listing
  }
}
