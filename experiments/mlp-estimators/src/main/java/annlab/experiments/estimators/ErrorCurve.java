package annlab.experiments.estimators;

import annlab.networks.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a network was from the truth after each epoch of its training.
 *
 * @param errors root mean square errors on rows without noise
 * @param model the trained network
 */
record ErrorCurve(List<Double> errors, Model model) {
  /** A quarter of 1.56, the deviation of the function that is learnt. */
  private static final double LEVEL = 0.39;

  private static final int LAST = 10;

  ErrorCurve {
    errors = List.copyOf(errors);
  }

  /** The mean error of the last ten epochs. */
  double last() {
    int from = Math.max(0, errors.size() - LAST);
    return errors.subList(from, errors.size()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  /** The first epoch, from 1, whose error is at most the level; one more than all if none is. */
  double epochsToLevel() {
    for (int epoch = 0; epoch < errors.size(); epoch++) {
      if (errors.get(epoch) <= LEVEL) {
        return epoch + 1;
      }
    }
    return errors.size() + 1.0;
  }

  /** The mean last error of some networks over that of others. */
  static double ratio(List<ErrorCurve> some, List<ErrorCurve> others) {
    double a = some.stream().mapToDouble(ErrorCurve::last).average().orElseThrow();
    double b = others.stream().mapToDouble(ErrorCurve::last).average().orElseThrow();
    return a / b;
  }

  // listing: C12-precise
  /** How significantly others end nearer to the truth, seed by seed. */
  static double precision(List<ErrorCurve> some, List<ErrorCurve> others) {
    List<Double> gains = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      gains.add(some.get(i).last() - others.get(i).last());
    }
    return t(gains);
  }

  // end listing

  // listing: C12-faster
  /** How significantly others come near to the truth earlier, seed by seed. */
  static double speed(List<ErrorCurve> some, List<ErrorCurve> others) {
    List<Double> gains = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      gains.add(some.get(i).epochsToLevel() - others.get(i).epochsToLevel());
    }
    return t(gains);
  }

  // end listing

  /** Student's t: the mean over its standard error; 0 where all are 0. */
  static double t(List<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return mean == 0 ? 0 : mean / Math.sqrt(squares / (values.size() - 1) / values.size());
  }
}
