package annlab.bench;

import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
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

/** Writes the Markdown page that compares CPU and CUDA. */
final class BackendsPage {
  private static final Map<String, String> TITLES =
      Map.of("batch", "Batch size (784-300-100-10)", "width", "Width (784-w-w-10, batches of 32)");
  private static final Map<String, String> STEPS =
      Map.of(
          BackendTimes.DENSE, "the dense step",
          BackendTimes.DL4J, "DL4J's layers in our loop",
          BackendTimes.PLAIN, "plain DL4J");
  private static final Map<String, Hue> HUES =
      Map.of(
          BackendTimes.DENSE, Hue.BLUE,
          BackendTimes.DL4J, Hue.VERMILION,
          BackendTimes.PLAIN, Hue.GREEN);

  private static final List<Stroke> STROKES =
      List.of(Stroke.SOLID, Stroke.DASHED, Stroke.DOTTED, Stroke.POINTS);

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
      for (Column column : columns(variable)) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int size : sizes(variable)) {
          double ms = column.median(variable, size);
          if (ms > 0) {
            x.add(Math.log10(size));
            y.add(Math.log10(ms));
          }
        }
        // hue: the step; stroke: the machine, as they come
        Stroke stroke = STROKES.get(times.indexOf(column.backend()) % STROKES.size());
        chart =
            chart.with(
                new Series(
                    name(column), x, y, HUES.getOrDefault(column.step(), Hue.PURPLE), stroke));
      }
      figures.put("backends-" + variable + ".svg", chart.svg());
    }
    return figures;
  }

  private void sweep(StringBuilder text, String variable) {
    String title = TITLES.getOrDefault(variable, variable);
    text.append("\n### %s\n\n![%s](timings/backends-%s.svg)\n\n".formatted(title, title, variable));
    List<Column> columns = columns(variable);
    row(text, join(variable, columns.stream().map(this::name).toList()));
    row(text, join("---:", columns.stream().map(column -> "---:").toList()));
    for (int size : sizes(variable)) {
      row(
          text,
          join(
              Integer.toString(size),
              columns.stream().map(column -> cell(column.median(variable, size))).toList()));
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
        ? "CUDA is faster than the fastest step of the CPU from "
            + variable
            + " "
            + first.getAsInt()
            + " on."
        : "CUDA is faster than the fastest step of the CPU at none of these sizes.";
  }

  private double best(String variable, int size, String backend) {
    return columns(variable).stream()
        .filter(column -> column.backend().backend().equals(backend))
        .mapToDouble(column -> column.median(variable, size))
        .filter(ms -> ms > 0)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static String cell(double ms) {
    return ms > 0 ? String.format(Locale.ROOT, "%.3f", ms) : "not measured";
  }

  /** One kind of step on one machine. */
  private record Column(BackendTimes backend, String step) {
    /** 0 if it was not measured. */
    double median(String variable, int size) {
      return backend.points().stream()
          .filter(point -> point.variable().equals(variable) && point.size() == size)
          .filter(point -> point.step().equals(step))
          .mapToDouble(point -> point.times().median())
          .findFirst()
          .orElse(0);
    }
  }

  private String name(Column column) {
    String backend = column.backend().backend();
    boolean alone = times.stream().filter(each -> each.backend().equals(backend)).count() == 1;
    String threads = column.backend().machine().path("threads").asText();
    String several = threads.equals("1") ? " thread" : " threads";
    String machine = alone ? backend : backend + " with " + threads + several;
    return machine + ", " + STEPS.getOrDefault(column.step(), column.step());
  }

  private Set<String> variables() {
    Set<String> all = new LinkedHashSet<>();
    times.forEach(each -> each.points().forEach(point -> all.add(point.variable())));
    return all;
  }

  private List<Column> columns(String variable) {
    Set<Column> all = new LinkedHashSet<>();
    times.forEach(
        each ->
            each.points().stream()
                .filter(point -> point.variable().equals(variable))
                .forEach(point -> all.add(new Column(each, point.step()))));
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
