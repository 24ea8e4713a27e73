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
  private final double share;
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
    this(clock, SHARE);
  }

  /**
   * A rate for a training that begins now.
   *
   * @param clock nanoseconds, from any origin
   * @param share of the time since the training began, 0 to 1
   */
  CollectionRate(LongSupplier clock, double share) {
    this.clock = clock;
    this.share = share;
    start();
  }

  /** The training begins now. */
  void start() {
    begin = clock.getAsLong();
  }

  /** Whether another collection, as dear as the last one, leaves the sum within the share. */
  boolean due() {
    return spent + expected <= share * (clock.getAsLong() - begin);
  }

  /** A collection begins. */
  void collect() {
    collecting = clock.getAsLong();
  }

  /** The collection is done. */
  void collected() {
    spent(clock.getAsLong() - collecting);
  }

  /** A collection took so many nanoseconds. */
  void spent(long nanos) {
    expect(nanos);
    spent += nanos;
  }

  /** The next collection is taken to cost so many nanoseconds. */
  void expect(long nanos) {
    expected = nanos;
  }
}
