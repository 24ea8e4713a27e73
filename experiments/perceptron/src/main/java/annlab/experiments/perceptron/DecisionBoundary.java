package annlab.experiments.perceptron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a classifier of two numbers changes its answer, found by asking it only.
 *
 * @param x abscissas
 * @param y the ordinate at each abscissa where the answer changes; NaN where it does not
 */
record DecisionBoundary(List<Double> x, List<Double> y) {
  /** Between these ordinates the answer is looked for; far beyond any flower. */
  private static final double FARTHEST = 64;

  /** Halvings from 128 down to the spacing of doubles. */
  private static final int HALVINGS = 60;

  private static final int POINTS = 41;

  DecisionBoundary {
    x = List.copyOf(x);
    y = List.copyOf(y);
  }

  // listing: A10-line
  /** Finds the boundary by halving, at evenly spaced abscissas: no weight is looked at. */
  static DecisionBoundary of(Function<INDArray, int[]> answers, double from, double to) {
    double[] x = grid(from, to);
    double[] low = filled(-FARTHEST);
    double[] high = filled(FARTHEST);
    int[] below = answers.apply(points(x, low));
    for (int halving = 0; halving < HALVINGS; halving++) {
      double[] middle = middles(low, high);
      int[] answer = answers.apply(points(x, middle));
      IntStream.range(0, POINTS).forEach(i -> (answer[i] == below[i] ? low : high)[i] = middle[i]);
    }
    return new DecisionBoundary(list(x), crossed(answers, x, below, low));
  }

  // end listing

  private static List<Double> crossed(
      Function<INDArray, int[]> answers, double[] x, int[] below, double[] at) {
    int[] above = answers.apply(points(x, filled(FARTHEST)));
    List<Double> crossed = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      crossed.add(above[i] == below[i] ? Double.NaN : at[i]);
    }
    return crossed;
  }

  private static double[] grid(double from, double to) {
    return IntStream.range(0, POINTS)
        .mapToDouble(i -> from + (to - from) * i / (POINTS - 1))
        .toArray();
  }

  private static double[] filled(double value) {
    double[] values = new double[POINTS];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] middles(double[] low, double[] high) {
    return IntStream.range(0, POINTS).mapToDouble(i -> (low[i] + high[i]) / 2).toArray();
  }

  private static INDArray points(double[] x, double[] y) {
    return Nd4j.createFromArray(
        IntStream.range(0, x.length)
            .mapToObj(i -> new double[] {x[i], y[i]})
            .toArray(double[][]::new));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** How far the boundary strays from the straight line through its ends, upwards or downwards. */
  double bend() {
    int last = x.size() - 1;
    double slope = (y.get(last) - y.get(0)) / (x.get(last) - x.get(0));
    return distance(slope, y.get(0) - slope * x.get(0));
  }

  // listing: A10-analytic
  /** How far the boundary is from the line where {@code w1 x + w2 y + b = 0}. */
  double distance(double w1, double w2, double b) {
    double slope = -w1 / w2;
    double offset = -b / w2;
    return distance(slope, offset);
  }

  // end listing

  private double distance(double slope, double offset) {
    double largest = 0;
    for (int i = 0; i < x.size(); i++) {
      double distance = Math.abs(y.get(i) - (offset + slope * x.get(i)));
      // a NaN would otherwise never be the largest
      largest = distance >= largest || Double.isNaN(distance) ? distance : largest;
    }
    return largest;
  }
}
