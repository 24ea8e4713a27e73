package annlab.sweep.policies;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Successive halving (Jamieson and Talwalkar 2016): all trials are trained to the first rung, the
 * best part of them to the second, and so on. A rung is decided when every trial has come to it, so
 * which trials go on depends on no clock.
 */
public final class SuccessiveHalving implements Policy {
  private final Rungs rungs;

  /**
   * A policy.
   *
   * @param epochs after how many epochs trials are compared, growing; the last is their end
   * @param keep one of so many goes on, at least one
   */
  public SuccessiveHalving(List<Integer> epochs, int keep) {
    this.rungs = new Rungs(epochs, keep);
  }

  /** The rung that is being trained, and who takes part in it. */
  private record Current(int rung, List<Integer> trials) {}

  private Current current(Board board) {
    List<Integer> trials = Rungs.everyTrial(board);
    int rung = 0;
    while (rung < rungs.last() && decided(board, trials, rung)) {
      int at = rungs.epochs().get(rung);
      List<Integer> compared =
          trials.stream().filter(trial -> board.cost(trial, at).isPresent()).toList();
      trials = rungs.best(board, compared, rung, Math.max(1, trials.size() / rungs.keep()));
      rung++;
    }
    return new Current(rung, trials);
  }

  /** A trial that failed or was stopped before the rung will not come to it. */
  private boolean decided(Board board, List<Integer> trials, int rung) {
    return trials.stream()
        .allMatch(
            trial ->
                board.state(trial) == Board.State.FAILED
                    || board.state(trial) == Board.State.STOPPED
                    || rungs.reached(board, trial, rung));
  }

  @Override
  public Optional<Step> next(Board board) {
    Current current = current(board);
    return current.trials().stream()
        .filter(trial -> board.state(trial) == Board.State.IDLE)
        .filter(
            trial -> current.rung() == rungs.last() || !rungs.reached(board, trial, current.rung()))
        .map(trial -> new Step(trial, rungs.until(current.rung())))
        .findFirst();
  }

  @Override
  public Set<Integer> out(Board board) {
    Current current = current(board);
    Set<Integer> others = new HashSet<>(Rungs.everyTrial(board));
    current.trials().forEach(others::remove);
    others.removeIf(trial -> board.state(trial) != Board.State.IDLE);
    return others;
  }

  @Override
  public long epochs(int trials, int epochs) {
    return rungs.all(trials);
  }

  @Override
  public boolean compares() {
    return true;
  }
}
