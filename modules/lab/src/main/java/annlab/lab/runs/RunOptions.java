package annlab.lab.runs;

import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.networks.Callback;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options of a run.
 *
 * @param parameters its settings
 * @param quick whether this is a quick run
 * @param queued the run to take over from the store's queue; empty for a new one
 * @param resumed the run to go on with, which was interrupted or has failed; empty for a new one
 * @param watchers what else is to see the training of the main model, as a progress bar
 * @param pauseAfter how many recorded epochs the run is to have when it is interrupted, with a
 *     checkpoint, to go on later; empty to run to its end
 */
public record RunOptions(
    Parameters parameters,
    boolean quick,
    Optional<RunId> queued,
    Optional<RunId> resumed,
    List<Callback> watchers,
    OptionalInt pauseAfter) {
  public RunOptions {
    watchers = List.copyOf(watchers);
  }

  /**
   * A full run with the experiment's own settings.
   *
   * @param experiment the experiment
   * @return options that may be changed
   */
  public static RunOptions full(Experiment experiment) {
    return new RunOptions(
        experiment.defaults(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalInt.empty());
  }

  /**
   * A quick run, which judges nothing.
   *
   * @param experiment the experiment
   * @return options that may be changed
   */
  public static RunOptions quick(Experiment experiment) {
    return new RunOptions(
        experiment.quick(),
        true,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalInt.empty());
  }

  /**
   * To go on with a run, under its own settings.
   *
   * @param run the run, interrupted or failed
   * @return options that may be changed, but for the settings
   */
  public static RunOptions resuming(Run run) {
    return new RunOptions(
        run.parameters(),
        run.summary().quick(),
        Optional.empty(),
        Optional.of(run.id()),
        List.of(),
        OptionalInt.empty());
  }

  /**
   * The same with other settings.
   *
   * @param other the settings
   * @return a copy
   */
  public RunOptions withParameters(Parameters other) {
    return new RunOptions(other, quick, queued, resumed, watchers, pauseAfter);
  }

  /**
   * The same for a run that the store has queued.
   *
   * @param run the run's name
   * @return a copy
   */
  public RunOptions withQueued(RunId run) {
    return new RunOptions(parameters, quick, Optional.of(run), resumed, watchers, pauseAfter);
  }

  /**
   * The same with one more watcher.
   *
   * @param watcher sees the main model's training
   * @return a copy
   */
  public RunOptions withWatcher(Callback watcher) {
    List<Callback> more = new java.util.ArrayList<>(watchers);
    more.add(watcher);
    return new RunOptions(parameters, quick, queued, resumed, more, pauseAfter);
  }

  /**
   * The same, to be interrupted once so many epochs are recorded.
   *
   * @param epochs at least 1
   * @return a copy
   */
  public RunOptions withPauseAfter(int epochs) {
    return new RunOptions(parameters, quick, queued, resumed, watchers, OptionalInt.of(epochs));
  }
}
