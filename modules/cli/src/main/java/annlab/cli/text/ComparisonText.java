package annlab.cli.text;

import annlab.lab.claims.Judgement;
import annlab.lab.comparison.Comparison;
import annlab.lab.comparison.Drift;
import annlab.lab.comparison.Drift.LayerDrift;
import annlab.lab.comparison.Side;
import annlab.lab.comparison.Timing;
import annlab.lab.runs.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;

/** Prints a comparison as text. */
public final class ComparisonText {
  private final Comparison comparison;
  private final List<List<String>> rows = new ArrayList<>();

  private ComparisonText(Comparison comparison) {
    this.comparison = comparison;
  }

  public static String of(Comparison comparison) {
    return new ComparisonText(comparison).text();
  }

  private String text() {
    rows.add(List.of("", comparison.left().label(), comparison.right().label()));
    row("run", side -> side.run().id().value());
    row("backend", side -> side.run().summary().backend().orElse("unknown"));
    time("start, s", Timing::startSeconds);
    time("first step, ms", Timing::firstStepMs);
    time("steady, ms per step", Timing::msPerStep);
    time("whole process, s", Timing::totalSeconds);
    row("steps", side -> Integer.toString(side.timing().steps()));
    var names = new TreeSet<>(comparison.left().run().summary().metrics().keySet());
    names.addAll(comparison.right().run().summary().metrics().keySet());
    for (String name : names) {
      row(name, side -> metric(side.run(), name));
    }
    row("claims", side -> verdicts(side.run()));
    return comparison.experiment()
        + ", "
        + comparison.axis().label()
        + ", seed "
        + comparison.parameters().seed()
        + (comparison.quick() ? ", quick" : "")
        + "\n\n"
        + Output.columns(rows)
        + "\n"
        + drift(comparison.drift());
  }

  private void row(String name, Function<Side, String> value) {
    rows.add(List.of(name, value.apply(comparison.left()), value.apply(comparison.right())));
  }

  private void time(String name, Function<Timing, Double> value) {
    row(name, side -> String.format(Locale.ROOT, "%.3f", value.apply(side.timing())));
  }

  private static String metric(Run run, String name) {
    Double value = run.summary().metrics().get(name);
    return value == null ? "" : String.format(Locale.ROOT, "%.6g", value);
  }

  private static String verdicts(Run run) {
    List<String> parts = new ArrayList<>();
    for (Judgement judgement : Judgement.values()) {
      long count = run.verdicts().stream().filter(v -> v.judgement() == judgement).count();
      if (count > 0) {
        parts.add(count + " " + judgement.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return String.join(", ", parts);
  }

  private static String drift(Drift drift) {
    StringBuilder text = new StringBuilder();
    text.append("parameters: ")
        .append(drift.initial() == 0 ? "equal" : number(drift.initial()) + " apart")
        .append(" before the first step; ");
    drift
        .firstStep()
        .ifPresentOrElse(
            step -> text.append("more than 1e-06 apart after step ").append(step),
            () ->
                text.append("never more than 1e-06 apart in the first ")
                    .append(drift.steps().size())
                    .append(" steps"));
    text.append("\n\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("epoch", "layer", "absolute", "relative", "ulp"));
    for (int epoch = 0; epoch < drift.epochs().size(); epoch++) {
      for (LayerDrift layer : drift.epochs().get(epoch)) {
        rows.add(
            List.of(
                Integer.toString(epoch + 1),
                layer.layer(),
                number(layer.absolute()),
                number(layer.relative()),
                Long.toString(layer.ulp())));
      }
    }
    return text.append(Output.columns(rows)).toString();
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
  }
}
