package annlab.experiments.perceptron;

import annlab.estimators.perceptron.FittedPerceptron;
import annlab.estimators.perceptron.Perceptron;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Points that a hyperplane separates, each with a last coordinate 1 whose weight is the bias.
 *
 * @param points rows
 * @param labels 0 or 1 for each
 * @param radius R, the largest norm of a point
 * @param margin gamma, the smallest distance of a point from the best separating hyperplane found
 */
record SeparableSet(List<List<Double>> points, List<Integer> labels, double radius, double margin) {
  /** No point is nearer to the hyperplane that labels them. */
  private static final double GAP = 0.1;

  private static final int MAX_FEATURES = 4;
  private static final int MIN_ROWS = 8;
  private static final int MAX_ROWS = 20;

  /** Steps after which the margin found hardly grows. */
  private static final int MARGIN_STEPS = 1000;

  SeparableSet {
    points = List.copyOf(points);
    labels = List.copyOf(labels);
  }

  /** 1 to 4 features, 8 to 20 points in [-1, 1], both classes. */
  static SeparableSet random(SplittableRandom random) {
    int features = 1 + random.nextInt(MAX_FEATURES);
    int rows = random.nextInt(MIN_ROWS, MAX_ROWS + 1);
    List<Double> normal = unit(random.doubles(features + 1L, -1, 1).boxed().toList());
    List<List<Double>> points = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int draws = 0; points.size() < rows; draws++) {
      if (draws == 100 * rows) {
        return random(random);
      }
      List<Double> point = new ArrayList<>(random.doubles(features, -1, 1).boxed().toList());
      point.add(1.0);
      double distance = product(normal, point);
      if (Math.abs(distance) >= GAP) {
        points.add(point);
        labels.add(distance > 0 ? 1 : 0);
      }
    }
    return labels.contains(0) && labels.contains(1) ? of(points, labels) : random(random);
  }

  static SeparableSet of(List<List<Double>> points, List<Integer> labels) {
    double radius =
        points.stream().mapToDouble(point -> Math.sqrt(product(point, point))).max().orElseThrow();
    return new SeparableSet(points, labels, radius, margin(points, labels));
  }

  /** The same points with the first one's label turned round, bound as before. */
  SeparableSet withOneWrongLabel() {
    List<Integer> turned = new ArrayList<>(labels);
    turned.set(0, 1 - turned.get(0));
    return new SeparableSet(points, turned, radius, margin);
  }

  private static List<Double> unit(List<Double> vector) {
    double norm = Math.sqrt(product(vector, vector));
    return vector.stream().map(value -> value / norm).toList();
  }

  private static double product(List<Double> a, List<Double> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i) * b.get(i);
    }
    return sum;
  }

  /**
   * The largest margin that the worst point, taught over and over, leads to (W. Krauth and M.
   * Mezard, "Learning algorithms with optimal stability in neural networks", 1987). Any separating
   * hyperplane gives a valid bound; the widest margin gives the strictest.
   */
  private static double margin(List<List<Double>> points, List<Integer> labels) {
    double[] w = new double[points.get(0).size()];
    double best = 0;
    for (int step = 0; step < MARGIN_STEPS; step++) {
      int worst = 0;
      double least = Double.POSITIVE_INFINITY;
      double norm = 0;
      for (double weight : w) {
        norm += weight * weight;
      }
      for (int i = 0; i < points.size(); i++) {
        double sum = 0;
        for (int j = 0; j < w.length; j++) {
          sum += w[j] * points.get(i).get(j);
        }
        sum *= 2 * labels.get(i) - 1;
        worst = sum < least ? i : worst;
        least = Math.min(least, sum);
      }
      best = norm > 0 ? Math.max(best, least / Math.sqrt(norm)) : best;
      for (int j = 0; j < w.length; j++) {
        w[j] += (2 * labels.get(worst) - 1) * points.get(worst).get(j);
      }
    }
    return best;
  }

  /** The theorem's bound, {@code (R / gamma)^2}. */
  double bound() {
    return Math.pow(radius / margin, 2);
  }

  /**
   * How a perceptron came to know a set.
   *
   * @param mistakes wrong answers in training, each followed by a correction
   * @param learnt whether it ended with an epoch without one
   */
  record Learning(int mistakes, boolean learnt) {}

  /** Learns the set and counts the mistakes on the way. */
  Learning learn(Perceptron perceptron) {
    // listing: A11
    List<Integer> mistakes = new ArrayList<>();
    Callback count =
        new Callback() {
          @Override
          public void epochEnd(Training training, Epoch epoch) {
            double share = epoch.logs().getOrDefault("loss", Double.NaN);
            mistakes.add((int) Math.round(share * points.size()));
          }
        };
    FittedPerceptron fitted = perceptron.withCallbacks(count).fit(x(), y());
    int total = mistakes.stream().mapToInt(Integer::intValue).sum();
    return new Learning(total, mistakes.get(fitted.iterations() - 1) == 0);
    // end listing
  }

  /** The features, without the 1. */
  private INDArray x() {
    return Nd4j.createFromArray(
        points.stream()
            .map(point -> point.stream().limit(point.size() - 1).mapToDouble(v -> v).toArray())
            .toArray(double[][]::new));
  }

  private INDArray y() {
    return Nd4j.createFromArray(labels.stream().mapToInt(Integer::intValue).toArray());
  }
}
