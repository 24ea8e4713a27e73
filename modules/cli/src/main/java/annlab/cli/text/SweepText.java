package annlab.cli.text;

import annlab.lab.runs.RunStatus;
import annlab.sweep.SweepResult;
import annlab.sweep.SweepResult.Row;
import annlab.sweep.specification.Objective;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Prints sweeps as text. */
public final class SweepText {
  /** How many trials are shown. */
  private static final int SHOWN = 40;

  private SweepText() {}

  /** The trials of a sweep, the best first, and what is to be done next. */
  public static String of(SweepResult result) {
    StringBuilder text = new StringBuilder();
    text.append("sweep ").append(result.sweep().id()).append(": ").append(result.status());
    text.append(", ").append(counts(result)).append('\n');
    if (result.status().equals(RunStatus.INTERRUPTED.label())) {
      text.append("  resume it: annlab sweep --resume ").append(result.sweep().id()).append('\n');
    }
    text.append('\n').append(table(result));
    result
        .best()
        .ifPresent(
            row -> {
              Objective known = result.objective().orElseThrow();
              text.append("\nbest: ").append(describe(row.trial().parameters()));
              text.append(", ").append(known.metric()).append(' ');
              text.append(number(row.value(known.metric()).orElseThrow()));
              row.run().ifPresent(run -> text.append("; annlab show ").append(run.id()));
              text.append('\n');
            });
    return text.toString();
  }

  private static String counts(SweepResult result) {
    Map<String, Integer> counts = new TreeMap<>();
    result.rows().forEach(row -> counts.merge(row.status(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((status, count) -> parts.add(count + " " + status));
    return result.rows().size() + " trials: " + String.join(", ", parts);
  }

  private static String table(SweepResult result) {
    Optional<Objective> objective = result.objective();
    List<Row> rows = new ArrayList<>(result.rows());
    objective.ifPresent(
        known ->
            rows.sort(
                Comparator.comparing((Row row) -> !row.status().equals("finished"))
                    .thenComparingDouble(
                        row -> {
                          OptionalDouble value = row.value(known.metric());
                          return value.isPresent()
                              ? known.cost(value.getAsDouble())
                              : Double.POSITIVE_INFINITY;
                        })));
    List<List<String>> cells = new ArrayList<>();
    cells.add(
        List.of("trial", objective.map(Objective::metric).orElse(""), "epochs", "status", "with"));
    for (Row row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
      OptionalDouble value =
          objective.map(known -> row.value(known.metric())).orElse(OptionalDouble.empty());
      cells.add(
          List.of(
              row.trial().id(),
              value.isPresent() ? number(value.getAsDouble()) : "-",
              Integer.toString(row.run().map(run -> run.epochs().size()).orElse(0)),
              row.status(),
              describe(row.trial().parameters())));
    }
    String more =
        rows.size() <= SHOWN ? "" : "and " + (rows.size() - SHOWN) + " more; all of them: --json\n";
    return Output.columns(cells) + more;
  }

  /** What was varied, under the last words of the pointers that tell them apart. */
  public static String describe(ObjectNode parameters) {
    if (parameters.isEmpty()) {
      return "as it is";
    }
    List<String> parts = new ArrayList<>();
    for (var entry : parameters.properties()) {
      parts.add(shortName(parameters, entry.getKey()) + " " + value(entry.getValue()));
    }
    return String.join(", ", parts);
  }

  private static String shortName(ObjectNode parameters, String pointer) {
    String[] words = pointer.substring(1).split("/", -1);
    for (int from = words.length - 1; from > 0; from--) {
      String end = "/" + String.join("/", List.of(words).subList(from, words.length));
      if (parameters.properties().stream().filter(entry -> entry.getKey().endsWith(end)).count()
          == 1) {
        return end.substring(1);
      }
    }
    return pointer.substring(1);
  }

  private static String value(JsonNode value) {
    return value.isDouble()
        ? number(value.doubleValue())
        : value.isTextual() ? value.textValue() : value.toString();
  }

  /** At most four significant digits, and no zeros behind them. */
  public static String number(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** One line for each sweep. */
  public static String list(List<SweepResult> sweeps) {
    if (sweeps.isEmpty()) {
      return "no sweeps yet; start one: annlab sweep SWEEP.json\n";
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("sweep", "status", "trials", "about"));
    for (SweepResult sweep : sweeps) {
      cells.add(
          List.of(
              sweep.sweep().id(),
              sweep.status(),
              Integer.toString(sweep.rows().size()),
              sweep.sweep().title()));
    }
    return Output.columns(cells);
  }
}
