package annlab.bench;

import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import java.util.ArrayList;
import java.util.List;

/** A sweep's curve with both axes logarithmic. */
final class SweepChart {
  private static final List<Hue> HUES =
      List.of(Hue.GREY, Hue.BLUE, Hue.VERMILION, Hue.GREEN, Hue.PURPLE);

  private SweepChart() {}

  static String svg(Sweep.Curve curve) {
    LineChart chart =
        LineChart.titled(
            curve.title(), "log10(" + curve.variable() + ")", "log10(milliseconds a step)");
    List<Double> x = curve.sizes().stream().map(size -> Math.log10(size)).toList();
    List<String> names = new ArrayList<>(curve.results().get(0).times().keySet());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      List<Double> y =
          curve.results().stream()
              .map(result -> Math.log10(result.median(name).orElse(Double.NaN)))
              .toList();
      Stroke stroke = name.equals(Goal.FLOOR) ? Stroke.DASHED : Stroke.SOLID;
      chart = chart.with(new Series(name, x, y, HUES.get(i % HUES.size()), stroke));
    }
    return chart.svg();
  }
}
