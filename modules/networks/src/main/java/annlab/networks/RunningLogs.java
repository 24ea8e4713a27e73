package annlab.networks;

import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.metrics.Metric;
import annlab.networks.metrics.MetricState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics over the batches of an epoch or of an evaluation. */
final class RunningLogs {
  private final List<Metric> metrics;
  private final List<String> names;
  private final List<MetricState> states = new ArrayList<>();
  private double lossSum;
  private long rows;

  RunningLogs(ModelSpec spec) {
    metrics = spec.metrics();
    names = names(metrics);
    for (Metric metric : metrics) {
      states.add(metric.state(spec.head(), spec.output().activation()));
    }
  }

  /** The metrics' names; a name that was there before is numbered, as by Keras 3. */
  private static List<String> names(List<Metric> metrics) {
    Map<String, Integer> count = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Metric metric : metrics) {
      int before = count.merge(metric.name(), 1, Integer::sum) - 1;
      names.add(before == 0 ? metric.name() : metric.name() + "_" + before);
    }
    return names;
  }

  void add(double batchLossSum, double[] targets, double[] predictions, int batchRows) {
    lossSum += batchLossSum;
    rows += batchRows;
    for (int i = 0; i < states.size(); i++) {
      states.get(i).update(targets, predictions, batchRows);
    }
  }

  double loss() {
    return lossSum / rows;
  }

  /** Keras' names, {@code loss} first. */
  Map<String, Double> values(String prefix) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(prefix + "loss", loss());
    for (int i = 0; i < states.size(); i++) {
      values.put(prefix + names.get(i), states.get(i).value());
    }
    return values;
  }

  /** The same names, and of each whether a higher value is better. */
  Map<String, Boolean> higherIsBetter(String prefix) {
    Map<String, Boolean> all = new LinkedHashMap<>();
    all.put(prefix + "loss", false);
    for (int i = 0; i < states.size(); i++) {
      all.put(prefix + names.get(i), metrics.get(i).higherIsBetter());
    }
    return all;
  }
}
