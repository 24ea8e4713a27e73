package annlab.experiments.keras;

import annlab.networks.Model;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Measures what the chapter says of the model's summary. */
public final class SummaryChecks {
  /** The chapter's layers: name and outputs without the batch. */
  private static final List<String> LAYERS =
      List.of("flatten 784", "dense 300", "dense_1 100", "dense_2 10");

  private static final List<String> DENSE =
      List.of("F7-first-hidden-layer", "F7-second-hidden-layer", "F7-output-layer");

  /** A line as {@code dense_1 (Dense) (None, 100) 30100}. */
  private static final Pattern LAYER_LINE =
      Pattern.compile("^\\s*(\\w+) \\(\\w+\\)\\s+\\(None, (\\d+)\\)\\s+[\\d,]+\\s*$");

  private static final Pattern NON_TRAINABLE =
      Pattern.compile("^Non-trainable params: ([\\d,]+)", Pattern.MULTILINE);

  private SummaryChecks() {}

  public static void measure(Model model, Map<String, Double> numbers) {
    String summary = model.summary();
    numbers.put("F7-layers", (double) different(LAYERS, layers(summary)));

    // Counted in the network's own arrays, not in the summary's text.
    Map<Integer, Long> counts = new TreeMap<>();
    for (Map.Entry<String, INDArray> entry : model.network().paramTable().entrySet()) {
      int layer = Integer.parseInt(entry.getKey().substring(0, entry.getKey().indexOf('_')));
      counts.merge(layer, entry.getValue().length(), Long::sum);
    }
    int next = 0;
    for (long count : counts.values()) {
      numbers.put(DENSE.get(next++), (double) count);
    }
    numbers.put("F7-total", (double) model.network().numParams());
    Matcher matcher = NON_TRAINABLE.matcher(summary);
    if (matcher.find()) {
      numbers.put("F7-non-trainable", Double.parseDouble(matcher.group(1).replace(",", "")));
    }
  }

  private static List<String> layers(String summary) {
    return summary
        .lines()
        .map(LAYER_LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1) + " " + line.group(2))
        .toList();
  }

  /** Places at which two lists differ, places that only one of them has included. */
  public static <T> int different(List<T> expected, List<T> actual) {
    int wrong = Math.abs(expected.size() - actual.size());
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      wrong += expected.get(i).equals(actual.get(i)) ? 0 : 1;
    }
    return wrong;
  }
}
