package annlab.lab.report;

import annlab.lab.settings.Numbers;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A stored comparison of two runs, as the report shows it.
 *
 * @param document as the command {@code compare} prints it
 */
record StoredComparison(JsonNode document) {
  /** Where none is kept. */
  static final String NONE =
      "No comparison is kept beside these runs. `./annlab compare fashion-mnist --steps dl4j,dense`"
          + " trains twice with one thing different and keeps how far the two move apart; `--types"
          + " float,double`, `--threads 1,2` and, on a machine with a card, `--backends cpu,cuda` do"
          + " the same for precision, threads and backend.";

  /** What they are. */
  static final String WHAT =
      "Two runs of an experiment that differ in one thing, kept by `./annlab compare`. They speak"
          + " for no claim. Times are of the machine as it was then, and a figure on an unlike"
          + " machine, or a busy one, is another.";

  /** A line of the table: its name and a number for each side. */
  record Line(String name, List<String> values) {
    Line {
      values = List.copyOf(values);
    }
  }

  private List<JsonNode> sides() {
    return StreamSupport.stream(document.path("sides").spliterator(), false).toList();
  }

  String title() {
    return document.path("experiment").asText()
        + ": "
        + String.join(" and ", labels())
        + " ("
        + document.path("axis").asText()
        + ")";
  }

  List<String> labels() {
    return sides().stream().map(side -> side.path("label").asText()).toList();
  }

  /** Settings, and how the parameters moved apart. */
  String lead() {
    StringBuilder text = new StringBuilder("Comparison `");
    text.append(document.path("id").asText()).append("`, seed ");
    text.append(document.path("seed").asLong()).append(", ");
    long epochs = document.path("epochs").asLong();
    text.append(epochs).append(epochs == 1 ? " epoch, " : " epochs, ");
    long rows = document.path("rows").asLong();
    text.append(rows == 0 ? "all rows" : rows + " rows");
    text.append(document.path("quick").asBoolean() ? ", a quick run. " : ". ");
    return text.append(drift()).toString();
  }

  private String drift() {
    JsonNode drift = document.path("drift");
    JsonNode steps = drift.path("steps");
    if (steps.isEmpty()) {
      return "No step was traced.";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        drift.path("initial").asDouble() == 0
            ? "Both start from the same weights. "
            : "They start apart by " + number(drift.path("initial")) + ". ");
    text.append("After step 1 the parameters differ by ").append(number(steps.path(0)));
    text.append(" at most, after step ").append(steps.size()).append(" by ");
    text.append(number(steps.path(steps.size() - 1))).append('.');
    JsonNode last = drift.path("epochs").path(drift.path("epochs").size() - 1);
    double largest = 0;
    for (JsonNode layer : last) {
      largest = Math.max(largest, layer.path("relative").asDouble());
    }
    if (!last.isEmpty()) {
      text.append(" At the end they differ by ").append(Numbers.significant(largest));
      text.append(" of a layer's largest parameter at most.");
    }
    return text.toString();
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("run", texts("run", "id")));
    lines.add(new Line("backend", texts("run", "backend")));
    lines.add(new Line("a step, ms (median)", numbers("timing", "msPerStep")));
    lines.add(new Line("first step, ms", numbers("timing", "firstStepMs")));
    lines.add(new Line("start to first step, s", numbers("timing", "startSeconds")));
    lines.add(new Line("whole process, s", numbers("timing", "totalSeconds")));
    for (String name : names("metrics")) {
      lines.add(new Line(name, each(side -> number(side.path("run").path("metrics").path(name)))));
    }
    for (String name : names("history")) {
      lines.add(new Line(name + ", last epoch", each(side -> last(side, name))));
    }
    lines.removeIf(line -> line.values().stream().allMatch("-"::equals));
    return lines;
  }

  private static String last(JsonNode side, String name) {
    JsonNode series = side.path("run").path("history").path(name);
    return number(series.path(series.size() - 1));
  }

  private Set<String> names(String part) {
    Set<String> names = new LinkedHashSet<>();
    sides().forEach(side -> side.path("run").path(part).fieldNames().forEachRemaining(names::add));
    return names;
  }

  private List<String> texts(String part, String name) {
    return each(side -> side.path(part).path(name).asText("-"));
  }

  private List<String> numbers(String part, String name) {
    return each(side -> number(side.path(part).path(name)));
  }

  private List<String> each(java.util.function.Function<JsonNode, String> value) {
    return sides().stream().map(value).toList();
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? Numbers.significant(value.asDouble()) : "-";
  }
}
