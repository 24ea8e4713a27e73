package annlab.networks;

import annlab.networks.statistics.StepStatistics;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Statistics of a training's layers: one step an epoch, the last one with a full batch, is looked
 * at. Looking changes no bit of the training and takes no more than about {@link #SHARE} of its
 * time: of a long training at most {@link #EVERY_EPOCH} and {@link #MAX_POINTS} epochs are looked
 * at, the first and the last among them, and of one whose epochs are very short fewer. Several
 * trainings, one after the other, share the time and at most {@link #MAX_IN_ALL} points.
 */
public final class TrainingStatistics implements Callback {
  /** Of the time since the training began; the first look, which loads classes, is not counted. */
  static final double SHARE = 0.01;

  /** So many epochs at the beginning are looked at one by one. */
  static final int EVERY_EPOCH = 20;

  /** Of all epochs, so many at even distances. */
  static final int MAX_POINTS = 100;

  /** A search over many networks fills no disk. */
  static final int MAX_IN_ALL = 1000;

  /** So many first and last epochs are looked at whatever the time. */
  private static final int MAX_ENDS = 20;

  private final Consumer<StepStatistics> sink;
  private final CollectionRate rate;
  private int distance = 1;
  private int last;
  private boolean begun;
  private boolean first;
  private int ends;
  private int seen;

  /**
   * Statistics of one training after the other.
   *
   * @param sink gets each point at the end of its epoch, before any callback's {@link #epochEnd}
   */
  public TrainingStatistics(Consumer<StepStatistics> sink) {
    this(sink, new CollectionRate(System::nanoTime, SHARE));
  }

  TrainingStatistics(Consumer<StepStatistics> sink, CollectionRate rate) {
    this.sink = sink;
    this.rate = rate;
  }

  @Override
  public Optional<TrainingStatistics> statistics() {
    return Optional.of(this);
  }

  @Override
  public void trainBegin(Training training) {
    if (!begun) {
      begun = true;
      rate.start();
    }
    first = true;
    last = training.epochs() - 1;
    distance = Math.max(1, training.epochs() / MAX_POINTS);
  }

  /** Whether an epoch is to be looked at; asked once an epoch. */
  boolean due(int epoch) {
    boolean end = first || epoch == last;
    first = false;
    if (seen >= MAX_IN_ALL) {
      return false;
    }
    if (end && ends < MAX_ENDS) {
      ends++;
      return true;
    }
    return (end || epoch < EVERY_EPOCH || epoch % distance == 0) && rate.due();
  }

  /**
   * Takes a point.
   *
   * @param nanos what it took to look
   */
  void take(StepStatistics point, long nanos) {
    long start = System.nanoTime();
    sink.accept(point);
    if (seen++ > 0) {
      rate.spent(nanos + System.nanoTime() - start);
    } else {
      rate.expect(0);
    }
  }
}
