package annlab.networks.random;

/** Fills arrays with random numbers, from one generator. */
public interface WeightSampler {
  /** Takes numbers in [low, high). */
  void uniform(double[] into, double low, double high);

  /** Takes normal numbers. */
  void normal(double[] into, double mean, double standardDeviation);

  /** Takes normal numbers of mean 0, without those beyond two standard deviations. */
  void truncatedNormal(double[] into, double standardDeviation);
}
