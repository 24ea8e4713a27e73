package annlab.sweep.policies;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The epochs after which trials are compared, and what part of them goes on.
 *
 * @param epochs growing; the last is where a trial ends
 * @param keep one of so many goes on, at least one
 */
record Rungs(List<Integer> epochs, int keep) {
  Rungs {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty() || keep < 2) {
      throw new IllegalArgumentException(
          "halving needs epochs, and keep of at least 2, got " + epochs + " and " + keep);
    }
  }

  int last() {
    return epochs.size() - 1;
  }

  /** Whether a trial has come to a rung, or ended well before it. */
  boolean reached(Board board, int trial, int rung) {
    return board.state(trial) == Board.State.FINISHED || board.epochs(trial) >= epochs.get(rung);
  }

  /** How far a step to a rung goes: the last one leads to the trial's own end. */
  int until(int rung) {
    return rung == last() ? 0 : epochs.get(rung);
  }

  /** The best of trials at a rung, better ones first; of equals the one that is named first. */
  List<Integer> best(Board board, List<Integer> trials, int rung, int count) {
    return trials.stream()
        .sorted(
            Comparator.comparingDouble(
                trial -> board.cost(trial, epochs.get(rung)).orElse(Double.POSITIVE_INFINITY)))
        .limit(count)
        .toList();
  }

  /** Epochs that are trained if each rung keeps its part. */
  long all(int trials) {
    long sum = 0;
    int left = trials;
    for (int rung = 0; rung <= last(); rung++) {
      sum += (long) left * (epochs.get(rung) - (rung == 0 ? 0 : epochs.get(rung - 1)));
      left = Math.max(1, left / keep);
    }
    return sum;
  }

  static List<Integer> everyTrial(Board board) {
    return IntStream.range(0, board.size()).boxed().collect(Collectors.toList());
  }
}
