package annlab.cli;

import annlab.lab.Experiment;
import annlab.lab.Run;
import annlab.lab.RunOptions;
import annlab.lab.RunStatus;
import annlab.lab.RunStore;
import annlab.lab.RunSummary;
import annlab.lab.Runner;
import annlab.lab.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs every experiment that no run of the same code, settings, seed and backend has finished yet,
 * so that an interrupted reproduction goes on where it stopped.
 */
final class Reproduction {
  private final Settings settings;
  private final RunStore store;
  private final RunSettings options;
  private final Output output;

  Reproduction(Settings settings, RunStore store, RunSettings options, Output output) {
    this.settings = settings;
    this.store = store;
    this.options = options;
    this.output = output;
  }

  /** An experiment and the run that is taken over for it. */
  private record Step(Experiment experiment, Optional<RunSummary> done) {}

  /**
   * Runs what is missing, and stops after a run that was interrupted.
   *
   * @param experiments all experiments
   * @param fresh whether to run everything, whatever has been finished
   * @return the runs, those taken over among them
   */
  List<Run> run(List<Experiment> experiments, boolean fresh) {
    List<Step> steps = plan(experiments, fresh);
    List<Step> open = steps.stream().filter(step -> step.done().isEmpty()).toList();
    tell(steps, open);
    if (!open.isEmpty()) {
      options.choice().require();
    }
    Runner runner = new Runner(store, settings);
    List<Run> runs = new ArrayList<>();
    List<Experiment> left = open.stream().map(Step::experiment).toList();
    try (ReproductionProgress progress =
        ReproductionProgress.of(left, new LastDurations(store, settings, options.quick()))) {
      for (Step step : steps) {
        if (step.done().isPresent()) {
          runs.add(store.find(step.done().get().id()).orElseThrow());
          continue;
        }
        progress.begin(step.experiment());
        RunOptions own = options.plainOptionsFor(step.experiment()).withWatcher(progress);
        Run run = Laboratory.run(runner, step.experiment(), own);
        progress.end(run);
        runs.add(run);
        if (run.status() == RunStatus.INTERRUPTED) {
          break;
        }
      }
    }
    return runs;
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
