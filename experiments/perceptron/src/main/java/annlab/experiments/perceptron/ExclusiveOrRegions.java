package annlab.experiments.perceptron;

import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures of what networks answer around the four points of exclusive or. */
final class ExclusiveOrRegions {
  private static final int SIDE = 33;
  private static final double FROM = -0.5;
  private static final double TO = 1.5;

  private ExclusiveOrRegions() {}

  /**
   * Two charts side by side.
   *
   * @param stepUnits an output for each row of [rows, 2]; the class is 1 from 0.5 on
   * @param trained likewise
   */
  static String svg(Function<INDArray, double[]> stepUnits, Function<INDArray, double[]> trained) {
    return LineChart.beside(
        List.of(chart("Three step units", stepUnits), chart("Four tanh neurons", trained)));
  }

  private static LineChart chart(String title, Function<INDArray, double[]> outputs) {
    double[][] grid = new double[SIDE * SIDE][];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = new double[] {coordinate(i % SIDE), coordinate(i / SIDE)};
    }
    double[] values = outputs.apply(Nd4j.createFromArray(grid));
    return LineChart.titled(title, "A", "B")
        .withY(FROM, TO)
        .with(where("answer 0", grid, values, false, Hue.SKY))
        .with(where("answer 1", grid, values, true, Hue.ORANGE))
        .with(corners("exclusive or 0", List.of(0.0, 1.0), List.of(0.0, 1.0), Hue.BLUE))
        .with(corners("exclusive or 1", List.of(0.0, 1.0), List.of(1.0, 0.0), Hue.VERMILION));
  }

  private static double coordinate(int i) {
    return FROM + (TO - FROM) * i / (SIDE - 1);
  }

  private static Series where(
      String label, double[][] grid, double[] values, boolean positive, Hue hue) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < grid.length; i++) {
      if (values[i] >= 0.5 == positive) {
        x.add(grid[i][0]);
        y.add(grid[i][1]);
      }
    }
    return new Series(label, x, y, hue, Stroke.POINTS);
  }

  private static Series corners(String label, List<Double> x, List<Double> y, Hue hue) {
    return new Series(label, x, y, hue, Stroke.POINTS);
  }
}
