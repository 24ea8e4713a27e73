package annlab.experiments.keras;

import java.util.List;

/**
 * The training loss of an epoch is the mean over its batches, so it belongs to the epoch's middle;
 * the validation loss is taken at its end. Moving the training curve half an epoch to the left
 * makes them comparable.
 */
public final class HalfEpochShift {
  /** The first epochs, where the losses fall fast and over-fitting has not begun. */
  static final int EARLY = 5;

  /** Towards the next epoch's value: the curve moves to the left. */
  public static final int LEFT = 1;

  private HalfEpochShift() {}

  /**
   * Mean distance of the two curves over the first epochs after the move, divided by that before.
   *
   * @param loss training loss by epoch, at least two values
   * @param validationLoss validation loss by epoch
   * @param direction {@link #LEFT}, or its negative for the other way
   */
  public static double ratio(List<Double> loss, List<Double> validationLoss, int direction) {
    double before = 0;
    double after = 0;
    // listing: G9-half-epoch-shift, G9-figure
    for (int epoch = 0; epoch < Math.min(EARLY, loss.size() - 1); epoch++) {
      double reported = loss.get(epoch); // the mean over the epoch
      double neighbour = loss.get(Math.max(0, epoch + direction)); // direction: +1
      double moved = (reported + neighbour) / 2; // the curve's height at the epoch's end
      before += Math.abs(reported - validationLoss.get(epoch));
      after += Math.abs(moved - validationLoss.get(epoch));
    }
    double ratio = after / before;
    // end listing
    return ratio;
  }
}
