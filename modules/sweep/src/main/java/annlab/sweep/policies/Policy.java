package annlab.sweep.policies;

import java.util.Optional;
import java.util.Set;

/**
 * Decides which trial is trained next, how far, and which one is to go no further. It remembers
 * nothing: all follows from the {@link Board}, so a sweep that is resumed decides as before.
 */
public sealed interface Policy
    permits AllTrials, SuccessiveHalving, AsynchronousHalving, MedianStopping {
  /**
   * What is to be trained next.
   *
   * @param trial the trial's number, from 0
   * @param until after how many epochs it is paused; 0 to train it to its end
   */
  record Step(int trial, int until) {}

  /**
   * What to train next.
   *
   * @param board where the trials stand
   * @return empty if trials under way must be awaited, or if there are none, that all is done
   */
  Optional<Step> next(Board board);

  /**
   * The trials that are to go no further than they are.
   *
   * @param board where the trials stand
   * @return of the idle ones and those under way
   */
  Set<Integer> out(Board board);

  /**
   * How many epochs are trained in all, at most.
   *
   * @param trials how many trials there are
   * @param epochs how many each has
   * @return epochs
   */
  long epochs(int trials, int epochs);

  /**
   * Whether it compares trials by a metric of their epochs.
   *
   * @return false if it asks for none
   */
  boolean compares();
}
