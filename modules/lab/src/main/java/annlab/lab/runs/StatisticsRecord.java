package annlab.lab.runs;

import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.LayerStatistics;
import annlab.networks.statistics.StepStatistics;
import annlab.networks.statistics.TensorStatistics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Statistics of a training's layers as the file of a run has them, one point per line, and as the
 * site gives them:
 *
 * <pre>
 * {"epoch": 0, "step", "rows", "learningRate", "seconds": {"forward": 1e-4, ...}, "heapBytes",
 *  "offHeapBytes", "gradientNorm", "layers": [{"name", "silent", "activations": D,
 *   "tensors": [{"name", "size", "logRatio", "weights": D, "gradients": D, "updates": D}]}]}
 * D: {"meanMagnitude", "mean", "standardDeviation", "low", "high", "counts": [30 numbers]}
 * </pre>
 *
 * <p>Numbers have the digits of single precision. One that is not finite is null; what a step does
 * not have is absent.
 */
public final class StatisticsRecord {
  private StatisticsRecord() {}

  /** A point as a line: written straight, as a training waits for it. */
  public static String line(StepStatistics point) {
    StringBuilder text = new StringBuilder(8192);
    text.append("{\"epoch\":").append(point.epoch());
    text.append(",\"step\":").append(point.step());
    text.append(",\"rows\":").append(point.rows());
    put(text.append(','), "learningRate", point.learningRate());
    text.append(",\"seconds\":{");
    String separator = "";
    for (Map.Entry<String, Double> phase : point.seconds().entrySet()) {
      put(text.append(separator), phase.getKey(), phase.getValue());
      separator = ",";
    }
    text.append("},\"heapBytes\":").append(point.heapBytes());
    text.append(",\"offHeapBytes\":").append(point.offHeapBytes());
    point.gradientNorm().ifPresent(norm -> put(text.append(','), "gradientNorm", norm));
    text.append(",\"layers\":[");
    separator = "";
    for (LayerStatistics layer : point.layers()) {
      put(text.append(separator), layer);
      separator = ",";
    }
    return text.append("]}").toString();
  }

  private static void put(StringBuilder text, LayerStatistics layer) {
    text.append("{\"name\":").append(TextNode.valueOf(layer.name()));
    layer.silent().ifPresent(share -> put(text.append(','), "silent", share));
    put(text.append(','), "activations", layer.activations());
    text.append(",\"tensors\":[");
    String separator = "";
    for (TensorStatistics tensor : layer.tensors()) {
      text.append(separator).append("{\"name\":").append(TextNode.valueOf(tensor.name()));
      text.append(",\"size\":").append(tensor.size());
      put(text.append(','), "logRatio", tensor.logRatio());
      put(text.append(','), "weights", tensor.weights());
      tensor.gradients().ifPresent(gradients -> put(text.append(','), "gradients", gradients));
      put(text.append(','), "updates", tensor.updates());
      text.append('}');
      separator = ",";
    }
    text.append("]}");
  }

  private static void put(StringBuilder text, String name, Distribution distribution) {
    text.append('"').append(name).append("\":{");
    put(text, "meanMagnitude", distribution.meanMagnitude());
    put(text.append(','), "mean", distribution.mean());
    put(text.append(','), "standardDeviation", distribution.standardDeviation());
    put(text.append(','), "low", distribution.low());
    put(text.append(','), "high", distribution.high());
    text.append(",\"counts\":[");
    String separator = "";
    for (int count : distribution.counts()) {
      text.append(separator).append(count);
      separator = ",";
    }
    text.append("]}");
  }

  private static void put(StringBuilder text, String name, double value) {
    float single = (float) value;
    text.append('"').append(name).append("\":");
    if (Float.isFinite(single)) {
      text.append(single);
    } else {
      text.append("null");
    }
  }

  /**
   * Reads a point.
   *
   * @param object what {@link #line} wrote; what was not finite is NaN
   */
  public static StepStatistics read(JsonNode object) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    object
        .path("seconds")
        .properties()
        .forEach(entry -> seconds.put(entry.getKey(), number(entry.getValue())));
    List<LayerStatistics> layers = new ArrayList<>();
    object.path("layers").forEach(layer -> layers.add(layer(layer)));
    return new StepStatistics(
        object.path("epoch").asInt(),
        object.path("step").asInt(),
        object.path("rows").asInt(),
        number(object.path("learningRate")),
        layers,
        seconds,
        object.path("heapBytes").asLong(),
        object.path("offHeapBytes").asLong());
  }

  private static LayerStatistics layer(JsonNode object) {
    List<TensorStatistics> tensors = new ArrayList<>();
    for (JsonNode tensor : object.path("tensors")) {
      tensors.add(
          new TensorStatistics(
              tensor.path("name").asText(),
              tensor.path("size").asLong(),
              distribution(tensor.path("weights")),
              tensor.has("gradients")
                  ? Optional.of(distribution(tensor.path("gradients")))
                  : Optional.empty(),
              distribution(tensor.path("updates"))));
    }
    return new LayerStatistics(
        object.path("name").asText(),
        tensors,
        distribution(object.path("activations")),
        object.has("silent")
            ? OptionalDouble.of(number(object.path("silent")))
            : OptionalDouble.empty());
  }

  private static Distribution distribution(JsonNode object) {
    List<Integer> counts = new ArrayList<>();
    object.path("counts").forEach(count -> counts.add(count.asInt()));
    return new Distribution(
        number(object.path("meanMagnitude")),
        number(object.path("mean")),
        number(object.path("standardDeviation")),
        number(object.path("low")),
        number(object.path("high")),
        counts);
  }

  private static double number(JsonNode value) {
    return value.isNumber() ? value.asDouble() : Double.NaN;
  }

  /**
   * A point's single numbers under names for tables and other tools, such as {@code
   * dense/kernel/weights/mean_magnitude}.
   *
   * @return by name, in the order of the layers
   */
  public static Map<String, Double> quantities(StepStatistics point) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("learning_rate", point.learningRate());
    point.gradientNorm().ifPresent(norm -> all.put("gradient_norm", norm));
    for (LayerStatistics layer : point.layers()) {
      layer.silent().ifPresent(share -> all.put(layer.name() + "/activations/silent_units", share));
      put(all, layer.name() + "/activations", layer.activations());
      for (TensorStatistics tensor : layer.tensors()) {
        String name = layer.name() + "/" + tensor.name();
        all.put(name + "/log10_update_to_weight", tensor.logRatio());
        put(all, name + "/weights", tensor.weights());
        tensor.gradients().ifPresent(gradients -> put(all, name + "/gradients", gradients));
        put(all, name + "/updates", tensor.updates());
      }
    }
    point.seconds().forEach((phase, seconds) -> all.put("seconds/" + phase, seconds));
    all.put("memory/heap_bytes", (double) point.heapBytes());
    all.put("memory/off_heap_bytes", (double) point.offHeapBytes());
    return all;
  }

  private static void put(Map<String, Double> all, String name, Distribution distribution) {
    all.put(name + "/mean_magnitude", distribution.meanMagnitude());
    all.put(name + "/mean", distribution.mean());
    all.put(name + "/standard_deviation", distribution.standardDeviation());
  }

  /**
   * A point's histograms under the names of {@link #quantities}.
   *
   * @return by name, in the order of the layers
   */
  public static Map<String, Distribution> histograms(StepStatistics point) {
    Map<String, Distribution> all = new LinkedHashMap<>();
    for (LayerStatistics layer : point.layers()) {
      all.put(layer.name() + "/activations", layer.activations());
      for (TensorStatistics tensor : layer.tensors()) {
        String name = layer.name() + "/" + tensor.name();
        all.put(name + "/weights", tensor.weights());
        tensor.gradients().ifPresent(gradients -> all.put(name + "/gradients", gradients));
        all.put(name + "/updates", tensor.updates());
      }
    }
    return all;
  }
}
