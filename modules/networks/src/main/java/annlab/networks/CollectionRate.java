package annlab.networks;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When statistics are collected: so rarely that they take no more than a small share of a
 * training's time, those counted in that are collected whatever the time. Which steps these are
 * depends on the machine, so collecting must change no number.
 */
final class CollectionRate {
  /**
   * Of the time since the training began. With the last step's, which comes whatever the time, it
   * is less than one in twenty from a training of a few seconds on.
   */
  static final double SHARE = 0.03;

  /** What the first collection is taken to cost: it loads classes. */
  static final Duration FIRST_COST = Duration.ofMillis(50);

  private final LongSupplier clock;
  private long begin;
  private long collecting;
  private long spent;
  private long expected = FIRST_COST.toNanos();

  /**
   * A rate for a training that begins now.
   *
   * @param clock nanoseconds, from any origin
   */
  CollectionRate(LongSupplier clock) {
    this.clock = clock;
    start();
  }

  /** The training begins now. */
  void start() {
    begin = clock.getAsLong();
  }

  /** Whether another collection, as dear as the last one, leaves the sum within the share. */
  boolean due() {
    return spent + expected <= SHARE * (clock.getAsLong() - begin);
  }

  /** A collection begins. */
  void collect() {
    collecting = clock.getAsLong();
  }

  /** The collection is done. */
  void collected() {
    expected = clock.getAsLong() - collecting;
    spent += expected;
  }
}
