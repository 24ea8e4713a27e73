package annlab.sweep;

import annlab.networks.Epoch;
import annlab.sweep.specification.Trial;
import annlab.sweep.trials.TrialEnd;
import java.util.List;

/** A listener to a sweep's progress, called from one thread. */
public interface SweepListener {
  /**
   * A stage begins.
   *
   * @param number its number, from 0
   * @param trials its trials
   * @param done epochs of it that are in the store already
   * @param epochs that it has at most
   */
  void stage(int number, List<Trial> trials, long done, long epochs);

  /**
   * A trial begins or goes on.
   *
   * @param number the trial's number in the stage, from 0
   */
  void begin(int number);

  /**
   * An epoch of a trial has ended.
   *
   * @param number the trial's number in the stage, from 0
   * @param epoch the epoch
   */
  void epoch(int number, Epoch epoch);

  /**
   * A trial has come to where it was to come, or has ended otherwise.
   *
   * @param number the trial's number in the stage, from 0
   * @param end how
   */
  void end(int number, TrialEnd end);
}
