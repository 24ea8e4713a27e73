package annlab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A comparison of two runs as a section of a page. */
final class ComparisonSection {
  private static final Map<String, String> TITLES =
      Map.of(
          "backends", "CPU against CUDA",
          "types", "Single against double precision, on the CPU",
          "threads", "One thread against two, on the CPU",
          "steps", "DL4J's step against the dense step, on the CPU");

  /** Epochs whose drift is shown, beside the last. */
  private static final Set<Integer> SHOWN = Set.of(1, 2, 3, 5, 10, 20);

  private final JsonNode comparison;
  private final StringBuilder text = new StringBuilder();

  private ComparisonSection(JsonNode comparison) {
    this.comparison = comparison;
  }

  /** Markdown of what {@code annlab compare --json} prints. */
  static String of(JsonNode comparison) {
    ComparisonSection section = new ComparisonSection(comparison);
    section.write();
    return section.text.toString();
  }

  private void write() {
    String axis = comparison.path("axis").asText();
    text.append("\n## ").append(TITLES.getOrDefault(axis, axis)).append("\n\n");
    text.append(
        "`%s`, seed %s, epochs %s%s%s. Same initial weights, same order of rows.\n\n"
            .formatted(
                comparison.path("experiment").asText(),
                comparison.path("seed").asText(),
                comparison.path("epochs").asText(),
                comparison.path("quick").asBoolean() ? ", a quick run" : "",
                machine(comparison.path("sides").path(0).path("run").path("provenance"))));
    JsonNode left = comparison.path("sides").path(0);
    JsonNode right = comparison.path("sides").path(1);
    BackendsPage.row(text, List.of("", left.path("label").asText(), right.path("label").asText()));
    BackendsPage.row(text, List.of("---", "---:", "---:"));
    timing("start, s", "startSeconds");
    timing("first step, ms", "firstStepMs");
    timing("steady, ms a step", "msPerStep");
    timing("whole process, s", "totalSeconds");
    Set<String> names = new TreeSet<>();
    left.path("run").path("metrics").fieldNames().forEachRemaining(names::add);
    right.path("run").path("metrics").fieldNames().forEachRemaining(names::add);
    names.remove("ms_per_step"); // the mean that Keras would print; the median stands above
    for (String name : names) {
      BackendsPage.row(text, List.of(name, metric(left, name), metric(right, name)));
    }
    BackendsPage.row(text, List.of("verdicts", verdicts(left), verdicts(right)));
    drift(comparison.path("drift"));
  }

  private static String machine(JsonNode provenance) {
    return provenance.has("cpu")
        ? "; %s, %s cores, ND4J %s"
            .formatted(
                provenance.path("cpu").asText(),
                provenance.path("cores").asText(),
                provenance.path("nd4j").asText())
        : "";
  }

  private void timing(String title, String name) {
    BackendsPage.row(
        text,
        List.of(
            title,
            number("%.3f", comparison.path("sides").path(0).path("timing").path(name)),
            number("%.3f", comparison.path("sides").path(1).path("timing").path(name))));
  }

  private static String metric(JsonNode side, String name) {
    return number("%.6f", side.path("run").path("metrics").path(name));
  }

  private static String verdicts(JsonNode side) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode claim : side.path("run").path("claims")) {
      String name = claim.path("status").asText().toLowerCase(Locale.ROOT).replace('_', ' ');
      counts.merge(name, 1, Integer::sum);
    }
    return String.join(
        ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }

  private void drift(JsonNode drift) {
    double initial = drift.path("initial").asDouble();
    String threshold = number("%.0e", drift.path("threshold"));
    text.append('\n')
        .append(
            initial == 0
                ? "The parameters are equal before the first step"
                : "The parameters are " + number("%.1e", drift.path("initial")) + " apart at first")
        .append(
            drift.has("firstStep")
                ? "; after step "
                    + drift.path("firstStep").asText()
                    + " one of them differs by more than "
                    + threshold
                    + ".\n\n"
                : "; in the first "
                    + drift.path("steps").size()
                    + " steps none differs by more than "
                    + threshold
                    + ".\n\n");
    BackendsPage.row(
        text, List.of("epoch", "layer", "largest difference", "by the largest weight", "ULP"));
    BackendsPage.row(text, List.of("---:", "---", "---:", "---:", "---:"));
    int last = drift.path("epochs").size();
    for (int epoch = 1; epoch <= last; epoch++) {
      if (epoch == last || SHOWN.contains(epoch)) {
        for (JsonNode layer : drift.path("epochs").path(epoch - 1)) {
          BackendsPage.row(
              text,
              List.of(
                  Integer.toString(epoch),
                  layer.path("layer").asText(),
                  number("%.2e", layer.path("absolute")),
                  number("%.2e", layer.path("relative")),
                  layer.path("ulp").asText()));
        }
      }
    }
  }

  private static String number(String format, JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, format, value.asDouble()) : "";
  }
}
