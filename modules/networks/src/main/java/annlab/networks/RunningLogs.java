package annlab.networks;

import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.metrics.Metric;
import annlab.networks.metrics.MetricState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics over the batches of an epoch or of an evaluation. */
final class RunningLogs {
  private final List<Metric> metrics;
  private final List<MetricState> states = new ArrayList<>();
  private double lossSum;
  private long rows;

  RunningLogs(ModelSpec spec) {
    metrics = spec.metrics();
    for (Metric metric : metrics) {
      states.add(metric.state(spec.head(), spec.output().activation()));
    }
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
      values.put(prefix + metrics.get(i).name(), states.get(i).value());
    }
    return values;
  }
}
