package annlab.experiments.keras;

import annlab.networks.Epoch;
import annlab.networks.History;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Measures what the chapter says of the training and of its curves. */
final class TrainingChecks {
  /** Keras' names, in its order. */
  static final List<String> SERIES = List.of("loss", "accuracy", "val_loss", "val_accuracy");

  private final Map<String, Double> numbers;

  private TrainingChecks(Map<String, Double> numbers) {
    this.numbers = numbers;
  }

  /**
   * Puts the number of each claim about the training.
   *
   * @param history the training, at least one epoch
   * @param published the notebook's training
   * @param epochs the number of epochs asked for
   * @param numbers receives a number for each claim
   */
  static void measure(
      History history, Published published, int epochs, Map<String, Double> numbers) {
    TrainingChecks checks = new TrainingChecks(numbers);
    numbers.put("G5-validation-accuracy", last(history, "val_accuracy"));
    numbers.put("G7-history", (double) historyFaults(history, epochs));
    numbers.put("G4-training-batches", (double) history.epochs().get(0).steps());
    numbers.put("G4-time-per-step", millisecondsPerStep(history));
    numbers.put(
        "G9-figure",
        HalfEpochShift.ratio(
            history.series("loss"), history.series("val_loss"), HalfEpochShift.LEFT));
    numbers.put("G8-direction", (double) wrongDirections(history));
    checks.distances(history, published);
    checks.timeInProgressLine(published);
  }

  /**
   * Puts how many batches there are.
   *
   * @param batchSize rows of a batch
   * @param train rows to train on
   * @param validation rows to validate on
   * @param test rows to test on
   * @param numbers receives a number for each claim
   */
  static void measureBatches(
      int batchSize, long train, long validation, long test, Map<String, Double> numbers) {
    numbers.put("G4-last-batch", (double) ((train - 1) % batchSize + 1));
    numbers.put("G4-validation-batches", Math.ceil((double) validation / batchSize));
    numbers.put("G4-test-batches", Math.ceil((double) test / batchSize));
  }

  static double last(History history, String name) {
    List<Double> series = history.series(name);
    return series.get(series.size() - 1);
  }

  static double millisecondsPerStep(History history) {
    long steps = history.epochs().stream().mapToLong(Epoch::steps).sum();
    double nanos = history.epochs().stream().mapToDouble(epoch -> epoch.took().toNanos()).sum();
    return nanos / 1e6 / steps;
  }

  private static int historyFaults(History history, int epochs) {
    int faults = history.params().keySet().containsAll(List.of("epochs", "steps")) ? 0 : 1;
    faults += Math.abs(history.epochs().size() - epochs);
    for (int i = 0; i < history.epochs().size(); i++) {
      faults += history.epochs().get(i).number() == i ? 0 : 1;
    }
    Map<String, List<Double>> values = history.history();
    faults += new TreeSet<>(values.keySet()).equals(new TreeSet<>(SERIES)) ? 0 : 1;
    for (List<Double> series : values.values()) {
      faults += series.size() == epochs ? 0 : 1;
    }
    return faults;
  }

  /** Curves whose last third lies on the wrong side of their first third. */
  private static int wrongDirections(History history) {
    int wrong = 0;
    for (String name : SERIES) {
      List<Double> series = history.series(name);
      int third = (series.size() + 2) / 3;
      double early = mean(series.subList(0, third));
      double late = mean(series.subList(series.size() - third, series.size()));
      boolean right = name.endsWith("loss") ? late < early : late > early;
      wrong += right ? 0 : 1;
    }
    return wrong;
  }

  private void distances(History history, Published published) {
    List<Double> ours = history.series("loss");
    List<Double> theirs = published.series("loss");
    double largest = 0;
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      largest = Math.max(largest, Math.abs(ours.get(i) - theirs.get(i)));
    }
    numbers.put("G8-learning-curves", largest);
  }

  private void timeInProgressLine(Published published) {
    double perStep = published.printedTime() * published.batches();
    double perSample = published.printedTime() * published.rows();
    numbers.put(
        "X6-time-per-step",
        Math.abs(perStep - published.epochSeconds())
            / Math.abs(perSample - published.epochSeconds()));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
