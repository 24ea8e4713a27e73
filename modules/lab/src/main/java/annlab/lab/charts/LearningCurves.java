package annlab.lab.charts;

import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The chapter's learning curves, drawn from our runs with the published ones on them. */
public final class LearningCurves {
  private static final Map<String, Hue> HUES = hues();

  private LearningCurves() {}

  private static Map<String, Hue> hues() {
    Map<String, Hue> hues = new LinkedHashMap<>();
    hues.put("loss", Hue.BLUE);
    hues.put("accuracy", Hue.GREEN);
    hues.put("val_loss", Hue.VERMILION);
    hues.put("val_accuracy", Hue.PURPLE);
    return hues;
  }

  /**
   * Loss and accuracy by epoch: ours as lines, published as points.
   *
   * @param title the heading
   * @param ours our series by Keras' names; epochs count from 1
   * @param published the published series of the same names; may be empty
   * @return the chart, ordinates from 0 to 1 as in the chapter, or higher where a loss is
   */
  public static LineChart chart(
      String title, Map<String, List<Double>> ours, Map<String, List<Double>> published) {
    LineChart chart = LineChart.titled(title, "epoch", "loss, accuracy");
    for (Map.Entry<String, Hue> entry : HUES.entrySet()) {
      String name = entry.getKey();
      if (ours.containsKey(name)) {
        chart = chart.with(Series.steps(name, 1, ours.get(name), entry.getValue(), Stroke.SOLID));
      }
    }
    // last, so that they lie on a line that they agree with
    for (Map.Entry<String, Hue> entry : HUES.entrySet()) {
      String name = entry.getKey();
      if (published.containsKey(name)) {
        chart =
            chart.withUnnamed(
                Series.steps(
                    name + " (published)",
                    1,
                    published.get(name),
                    entry.getValue(),
                    Stroke.POINTS));
      }
    }
    if (!published.isEmpty()) {
      chart =
          chart
              .withKey(new LineChart.Key("ours", Hue.GREY, Stroke.SOLID))
              .withKey(new LineChart.Key("published", Hue.GREY, Stroke.POINTS));
    }
    double most =
        ours.values().stream()
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    return chart.withY(0, Math.max(1, most));
  }

  /**
   * Why the training curve is to be read half an epoch earlier: its values are means over the
   * epoch, those of validation are taken at the epoch's end. Left as reported, right shifted.
   *
   * @param series {@code loss} or {@code accuracy}
   * @param ours our series by Keras' names
   * @param epochs how many epochs to show, from the first on
   * @return SVG text of two charts
   */
  public static String halfEpochShift(String series, Map<String, List<Double>> ours, int epochs) {
    List<Double> training = first(ours.getOrDefault(series, List.of()), epochs);
    List<Double> validation = first(ours.getOrDefault("val_" + series, List.of()), epochs);
    Hue hue = HUES.getOrDefault(series, Hue.BLUE);
    Hue other = HUES.getOrDefault("val_" + series, Hue.VERMILION);
    Series check = Series.steps("val_" + series, 1, validation, other, Stroke.SOLID);
    LineChart reported =
        LineChart.titled("As reported", "epoch", series)
            .with(Series.steps(series, 1, training, hue, Stroke.SOLID))
            .with(check);
    LineChart shifted =
        LineChart.titled("Training shifted by half an epoch", "epoch", series)
            .withUnnamed(Series.steps(series + " (as reported)", 1, training, hue, Stroke.DOTTED))
            .with(
                Series.steps(series + ", half an epoch earlier", 0.5, training, hue, Stroke.SOLID))
            .with(check);
    return LineChart.beside(List.of(reported, shifted));
  }

  private static List<Double> first(List<Double> values, int count) {
    return values.subList(0, Math.min(count, values.size()));
  }
}
