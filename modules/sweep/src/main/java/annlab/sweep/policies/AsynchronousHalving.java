package annlab.sweep.policies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Asynchronous successive halving (Li et al. 2020): whenever a core is free, a trial that is among
 * the best part of those that have come to its rung goes on; if there is none, a new trial begins.
 * No core ever waits, but which trials go on depends on the order in which they come.
 *
 * <p>New trials begin in an order shuffled by a seed: in the order of a grid each may be better
 * than all before it, and everything would go on.
 */
public final class AsynchronousHalving implements Policy {
  private final Rungs rungs;
  private final long seed;

  /**
   * A policy.
   *
   * @param epochs after how many epochs trials are compared, growing; the last is their end
   * @param keep one of so many goes on
   * @param seed of the order in which trials begin
   */
  public AsynchronousHalving(List<Integer> epochs, int keep, long seed) {
    this.rungs = new Rungs(epochs, keep);
    this.seed = seed;
  }

  @Override
  public Optional<Step> next(Board board) {
    return promoted(board).or(() -> interrupted(board)).or(() -> begun(board));
  }

  private Optional<Step> promoted(Board board) {
    for (int rung = rungs.last() - 1; rung >= 0; rung--) {
      int at = rung;
      List<Integer> here =
          Rungs.everyTrial(board).stream()
              .filter(trial -> rungs.reached(board, trial, at))
              .toList();
      Optional<Integer> next =
          rungs.best(board, here, rung, here.size() / rungs.keep()).stream()
              .filter(trial -> board.state(trial) == Board.State.IDLE)
              .filter(trial -> board.epochs(trial) == rungs.epochs().get(at))
              .findFirst();
      if (next.isPresent()) {
        return Optional.of(new Step(next.get(), rungs.until(rung + 1)));
      }
    }
    return Optional.empty();
  }

  /** A trial that was cut short between two rungs. */
  private Optional<Step> interrupted(Board board) {
    return Rungs.everyTrial(board).stream()
        .filter(trial -> board.state(trial) == Board.State.IDLE && board.epochs(trial) > 0)
        .filter(trial -> !rungs.epochs().subList(0, rungs.last()).contains(board.epochs(trial)))
        .findFirst()
        .map(trial -> new Step(trial, rungs.until(above(board.epochs(trial)))));
  }

  private int above(int epochs) {
    int rung = 0;
    while (rung < rungs.last() && rungs.epochs().get(rung) < epochs) {
      rung++;
    }
    return rung;
  }

  private Optional<Step> begun(Board board) {
    List<Integer> order = new ArrayList<>(Rungs.everyTrial(board));
    Collections.shuffle(order, new Random(seed));
    return order.stream()
        .filter(trial -> board.state(trial) == Board.State.IDLE && board.epochs(trial) == 0)
        .findFirst()
        .map(trial -> new Step(trial, rungs.until(0)));
  }

  /** Idle trials are only out when nothing can move any more. */
  @Override
  public Set<Integer> out(Board board) {
    if (board.count(Board.State.UNDER_WAY) > 0 || next(board).isPresent()) {
      return Set.of();
    }
    Set<Integer> idle = new HashSet<>(Rungs.everyTrial(board));
    idle.removeIf(trial -> board.state(trial) != Board.State.IDLE);
    return idle;
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
