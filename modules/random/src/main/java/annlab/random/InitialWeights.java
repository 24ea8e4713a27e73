package annlab.random;

/**
 * The numbers from which an initializer of Keras 3 makes a layer's first weights, by the generator
 * of one of its backends. Each call starts from the seed anew.
 */
public interface InitialWeights {
  /**
   * Uniform numbers, to the bit as the backend computes them in float32.
   *
   * @param n how many
   * @param lo the lower bound
   * @param hi the upper bound
   * @return numbers from lo to hi
   */
  float[] uniform(int n, double lo, double hi);

  /**
   * Standard normal numbers, within 5e-6: the backends take their own float32 logarithms, sines and
   * error functions.
   *
   * @param n how many
   * @return n numbers
   */
  double[] normal(int n);

  /**
   * Standard normal numbers without those beyond 2, within 5e-6.
   *
   * @param n how many
   * @return n numbers in (-2, 2)
   */
  double[] truncatedNormal(int n);
}
