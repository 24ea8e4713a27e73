package annlab.sweep.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.sweep.policies.Board.State;
import annlab.sweep.policies.Policy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policies decide, with trials of which each has one cost from its first epoch on. */
class PolicyTest {
  private static final int FULL = 9;

  /**
   * Trains as a policy says, several trials at a time, epoch by epoch in a random order; one may
   * fail after its second epoch.
   */
  private record Simulation(Board board, long epochs) {
    static Simulation of(
        Policy policy,
        Board board,
        int slots,
        IntToDoubleFunction cost,
        Random random,
        OptionalInt failing) {
      List<Step> underWay = new ArrayList<>();
      long epochs = 0;
      while (true) {
        while (underWay.size() < slots) {
          Optional<Step> next = policy.next(board);
          if (next.isEmpty()) {
            break;
          }
          board.set(next.get().trial(), State.UNDER_WAY);
          underWay.add(next.get());
        }
        for (int out : policy.out(board)) {
          board.set(out, State.STOPPED);
          underWay.removeIf(step -> step.trial() == out);
        }
        if (underWay.isEmpty()) {
          return new Simulation(board, epochs);
        }
        Step step = underWay.get(random.nextInt(underWay.size()));
        int trial = step.trial();
        if (failing.isPresent() && failing.getAsInt() == trial && board.epochs(trial) == 2) {
          board.set(trial, State.FAILED);
          underWay.remove(step);
          continue;
        }
        board.record(trial, board.epochs(trial), cost.applyAsDouble(trial));
        epochs++;
        int until = step.until() == 0 ? FULL : step.until();
        if (board.epochs(trial) == until) {
          board.set(trial, step.until() == 0 ? State.FINISHED : State.IDLE);
          underWay.remove(step);
        }
      }
    }

    List<Integer> in(State state) {
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < board.size(); i++) {
        if (board.state(i) == state) {
          found.add(i);
        }
      }
      return found;
    }
  }

  private static Simulation run(Policy policy, int trials, int slots, long seed) {
    return Simulation.of(
        policy,
        new Board(trials),
        slots,
        trial -> (trial * 7) % trials,
        new Random(seed),
        OptionalInt.empty());
  }

  @Test
  void allTrialsAreTrainedToTheirEnd() {
    Simulation all = run(new AllTrials(), 5, 2, 1);

    assertThat(all.in(State.FINISHED)).containsExactly(0, 1, 2, 3, 4);
    assertThat(all.epochs()).isEqualTo(new AllTrials().epochs(5, FULL)).isEqualTo(45);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 12})
  void halvingKeepsTheBestWhateverEndsFirst(int slots) {
    SuccessiveHalving halving = new SuccessiveHalving(List.of(1, 3, 9), 3);
    for (long seed = 1; seed <= 20; seed++) {
      Simulation halved = run(halving, 12, slots, seed);

      assertThat(halved.in(State.FINISHED)).as("trial 0 costs nothing").containsExactly(0);
      assertThat(halved.in(State.STOPPED)).hasSize(11);
      // 12 trials of 1 epoch, 4 of 2 more, 1 of 6 more
      assertThat(halved.epochs()).isEqualTo(26).isEqualTo(halving.epochs(12, FULL));
    }
  }

  @Test
  void halvingThatIsCutShortGoesOnToTheSameTrials() {
    SuccessiveHalving halving = new SuccessiveHalving(List.of(1, 3, 9), 3);
    for (long seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      Board board = new Board(12);
      // some trials were trained to their first rung, one was killed on its way to the second
      for (int trial = 0; trial < 12; trial++) {
        if (random.nextBoolean()) {
          board.record(trial, 0, (trial * 7) % 12);
        }
      }
      Simulation resumed =
          Simulation.of(halving, board, 2, trial -> (trial * 7) % 12, random, OptionalInt.empty());

      assertThat(resumed.in(State.FINISHED)).containsExactly(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 11})
  void aTrialThatFailsLeavesHalvingToTheOthers(int failing) {
    SuccessiveHalving halving = new SuccessiveHalving(List.of(3, 6, 9), 3);
    Simulation halved =
        Simulation.of(
            halving,
            new Board(12),
            2,
            trial -> (trial * 7) % 12,
            new Random(4),
            OptionalInt.of(failing));

    assertThat(halved.in(State.FAILED)).containsExactly(failing);
    assertThat(halved.in(State.FINISHED)).hasSize(1);
    assertThat(halved.in(State.IDLE)).isEmpty();
    // (trial * 7) % 12 is 1 for trial 7
    assertThat(halved.in(State.FINISHED)).containsExactly(failing == 0 ? 7 : 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void asynchronousHalvingNeverWaitsAndTrainsLess(long seed) {
    AsynchronousHalving halving = new AsynchronousHalving(List.of(1, 3, 9), 3, seed);
    Simulation halved = run(halving, 27, 2, seed);

    assertThat(halved.in(State.IDLE)).isEmpty();
    assertThat(halved.in(State.FINISHED)).isNotEmpty().hasSizeLessThanOrEqualTo(6);
    assertThat(halved.epochs()).isLessThan(27 * FULL / 2);
  }

  @Test
  void asynchronousHalvingBeginsInAnOrderOfItsSeed() {
    List<Integer> first = order(1);

    assertThat(first).isEqualTo(order(1)).isNotEqualTo(order(2));
    assertThat(first).doesNotContainSequence(0, 1, 2, 3);
  }

  private static List<Integer> order(long seed) {
    Board board = new Board(8);
    AsynchronousHalving halving = new AsynchronousHalving(List.of(1, 3), 3, seed);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int trial = halving.next(board).orElseThrow().trial();
      board.set(trial, State.UNDER_WAY);
      order.add(trial);
    }
    return order;
  }

  @Test
  void asynchronousHalvingGoesOnWithWhatWasCutShort() {
    Board board = new Board(2);
    board.record(0, 0, 1);
    board.record(0, 1, 1);

    assertThat(new AsynchronousHalving(List.of(1, 3, 9), 3, 1).next(board))
        .contains(new Step(0, 3));
  }

  @Test
  void whatIsWorseThanTheMedianEnds() {
    Board board = new Board(4);
    for (int trial = 0; trial < 4; trial++) {
      board.set(trial, State.UNDER_WAY);
      for (int epoch = 0; epoch < 3; epoch++) {
        board.record(trial, epoch, trial == 3 ? 9 : trial);
      }
    }

    assertThat(new MedianStopping(3, 3).out(board))
        .as("medians 2, 2, 1, 1")
        .isEqualTo(Set.of(2, 3));
    assertThat(new MedianStopping(4, 3).out(board)).as("too early").isEmpty();
    assertThat(new MedianStopping(3, 4).out(board)).as("too few others").isEmpty();
  }

  @Test
  void aFailedTrialIsNoMeasureForOthers() {
    Board board = new Board(2);
    board.record(0, 0, 1);
    board.set(0, State.FAILED);
    board.set(1, State.UNDER_WAY);
    board.record(1, 0, 2);

    assertThat(new MedianStopping(1, 1).out(board)).isEmpty();
    board.set(0, State.FINISHED);
    assertThat(new MedianStopping(1, 1).out(board)).containsExactly(1);
  }

  @Test
  void aLossThatIsNoNumberIsTheWorst() {
    Board board = new Board(1);
    board.record(0, 0, Double.NaN);

    assertThat(board.cost(0, 1)).hasValue(Double.POSITIVE_INFINITY);
    assertThat(board.cost(0, 2)).isEmpty();
  }

  @Test
  void rungsAreChecked() {
    assertThatThrownBy(() -> new SuccessiveHalving(List.of(), 3))
        .hasMessage("halving needs epochs, and keep of at least 2, got [] and 3");
    assertThatThrownBy(() -> new AsynchronousHalving(List.of(1), 1, 1))
        .hasMessage("halving needs epochs, and keep of at least 2, got [1] and 1");
  }
}
