package annlab.sweep.policies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The states of a stage's trials, from which a policy decides. */
public final class Board {
  /** Where one trial stands. */
  public enum State {
    /** It has not begun, was interrupted, or is paused after one of its epochs. */
    IDLE,
    /** It trains. */
    UNDER_WAY,
    /** It has come to its end. */
    FINISHED,
    /** It ended in an error. */
    FAILED,
    /** It is to go no further. */
    STOPPED
  }

  private final State[] states;
  private final List<List<Double>> costs;

  /**
   * A board on which nothing has begun.
   *
   * @param trials how many trials there are
   */
  public Board(int trials) {
    states = new State[trials];
    Arrays.fill(states, State.IDLE);
    costs = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      costs.add(new ArrayList<>());
    }
  }

  /**
   * How many trials there are.
   *
   * @return the number
   */
  public int size() {
    return states.length;
  }

  /**
   * Where a trial stands.
   *
   * @param trial its number, from 0
   * @return its state
   */
  public State state(int trial) {
    return states[trial];
  }

  /**
   * How many trials stand somewhere.
   *
   * @param state where
   * @return the number
   */
  public int count(State state) {
    return (int) Arrays.stream(states).filter(state::equals).count();
  }

  /**
   * Moves a trial.
   *
   * @param trial its number, from 0
   * @param state where it stands now
   */
  public void set(int trial, State state) {
    states[trial] = state;
  }

  /**
   * How many epochs a trial has been trained.
   *
   * @param trial its number, from 0
   * @return epochs
   */
  public int epochs(int trial) {
    return costs.get(trial).size();
  }

  /**
   * What a trial's metric was, so turned that less is better.
   *
   * @param trial its number, from 0
   * @param epochs after how many epochs
   * @return empty if it has not come so far; a finished trial stays where it ended
   */
  public OptionalDouble cost(int trial, int epochs) {
    List<Double> own = costs.get(trial);
    if (epochs >= 1 && epochs <= own.size()) {
      return OptionalDouble.of(own.get(epochs - 1));
    }
    return epochs > own.size() && states[trial] == State.FINISHED && !own.isEmpty()
        ? OptionalDouble.of(own.get(own.size() - 1))
        : OptionalDouble.empty();
  }

  /**
   * Records a trial's epoch.
   *
   * @param trial its number, from 0
   * @param number the epoch's, from 0; an epoch that is trained again is replaced
   * @param cost its metric, so turned that less is better; infinity if it has none
   */
  public void record(int trial, int number, double cost) {
    List<Double> own = costs.get(trial);
    double known = Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost;
    while (own.size() <= number) {
      own.add(Double.POSITIVE_INFINITY);
    }
    own.set(number, known);
  }
}
