package annlab.networks.random;

import java.util.SplittableRandom;

/**
 * Everything random of one model, asked for in the order in which it happens: first weights and
 * dropout layers from the input on, then the epochs. Keras 3 draws some of it from generators that
 * evaluations and predictions use as well, so they are told too.
 */
public abstract class Draws {
  /** The draws of the weights, layer by layer. */
  public abstract WeightDraw weights();

  /**
   * The masks of the next dropout layer.
   *
   * @param rate share that is dropped, in [0, 1)
   * @param layer number of the layer in the network
   */
  public abstract MaskDraw mask(double rate, int layer);

  /**
   * The order of a shuffled epoch.
   *
   * @param epoch epochs the model has been trained before this one, over all calls of fit
   * @param rows number of training rows
   * @return each row number from 0 to rows - 1 once
   */
  public abstract int[] order(int epoch, int rows);

  /** An epoch begins whose rows are not shuffled by the model's seed. */
  public void unshuffled() {
    // most draw nothing then
  }

  /** The model is evaluated, also after an epoch. */
  public void evaluated() {
    // most draw nothing then
  }

  /** The model predicts. */
  public void predicted() {
    // most draw nothing then
  }

  /**
   * Takes over a model that was trained already, as one that was saved: draws what its epochs drew,
   * if they were shuffled and had the same rows.
   *
   * @param epochs how many there were
   * @param past what each had
   */
  public void resume(int epochs, Past past) {
    // most follow from the number of the epoch alone
  }

  /**
   * What an epoch had.
   *
   * @param rows number of training rows
   * @param evaluated whether the model was evaluated after it
   * @param dropped inputs of all dropout layers for one row
   */
  public record Past(int rows, boolean evaluated, long dropped) {}

  /** Masks from this project's own streams. */
  static MaskDraw ownMask(long seed, double rate, int layer) {
    double kept = 1 / (1 - rate);
    return (mask, count, step) -> {
      SplittableRandom random = Streams.of(seed, "dropout " + layer, step);
      for (int i = 0; i < count; i++) {
        mask[i] = random.nextDouble() < rate ? 0 : kept;
      }
    };
  }

  /** Weights by one rule, orders by another, each epoch's from its number alone. */
  static final class Independent extends Draws {
    private final long seed;
    private final WeightDraw weights;
    private final RowOrder order;

    Independent(long seed, WeightDraw weights, RowOrder order) {
      this.seed = seed;
      this.weights = weights;
      this.order = order;
    }

    @Override
    public WeightDraw weights() {
      return weights;
    }

    @Override
    public MaskDraw mask(double rate, int layer) {
      return ownMask(seed, rate, layer);
    }

    @Override
    public int[] order(int epoch, int rows) {
      return order.rows(epoch, rows);
    }
  }
}
