package annlab.cli.processes;

import annlab.cli.options.ClusterChoice;
import annlab.cli.options.RunSettings;
import annlab.cli.processes.ReproductionProgress.Expected;
import annlab.cli.text.Output;
import annlab.lab.Experiment;
import annlab.lab.runner.Prerequisites;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.sweep.engines.Engine;
import annlab.sweep.engines.RetryingEngine;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs every experiment that no run of the same code, settings, seed and backend has finished yet,
 * so that an interrupted reproduction resumes where it stopped.
 */
public final class Reproduction {
  private final Settings settings;
  private final RunStore store;
  private final RunSettings options;
  private final ClusterChoice cluster;
  private final Output output;
  private final Shutdown shutdown;

  /** What never ran may be the longest. */
  private static final Comparator<Expected> LONGEST_FIRST =
      Comparator.comparing(
          each -> each.took().orElse(ChronoUnit.FOREVER.getDuration()), Comparator.reverseOrder());

  public Reproduction(
      Settings settings,
      RunStore store,
      RunSettings options,
      ClusterChoice cluster,
      Output output,
      Shutdown shutdown) {
    this.settings = settings;
    this.store = store;
    this.options = options;
    this.cluster = cluster;
    this.output = output;
    this.shutdown = shutdown;
  }

  /**
   * What came of it.
   *
   * @param runs in the order of their experiments, those taken over among them; none of what was
   *     not begun
   * @param failures what failed and why, one line each
   * @param complete whether everything has finished
   */
  public record Outcome(List<Run> runs, List<String> failures, boolean complete) {}

  /** An experiment and the run that is taken over for it. */
  private record Step(Experiment experiment, Optional<RunSummary> done) {}

  /**
   * Runs what is missing, that first which took longest the last time.
   *
   * @param experiments all experiments
   * @param fresh whether to run everything, whatever has been finished
   * @param jobs how many at a time
   */
  public Outcome run(List<Experiment> experiments, boolean fresh, int jobs) {
    List<Step> steps = plan(experiments, fresh);
    List<Step> open = steps.stream().filter(step -> step.done().isEmpty()).toList();
    tell(steps, open);
    Prerequisites.require(settings, open.stream().map(Step::experiment).toList(), options.quick());
    LastDurations last = new LastDurations(store, settings, options.quick());
    List<Expected> left =
        open.stream()
            .map(step -> new Expected(step.experiment(), last.of(step.experiment())))
            .sorted(LONGEST_FIRST)
            .toList();
    Map<String, RunId> begun;
    List<String> failures;
    try (ReproductionProgress progress = ReproductionProgress.of(left, jobs)) {
      ReproductionJobs work =
          new ReproductionJobs(store, options, shutdown, progress, engine(jobs));
      begun = work.run(left.stream().map(Expected::experiment).toList());
      failures = work.failures();
    }
    List<Run> runs = new ArrayList<>();
    for (Step step : steps) {
      step.done()
          .map(RunSummary::id)
          .or(() -> Optional.ofNullable(begun.get(step.experiment().id())))
          .ifPresent(id -> runs.add(store.find(id).orElseThrow()));
    }
    boolean complete =
        runs.size() == steps.size()
            && runs.stream().allMatch(run -> run.status() == RunStatus.FINISHED);
    return new Outcome(runs, failures, complete);
  }

  /** On this machine one that dies has failed; a cluster's machines come and go. */
  private Engine engine(int jobs) {
    Engine trials =
        Engines.of(store, settings, cluster, options.choice(), "reproduce", jobs, output::note);
    return cluster.master().isEmpty() ? trials : new RetryingEngine(trials, store);
  }

  private List<Step> plan(List<Experiment> experiments, boolean fresh) {
    List<Step> steps = new ArrayList<>();
    for (Experiment experiment : experiments) {
      RunOptions own = options.plainOptionsFor(experiment);
      steps.add(
          new Step(
              experiment,
              fresh
                  ? Optional.empty()
                  : store
                      .of(experiment)
                      .equal(
                          own.parameters(),
                          options.quick(),
                          options.choice().backend().toString())));
    }
    // A quick run asks whether everything runs: one that has come to its end is asked anew.
    boolean again = options.quick() && steps.stream().allMatch(step -> step.done().isPresent());
    return again
        ? experiments.stream().map(each -> new Step(each, Optional.empty())).toList()
        : steps;
  }

  private void tell(List<Step> steps, List<Step> open) {
    int taken = steps.size() - open.size();
    if (taken == 0) {
      return;
    }
    output.note(
        taken
            + " of "
            + steps.size()
            + " experiments are finished with this code, seed and backend and are taken over"
            + " (--fresh runs them again):");
    for (Step step : steps) {
      step.done()
          .ifPresent(run -> output.note("  " + step.experiment().id() + ": run " + run.id()));
    }
  }
}
