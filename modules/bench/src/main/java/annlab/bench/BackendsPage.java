package annlab.bench;

import annlab.lab.LineChart;
import annlab.lab.Series;
import annlab.lab.Series.Hue;
import annlab.lab.Series.Stroke;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** CPU beside CUDA, for people. */
final class BackendsPage {
  private static final Map<String, String> TITLES =
      Map.of("batch", "Batch size (784-300-100-10)", "width", "Width (784-w-w-10, batches of 32)");
  private static final List<Hue> HUES = List.of(Hue.BLUE, Hue.VERMILION, Hue.GREEN, Hue.PURPLE);

  private final List<BackendTimes> times;
  private final Map<String, String> missing;
  private final List<JsonNode> comparisons;
  private final boolean quick;

  BackendsPage(
      List<BackendTimes> times,
      Map<String, String> missing,
      List<JsonNode> comparisons,
      boolean quick) {
    this.times = times;
    this.missing = missing;
    this.comparisons = comparisons;
    this.quick = quick;
  }

  String text() {
    StringBuilder text = new StringBuilder("# Backends\n\n");
    text.append(
        """
        What a training step costs on ND4J's backends, and how far runs that differ in one thing \
        drift apart. Written by `annlab bench --sweep --backends cpu,cuda`.

        """);
    if (quick) {
      text.append("A smoke run: the times say nothing.\n\n");
    }
    missing.forEach(
        (backend, why) ->
            text.append(
                "**%s was not measured: nothing on this page was computed on it.** The reason: %s.\n\n"
                    .formatted(backend.toUpperCase(Locale.ROOT), why)));
    times.forEach(each -> text.append(machine(each)));
    if (!times.isEmpty()) {
      text.append("\n## Where CUDA begins to pay\n\nMilliseconds a step in float32, medians.\n");
      variables().forEach(variable -> sweep(text, variable));
    }
    comparisons.forEach(each -> text.append(ComparisonSection.of(each)));
    return text.toString();
  }

  private static String machine(BackendTimes each) {
    JsonNode machine = each.machine();
    StringBuilder line = new StringBuilder("- ").append(each.backend()).append(": ");
    if (machine.has("device")) {
      line.append(machine.path("device").asText())
          .append(", driver ")
          .append(machine.path("driver").asText())
          .append(", in a machine with ");
    }
    return line.append(machine.path("cpu").asText())
        .append(", ")
        .append(machine.path("cores").asText())
        .append(" cores; ND4J ")
        .append(machine.path("nd4j").asText())
        .append(" with ")
        .append(machine.path("blas").asText())
        .append(", threads ")
        .append(machine.path("threads").asText())
        .append(", Java ")
        .append(machine.path("java").asText())
        .append('\n')
        .toString();
  }

  /** Figures by file name, as SVG. */
  Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    for (String variable : variables()) {
      LineChart chart =
          LineChart.titled(
              TITLES.getOrDefault(variable, variable),
              "log10(" + variable + ")",
              "log10(milliseconds a step)");
      int hue = 0;
      for (String name : names(variable)) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int size : sizes(variable)) {
          double ms = median(variable, size, name);
          if (ms > 0) {
            x.add(Math.log10(size));
            y.add(Math.log10(ms));
          }
        }
        chart = chart.with(new Series(name, x, y, HUES.get(hue++ % HUES.size()), Stroke.SOLID));
      }
      figures.put("backends-" + variable + ".svg", chart.svg());
    }
    return figures;
  }

  private void sweep(StringBuilder text, String variable) {
    String title = TITLES.getOrDefault(variable, variable);
    text.append("\n### %s\n\n![%s](timings/backends-%s.svg)\n\n".formatted(title, title, variable));
    List<String> names = names(variable);
    row(text, join(variable, names));
    row(text, join("---:", names.stream().map(name -> "---:").toList()));
    for (int size : sizes(variable)) {
      row(
          text,
          join(Integer.toString(size), names.stream().map(n -> cell(variable, size, n)).toList()));
    }
    text.append('\n').append(pays(variable)).append('\n');
  }

  private String pays(String variable) {
    if (times.stream().noneMatch(each -> each.backend().equals("cuda"))) {
      return "CUDA was not measured, so it is not known where it begins to pay.";
    }
    OptionalInt first =
        sizes(variable).stream()
            .mapToInt(Integer::intValue)
            .filter(size -> best(variable, size, "cuda") < best(variable, size, "cpu"))
            .findFirst();
    return first.isPresent()
        ? "CUDA is faster than the faster step of the CPU from "
            + variable
            + " "
            + first.getAsInt()
            + " on."
        : "CUDA is faster than the faster step of the CPU at none of these sizes.";
  }

  private double best(String variable, int size, String backend) {
    return names(variable).stream()
        .filter(name -> name.startsWith(backend))
        .mapToDouble(name -> median(variable, size, name))
        .filter(ms -> ms > 0)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private String cell(String variable, int size, String name) {
    double ms = median(variable, size, name);
    return ms > 0 ? String.format(Locale.ROOT, "%.3f", ms) : "not measured";
  }

  /** 0 if it was not measured. */
  private double median(String variable, int size, String name) {
    return times.stream()
        .flatMap(
            each ->
                each.points().stream()
                    .filter(p -> p.variable().equals(variable) && p.size() == size)
                    .filter(p -> name(each, p).equals(name)))
        .mapToDouble(point -> point.times().median())
        .findFirst()
        .orElse(0);
  }

  private static String name(BackendTimes backend, BackendTimes.Point point) {
    return backend.backend()
        + ", "
        + (point.step().equals("dl4j") ? "DL4J's" : "the dense")
        + " step";
  }

  private Set<String> variables() {
    Set<String> all = new LinkedHashSet<>();
    times.forEach(each -> each.points().forEach(point -> all.add(point.variable())));
    return all;
  }

  private List<String> names(String variable) {
    Set<String> all = new LinkedHashSet<>();
    times.forEach(
        each ->
            each.points().stream()
                .filter(point -> point.variable().equals(variable))
                .forEach(point -> all.add(name(each, point))));
    return List.copyOf(all);
  }

  private Set<Integer> sizes(String variable) {
    Set<Integer> all = new TreeSet<>();
    times.forEach(
        each ->
            each.points().stream()
                .filter(point -> point.variable().equals(variable))
                .forEach(point -> all.add(point.size())));
    return all;
  }

  private static List<String> join(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
