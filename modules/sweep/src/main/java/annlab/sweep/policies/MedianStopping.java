package annlab.sweep.policies;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The median stopping rule (Golovin et al. 2017): a trial ends whose best value so far is worse
 * than the median of what the others had on average over as many epochs.
 *
 * @param after how many epochs every trial is let train
 * @param trials how many others there must be to compare it with
 */
public record MedianStopping(int after, int trials) implements Policy {
  @Override
  public Optional<Step> next(Board board) {
    return new AllTrials().next(board);
  }

  @Override
  public Set<Integer> out(Board board) {
    Set<Integer> out = new HashSet<>();
    for (int trial = 0; trial < board.size(); trial++) {
      if (board.state(trial) == Board.State.UNDER_WAY
          && board.epochs(trial) >= after
          && isWorse(board, trial)) {
        out.add(trial);
      }
    }
    return out;
  }

  private boolean isWorse(Board board, int trial) {
    int epochs = board.epochs(trial);
    List<Double> others =
        IntStream.range(0, board.size())
            .filter(other -> other != trial && board.state(other) != Board.State.FAILED)
            .mapToObj(other -> average(board, other, epochs))
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .sorted()
            .toList();
    if (others.size() < trials) {
      return false;
    }
    double best =
        IntStream.rangeClosed(1, epochs)
            .mapToDouble(epoch -> board.cost(trial, epoch).orElse(Double.POSITIVE_INFINITY))
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    return best > median(others);
  }

  /** The average over a trial's first epochs; empty if it has not come so far. */
  private static OptionalDouble average(Board board, int trial, int epochs) {
    return board.epochs(trial) < epochs
        ? OptionalDouble.empty()
        : IntStream.rangeClosed(1, epochs)
            .mapToDouble(epoch -> board.cost(trial, epoch).orElse(Double.POSITIVE_INFINITY))
            .average();
  }

  private static double median(List<Double> sorted) {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  @Override
  public long epochs(int trials, int epochs) {
    return (long) trials * epochs;
  }

  @Override
  public boolean compares() {
    return true;
  }
}
