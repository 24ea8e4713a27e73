package annlab.bench;

import annlab.kernels.Kernels;
import annlab.lab.runs.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes measurements as a Markdown page with figures. */
public final class BenchReport {
  private final BenchResult result;

  /**
   * A report.
   *
   * @param result what was measured
   */
  public BenchReport(BenchResult result) {
    this.result = result;
  }

  /**
   * Writes the page and its figures; a sweep has a page of its own.
   *
   * @param folder the reports' folder
   * @return the page
   * @throws IOException if it cannot be written
   */
  public Path write(Path folder) throws IOException {
    Path figures = Files.createDirectories(folder.resolve("timings"));
    if (!result.curves().isEmpty()) {
      for (Sweep.Curve curve : result.curves()) {
        Files.writeString(
            figures.resolve("sweep-" + curve.variable() + ".svg"), SweepChart.svg(curve));
      }
      return Files.writeString(folder.resolve("sweep.md"), sweep());
    }
    Files.writeString(figures.resolve("benchmarks.svg"), RatioChart.svg(result.jobs()));
    return Files.writeString(folder.resolve("benchmarks.md"), text());
  }

  /**
   * The page on steps and processes.
   *
   * @return Markdown
   */
  public String text() {
    StringBuilder text = new StringBuilder("# Benchmarks\n\n");
    text.append(
        """
        Medians of blocks of training steps that took turns, so that whatever else the machine did \
        met all alike. A ratio is our median over the other's: below 1 we are faster. Ours is \
        `Model.fit` with rows gathered and losses added up. The GEMM floor is the step's matrix \
        products alone, by the kernels that we train with, in the same process. Each library has the \
        BLAS, and that the kernel, which it finds by itself: settings of the environment that would \
        change them are taken away. Written by `annlab \
        bench --peers`; how cost grows is in `sweep.md`.

        """);
    origin(text);
    text.append("\n## A training step\n\n![Times of a step beside ours](timings/benchmarks.svg)\n");
    for (StepResult job : result.jobs()) {
      job(text, job);
    }
    if (!result.parts().isEmpty()) {
      text.append("\n## Evaluation and statistics\n\n");
      row(text, "what", "unit", "median", "quartiles", "goal");
      row(text, "---", "---", "---:", "---:", "---");
      result.parts().forEach(part -> part(text, part));
    }
    text.append("\n## Whole processes\n\n");
    row(text, "what", "who", "seconds, median", "quartiles", "ours / theirs", "peak MB", "goal");
    row(text, "---", "---", "---:", "---:", "---:", "---:", "---");
    result.processes().forEach(process -> process(text, process));
    return text.toString();
  }

  private void origin(StringBuilder text) {
    Provenance here = result.provenance();
    text.append("- ").append(here.cpu()).append(", ").append(here.cores()).append(" cores, ");
    text.append(here.os()).append('\n');
    text.append("- annlab ").append(here.commitText()).append(", Java ").append(here.java());
    text.append(", ND4J ").append(here.nd4j()).append(" with ").append(here.blas()).append('\n');
    text.append("- our kernels, version ").append(Kernels.VERSION).append(": ");
    text.append(Kernels.description()).append('\n');
    OptionalDouble floats = Kernels.peak(false);
    OptionalDouble doubles = Kernels.peak(true);
    if (floats.isPresent() && doubles.isPresent()) {
      text.append(
          "- most that a loop of fused multiply-adds in registers reaches on one core, here ");
      text.append("and now: ")
          .append(number(floats.getAsDouble(), 0))
          .append(" GFLOP/s in float32, ");
      text.append(number(doubles.getAsDouble(), 0)).append(" in float64\n");
    }
    if (!result.peers().isEmpty()) {
      text.append("- ").append(joined(result.peers(), " ")).append('\n');
    }
    result
        .missing()
        .forEach((name, why) -> text.append("- not measured: " + name + " (" + why + ")\n"));
    if (result.load() >= 0) {
      text.append("- load average before the first measurement: ");
      text.append(number(result.load(), 2)).append('\n');
    }
    if (result.quick()) {
      text.append("- a smoke run: the times say nothing\n");
    }
  }

  private static String joined(Map<String, String> versions, String between) {
    return versions.entrySet().stream()
        .map(entry -> entry.getKey() + between + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void job(StringBuilder text, StepResult result) {
    StepJob job = result.job();
    String widths = job.widths().stream().map(String::valueOf).collect(Collectors.joining("-"));
    text.append(
        "\n### %s, %s, batch %d\n\n%s, %s, %s.\n\n"
            .formatted(
                job.name(),
                job.dtype(),
                job.batch(),
                widths,
                job.classes() ? "softmax" : "squared error",
                job.adam() ? "Adam" : "plain gradient descent"));
    row(text, "who", "ms a step", "quartiles", "s an epoch", "GFLOP/s", "ours / theirs", "goal");
    row(text, "---", "---:", "---:", "---:", "---:", "---:", "---");
    result.times().forEach((name, times) -> contestant(text, result, name, times));
  }

  private static void contestant(StringBuilder text, StepResult result, String name, Times times) {
    double ms = times.median();
    boolean ours = name.equals(StepRace.OURS);
    OptionalDouble ratio = ours ? OptionalDouble.empty() : result.ratio(name);
    Optional<Goal> goal = Goal.of(result.job(), name);
    String judged =
        goal.isPresent() && ratio.isPresent()
            ? "≤ %s: %s"
                .formatted(
                    number(goal.get().max(), 2),
                    ratio.getAsDouble() <= goal.get().max() ? "met" : "missed")
            : "";
    row(
        text,
        ours ? "**" + name + "**" : name,
        number(ms, 4),
        number(times.quantile(0.25), 4) + " – " + number(times.quantile(0.75), 4),
        number(ms * result.job().stepsPerEpoch() / 1000, 2),
        number(result.operations() / ms / 1e6, 1),
        ratio.isPresent() ? number(ratio.getAsDouble(), 2) : "",
        judged);
  }

  private static void part(StringBuilder text, PartResult part) {
    Times times = part.times();
    row(
        text,
        part.title(),
        part.unit(),
        number(times.median(), 1),
        number(times.quantile(0.25), 1) + " – " + number(times.quantile(0.75), 1),
        "≤ " + number(part.most(), 0) + (part.met() ? ": met" : ": missed"));
  }

  private static void process(StringBuilder text, ProcessResult process) {
    double ours = process.seconds().get(StepRace.OURS) == null ? Double.NaN : oursOf(process);
    List<String> names = new ArrayList<>(process.seconds().keySet());
    for (String name : names) {
      Times times = Optional.ofNullable(process.seconds().get(name)).orElseThrow();
      Double memory = process.megabytes().get(name);
      row(
          text,
          process.title(),
          name,
          number(times.median(), 2),
          number(times.quantile(0.25), 2) + " – " + number(times.quantile(0.75), 2),
          name.equals(StepRace.OURS) ? "" : number(ours / times.median(), 2),
          memory == null ? "" : number(memory, 0),
          goal(process, name, times.median(), ours / times.median(), memory));
    }
  }

  private static String goal(
      ProcessResult process, String name, double seconds, double ratio, @Nullable Double memory) {
    boolean ours = name.equals(StepRace.OURS);
    if (process.name().equals(WholeProcesses.START) && ours) {
      return "< 2 s: " + said(seconds < 2);
    }
    if (process.name().equals(WholeProcesses.FASHION) && ours) {
      boolean small = memory != null && memory < 1200;
      return "< 60 s and < 1200 MB: " + said(seconds < 60 && small);
    }
    return process.name().equals(WholeProcesses.CALIFORNIA) && !ours
        ? "≤ 0.70: " + said(ratio <= 0.7)
        : "";
  }

  private static String said(boolean met) {
    return met ? "met" : "missed";
  }

  private static double oursOf(ProcessResult process) {
    return Optional.ofNullable(process.seconds().get(StepRace.OURS)).orElseThrow().median();
  }

  /**
   * The page on how cost grows.
   *
   * @return Markdown
   */
  public String sweep() {
    StringBuilder text = new StringBuilder("# How a step's cost grows\n\n");
    text.append(
        "Milliseconds per step in float32, medians; written by `annlab bench --sweep`.\n\n");
    origin(text);
    for (Sweep.Curve curve : result.curves()) {
      text.append("\n## ").append(curve.title()).append("\n\n![").append(curve.title());
      text.append("](timings/sweep-").append(curve.variable()).append(".svg)\n\n");
      List<String> names = new ArrayList<>(curve.results().get(0).times().keySet());
      List<String> head = new ArrayList<>(List.of(curve.variable()));
      head.addAll(names);
      row(text, head.toArray(String[]::new));
      row(text, head.stream().map(name -> "---:").toArray(String[]::new));
      for (int i = 0; i < curve.sizes().size(); i++) {
        StepResult at = curve.results().get(i);
        List<String> cells = new ArrayList<>(List.of(curve.sizes().get(i).toString()));
        for (String name : names) {
          OptionalDouble ms = at.median(name);
          cells.add(ms.isPresent() ? number(ms.getAsDouble(), 4) : "");
        }
        row(text, cells.toArray(String[]::new));
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
