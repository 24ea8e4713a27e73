package annlab.networks.random;

/** Draws what a dropout layer multiplies its inputs by in training. */
@FunctionalInterface
public interface MaskDraw {
  /**
   * Fills the first numbers with a step's mask, row by row; the same step gives the same mask.
   *
   * @param mask takes 0 for what is dropped, {@code 1 / (1 - rate)} for what is kept
   * @param count how many numbers
   * @param step updates done before this one
   */
  void draw(double[] mask, int count, int step);
}
