package annlab.sweep.policies;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Trains every trial to its end, in order. */
public record AllTrials() implements Policy {
  @Override
  public Optional<Step> next(Board board) {
    return IntStream.range(0, board.size())
        .filter(trial -> board.state(trial) == Board.State.IDLE)
        .mapToObj(trial -> new Step(trial, 0))
        .findFirst();
  }

  @Override
  public Set<Integer> out(Board board) {
    return Set.of();
  }

  @Override
  public long epochs(int trials, int epochs) {
    return (long) trials * epochs;
  }

  @Override
  public boolean compares() {
    return false;
  }
}
