package annlab.networks.internal.step;

import annlab.networks.statistics.LayerStatistics;
import java.util.List;
import java.util.Map;

/**
 * What a step showed of itself.
 *
 * @param layers those with weights, from the first to the last
 * @param seconds wall time by phase
 */
public record Observation(List<LayerStatistics> layers, Map<String, Double> seconds) {
  public Observation {
    layers = List.copyOf(layers);
  }
}
