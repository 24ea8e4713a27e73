package annlab.bench;

import java.util.List;

/**
 * Times of one thing, measured again and again.
 *
 * @param values in the order measured, at least one
 */
record Times(List<Double> values) {
  Times {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  double median() {
    return quantile(0.5);
  }

  /** Linear between the two nearest values, as NumPy's default. */
  double quantile(double share) {
    List<Double> sorted = values.stream().sorted().toList();
    double at = share * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }
}
