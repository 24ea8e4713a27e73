package annlab.cli.text;

import annlab.lab.claims.Judgement;
import annlab.lab.claims.Verdict;
import annlab.lab.claims.VerdictTable;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunStatus;
import annlab.sweep.trials.FitExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints a run as text. */
public final class RunText {
  /** Wide enough for the longest names of claims. */
  static final int WIDTH = 110;

  private RunText() {}

  /** Prints a run as it was asked for: for people, or as a document. */
  public static void print(Output output, Run run) {
    if (output.json()) {
      output.print(run.json());
    } else {
      output.print(of(run));
    }
  }

  public static String of(Run run) {
    StringBuilder text = new StringBuilder();
    text.append(head(run)).append('\n');
    List<List<String>> metrics = new ArrayList<>();
    for (Map.Entry<String, Double> metric : run.summary().metrics().entrySet()) {
      metrics.add(List.of("  " + metric.getKey(), number(metric.getValue())));
    }
    text.append(Output.columns(metrics));
    if (!run.verdicts().isEmpty()) {
      text.append('\n').append(table(run.verdicts()));
    }
    return text.toString();
  }

  /**
   * The chapter's, ours, what passes and verdict of each claim, and how many there are of a kind.
   */
  public static String table(List<Verdict> verdicts) {
    return VerdictTable.text(verdicts, WIDTH) + "\n" + counts(verdicts) + "\n";
  }

  public static String counts(List<Verdict> verdicts) {
    List<String> parts = new ArrayList<>();
    for (Judgement judgement : Judgement.values()) {
      long count = verdicts.stream().filter(v -> v.judgement() == judgement).count();
      if (count > 0) {
        parts.add(count + " " + VerdictTable.label(judgement));
      }
    }
    return verdicts.size() + " claims: " + String.join(", ", parts);
  }

  private static String head(Run run) {
    StringBuilder head = new StringBuilder();
    head.append("run ").append(run.id());
    run.summary().labels().name().ifPresent(name -> head.append(", ").append(name));
    head.append(": ").append(run.status().label());
    head.append(run.summary().quick() ? ", quick (judges nothing)" : "");
    head.append(", seed ").append(run.parameters().seed());
    run.summary().backend().ifPresent(backend -> head.append(", ").append(backend));
    head.append(", ").append(run.epochs().size()).append(" epochs");
    run.summary().error().ifPresent(error -> head.append("\n  error: ").append(error));
    if (run.status() == RunStatus.INTERRUPTED || run.status() == RunStatus.FAILED) {
      boolean trial = FitExperiment.isTrial(run.summary());
      head.append("\n  resume it: annlab ")
          .append(trial ? "sweep --resume " : "run --resume ")
          .append(trial ? run.summary().group().orElse("SWEEP") : run.id().value());
    }
    return head.toString();
  }

  /** Four decimals, whole numbers whole. */
  private static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.4f", value);
  }
}
