package annlab.experiments.keras.california;

import annlab.experiments.keras.Reference;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import annlab.networks.History;
import java.util.List;

/** The losses of a regression network, published and ours. */
public final class LossCurves {
  public static final List<String> SERIES = List.of("loss", "val_loss");

  private LossCurves() {}

  /**
   * Keeps a figure of both losses, ours over the published ones.
   *
   * @param title its heading
   * @param caption what it shows
   * @param history our training
   * @param pointer where {@link Reference#california} has the published one, as {@code /adam/}
   * @param context the run
   */
  static void keep(
      String title, String caption, History history, String pointer, RunContext context) {
    LineChart chart = LineChart.titled(title, "epoch", "mean squared error");
    Reference reference = Reference.california();
    for (String name : SERIES) {
      chart =
          chart.with(
              Series.steps(
                  name + ", published",
                  1,
                  reference.numbers(pointer + name),
                  hue(name),
                  Stroke.DASHED));
    }
    for (String name : SERIES) {
      chart =
          chart.with(
              Series.steps(name + ", ours", 1, history.series(name), hue(name), Stroke.SOLID));
    }
    context.figure(new Figure("loss-curves", "1.3.3", caption, chart.svg()));
  }

  private static Hue hue(String name) {
    return name.equals("loss") ? Hue.BLUE : Hue.VERMILION;
  }
}
