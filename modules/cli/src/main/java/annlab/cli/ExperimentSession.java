package annlab.cli;

import annlab.cli.options.RunSettings;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.cli.text.RunFailedException;
import annlab.datasets.DataUnavailableException;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.Verdict;
import annlab.lab.comparison.ParameterTrace;
import annlab.lab.runner.Prerequisites;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import annlab.sweep.trials.FitExperiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs experiments one after the other, as {@code run} and {@code reproduce} do. */
final class ExperimentSession {
  private final Settings settings;
  private final RunStore store;
  private final RunSettings options;
  private final Output output;

  ExperimentSession(Settings settings, RunStore store, RunSettings options, Output output) {
    this.settings = settings;
    this.store = store;
    this.options = options;
    this.output = output;
  }

  /**
   * Experiments of given names.
   *
   * @param ids names, each once
   * @return the experiments in that order
   * @throws IllegalArgumentException if there is none of a name
   */
  static List<Experiment> named(List<String> ids) {
    List<Experiment> experiments = new ArrayList<>();
    for (String id : ids) {
      experiments.add(Experiments.find(id));
    }
    return experiments;
  }

  /**
   * Runs experiments in order and stops after one that was interrupted.
   *
   * @param experiments what to run
   * @param queued the run to take over, for a single experiment
   * @param trace where the main model's parameters are written step by step
   * @return the runs that were started
   */
  List<Run> run(List<Experiment> experiments, Optional<RunId> queued, Optional<Path> trace) {
    // ND4J may be loading meanwhile; the sources are kept, and each run names them
    experiments.forEach(Experiment::fingerprint);
    options.choice().require();
    Runner runner = new Runner(store, settings);
    List<Run> runs = new ArrayList<>();
    for (Experiment experiment : experiments) {
      output.note(
          experiment.section()
              + "  "
              + experiment.id()
              + ": "
              + experiment.title()
              + (options.quick() ? " (quick)" : ""));
      RunOptions own = options.optionsFor(experiment);
      RunOptions settled =
          trace
              .map(
                  folder ->
                      new ParameterTrace(folder, ParameterTrace.FIRST_STEPS, options.precision()))
              .map(own::withWatcher)
              .orElse(own);
      Run run = run(runner, experiment, queued.map(settled::withQueued).orElse(settled));
      runs.add(run);
      if (run.status() == RunStatus.INTERRUPTED) {
        break;
      }
    }
    return runs;
  }

  /**
   * Goes on with a run from its last checkpoint.
   *
   * @param run one that was interrupted or has failed
   * @return the run, finished or interrupted again
   * @throws IllegalArgumentException if it is under way, or of other code
   */
  Run resume(Run run) {
    if (FitExperiment.isTrial(run.summary())) {
      throw new IllegalArgumentException(
          "run "
              + run.id()
              + " is a trial of a sweep; resume that: annlab sweep --resume "
              + run.summary().group().orElseThrow());
    }
    Experiment experiment =
        run.experiment().equals(FitExperiment.ID) ? fit(run) : Experiments.find(run.experiment());
    options.choice().require();
    Runner runner = new Runner(store, settings);
    runner.requireResumable(experiment, run);
    Prerequisites.require(settings, List.of(experiment), run.summary().quick());
    output.note(
        experiment.section()
            + "  "
            + run.id()
            + (store.hasCheckpoint(run.id())
                ? ": resumes from its last checkpoint"
                : ": has no checkpoint yet, so it starts over"));
    return run(runner, experiment, options.optionsFor(run));
  }

  private FitExperiment fit(Run run) {
    Artifact specification =
        store
            .files()
            .find(run.id(), FitExperiment.SPECIFICATION)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "run "
                            + run.id()
                            + " has not kept its specification; begin again: annlab fit"));
    try {
      return FitExperiment.again(Files.readString(specification.file()));
    } catch (IOException e) {
      throw new PrerequisiteException("cannot read " + specification.file(), e);
    }
  }

  static Run run(Runner runner, Experiment experiment, RunOptions options) {
    try {
      return runner.run(experiment, options);
    } catch (PrerequisiteException | DataUnavailableException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      throw new RunFailedException(experiment.id(), e);
    }
  }

  /** The code that tells how runs went. */
  static int code(List<Run> runs) {
    if (runs.stream().anyMatch(run -> run.status() == RunStatus.INTERRUPTED)) {
      return ExitCode.INTERRUPTED;
    }
    return judge(runs.stream().flatMap(run -> run.verdicts().stream()).toList());
  }

  /** The code that tells how claims came out. */
  static int judge(List<Verdict> verdicts) {
    return verdicts.stream().anyMatch(verdict -> verdict.judgement() == Judgement.FAIL)
        ? ExitCode.CLAIM_FAILED
        : ExitCode.OK;
  }
}
