package annlab.experiments.keras.seeds;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.experiments.keras.Published;
import annlab.experiments.keras.SeriesDistance;
import annlab.experiments.keras.TrainingChecks;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LearningCurves;
import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import annlab.networks.History;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the published training and ours from the same seed: curves, differences, a table. */
final class PublishedCurves {
  private final Map<String, List<Double>> ours;
  private final Map<String, List<Double>> published = new LinkedHashMap<>();

  PublishedCurves(History history, Published published) {
    this.ours = history.history();
    TrainingChecks.SERIES.forEach(name -> this.published.put(name, published.series(name)));
  }

  void keep(RunContext context) {
    context.figure(
        new Figure(
            "published-curve",
            "1.3.2",
            "The notebook's 30 epochs as points, and ours as lines, computed from Keras' seed 42 alone:"
                + " the same initial weights, the same order of rows.",
            LearningCurves.chart("Fashion MNIST from Keras' seed 42", ours, published).svg()));
    context.figure(
        new Figure(
            "published-difference",
            "1.3.2",
            "What is left between the two: ours minus published in each epoch. Dotted: what is"
                + " allowed. Printing four decimals alone leaves up to 0.00005.",
            LineChart.beside(
                List.of(
                    differences("On the training set", "loss", "accuracy"),
                    differences("On the validation set", "val_loss", "val_accuracy")))));
    context.artifact("published-and-ours.csv", csv().getBytes(UTF_8));
  }

  private LineChart differences(String title, String loss, String accuracy) {
    return bounded(
        bounded(LineChart.titled(title, "epoch", "ours - published"), loss, Hue.VERMILION),
        accuracy,
        Hue.BLUE);
  }

  private LineChart bounded(LineChart chart, String name, Hue hue) {
    List<Double> differences = differences(name);
    double band = KerasSeedClaims.band(name);
    return chart
        .with(Series.steps(name, 1, differences, hue, Stroke.SOLID))
        .withUnnamed(bound(name + " allowed", differences.size(), band, hue))
        .withUnnamed(bound(name + " allowed", differences.size(), -band, hue));
  }

  private static Series bound(String label, int epochs, double value, Hue hue) {
    return Series.steps(label, 1, Collections.nCopies(epochs, value), hue, Stroke.DOTTED);
  }

  private List<Double> differences(String name) {
    return SeriesDistance.differences(
        ours.getOrDefault(name, List.of()), published.getOrDefault(name, List.of()));
  }

  /** One line an epoch: published, ours and difference of each series. */
  private String csv() {
    StringBuilder csv = new StringBuilder("epoch");
    published
        .keySet()
        .forEach(name -> csv.append(",published_" + name + ",our_" + name + ",difference_" + name));
    csv.append('\n');
    for (int epoch = 0; epoch < differences("loss").size(); epoch++) {
      csv.append(epoch + 1);
      for (String name : published.keySet()) {
        csv.append(',').append(value(published, name, epoch));
        csv.append(',').append(value(ours, name, epoch));
        csv.append(',').append(differences(name).get(epoch));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static double value(Map<String, List<Double>> series, String name, int epoch) {
    return series.getOrDefault(name, List.of()).get(epoch);
  }
}
