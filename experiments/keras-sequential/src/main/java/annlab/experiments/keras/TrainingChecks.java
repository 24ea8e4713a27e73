package annlab.experiments.keras;

import annlab.networks.Epoch;
import annlab.networks.History;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Measures what the chapter says of the training and of its curves. */
public final class TrainingChecks {
  /** Keras' names, in its order. */
  public static final List<String> SERIES = List.of("loss", "accuracy", "val_loss", "val_accuracy");

  private TrainingChecks() {}

  /**
   * Puts the number of each claim about the training.
   *
   * @param history the training, at least one epoch
   * @param published the notebook's training
   * @param epochs the number of epochs asked for
   * @param numbers receives a number for each claim
   */
  public static void measure(
      History history, Published published, int epochs, Map<String, Double> numbers) {
    numbers.put("G5-validation-accuracy", last(history, "val_accuracy"));
    numbers.put("G7-history", (double) historyFaults(history, epochs));
    numbers.put("G4-training-batches", (double) steps(history));
    numbers.put("G4-time-per-step", millisecondsPerStep(history));
    numbers.put(
        "G9-figure",
        HalfEpochShift.ratio(
            history.series("loss"), history.series("val_loss"), HalfEpochShift.LEFT));
    numbers.put("G8-direction", (double) wrongDirections(history));
    numbers.put("G8-learning-curves", lossDistance(history, published));
    numbers.put(
        "X6-time-per-step",
        timeInProgressLine(published.printedTime(), published.batches(), published));
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
  public static void measureBatches(
      int batchSize, long train, long validation, long test, Map<String, Double> numbers) {
    // listing: G4-last-batch, G4-validation-batches, G4-test-batches
    long last = (train - 1) % batchSize + 1; // train: 55,000 rows, batchSize: 32
    double validationBatches = Math.ceil((double) validation / batchSize);
    double testBatches = Math.ceil((double) test / batchSize);
    numbers.put("G4-last-batch", (double) last);
    numbers.put("G4-validation-batches", validationBatches);
    numbers.put("G4-test-batches", testBatches);
    // end listing
  }

  public static double last(History history, String name) {
    List<Double> series = history.series(name);
    return series.get(series.size() - 1);
  }

  /** Steps of every epoch, 0 if they are not the same in all. */
  static int steps(History history) {
    // listing: G4-training-batches
    int first = history.epochs().get(0).steps(); // 1,718 of 32 rows and one of 24
    for (Epoch epoch : history.epochs()) {
      if (epoch.steps() != first) {
        return 0;
      }
    }
    // end listing
    return first;
  }

  public static double millisecondsPerStep(History history) {
    // listing: G4-time-per-step
    long steps = 0;
    double nanos = 0;
    for (Epoch epoch : history.epochs()) {
      steps += epoch.steps();
      nanos += epoch.took().toNanos(); // without validation
    }
    return nanos / 1e6 / steps;
    // end listing
  }

  static int historyFaults(History history, int epochs) {
    // listing: G7
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
    // end listing
    return faults;
  }

  /** Curves whose last third lies on the wrong side of their first third. */
  static int wrongDirections(History history) {
    int wrong = 0;
    // listing: G8-direction
    for (String name : SERIES) {
      List<Double> series = history.series(name);
      int third = (series.size() + 2) / 3;
      double early = mean(series.subList(0, third));
      double late = mean(series.subList(series.size() - third, series.size()));
      boolean right = name.endsWith("loss") ? late < early : late > early;
      wrong += right ? 0 : 1;
    }
    // end listing
    return wrong;
  }

  private static double lossDistance(History history, Published published) {
    // listing: G8-learning-curves
    List<Double> ours = history.series("loss");
    List<Double> theirs = published.series("loss");
    double largest = 0;
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      largest = Math.max(largest, Math.abs(ours.get(i) - theirs.get(i)));
    }
    // end listing
    return largest;
  }

  /**
   * How far the time in the progress line is from that of a step, divided by how far it is from
   * that of a sample.
   *
   * @param time seconds in the progress line
   * @param batches steps of an epoch
   * @param published the notebook's training
   */
  static double timeInProgressLine(double time, int batches, Published published) {
    // listing: X6
    double epoch = published.epochSeconds(); // 2 s, as printed
    double ofSteps = time * batches; // 1,719 steps
    double ofSamples = time * published.rows(); // 55,000 images
    double fromSteps = Math.abs(ofSteps - epoch);
    double fromSamples = Math.abs(ofSamples - epoch);
    // end listing
    return fromSteps / fromSamples;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
