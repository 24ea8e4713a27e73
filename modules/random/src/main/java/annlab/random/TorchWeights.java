package annlab.random;

/**
 * The first weights of Keras 3 on PyTorch's CPU.
 *
 * @param seed of the initializer; its low 32 bits count
 */
public record TorchWeights(long seed) implements InitialWeights {
  private static final int GROUP = 16;
  private static final int HALF = GROUP / 2;
  private static final int CANDIDATES = 4;
  private static final double CUT = 2;

  @Override
  public float[] uniform(int n, double lo, double hi) {
    TorchRandom random = new TorchRandom(seed);
    float range = (float) (hi - lo);
    float low = (float) lo;
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = range * random.nextFloat() + low;
    }
    return numbers;
  }

  @Override
  public double[] normal(int n) {
    TorchRandom random = new TorchRandom(seed);
    double[] numbers = new double[n];
    if (n < GROUP) {
      for (int i = 0; i < n; i += 2) {
        double angle = 2 * Math.PI * random.nextDouble();
        double radius = Math.sqrt(-2 * Math.log1p(-random.nextDouble()));
        numbers[i] = radius * Math.cos(angle);
        if (i + 1 < n) {
          numbers[i + 1] = radius * Math.sin(angle);
        }
      }
      return numbers;
    }
    for (int i = 0; i < n; i++) {
      numbers[i] = random.nextFloat();
    }
    for (int at = 0; at + GROUP <= n; at += GROUP) {
      normals(numbers, at);
    }
    if (n % GROUP != 0) {
      // the last 16 are drawn again, over what is there
      for (int i = n - GROUP; i < n; i++) {
        numbers[i] = random.nextFloat();
      }
      normals(numbers, n - GROUP);
    }
    return numbers;
  }

  /** Box and Muller's method on 16 uniform numbers, the first eight with the last eight. */
  private static void normals(double[] numbers, int at) {
    for (int i = at; i < at + HALF; i++) {
      double radius = Math.sqrt(-2 * Math.log(1 - numbers[i]));
      double angle = 2 * Math.PI * numbers[i + HALF];
      numbers[i] = radius * Math.cos(angle);
      numbers[i + HALF] = radius * Math.sin(angle);
    }
  }

  /** {@inheritDoc} The first of four that is not beyond 2, else the first. */
  @Override
  public double[] truncatedNormal(int n) {
    double[] normals = normal(Math.multiplyExact(CANDIDATES, n));
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      int chosen = i * CANDIDATES;
      for (int j = chosen + CANDIDATES - 1; j >= i * CANDIDATES; j--) {
        if (Math.abs(normals[j]) < CUT) {
          chosen = j;
        }
      }
      numbers[i] = normals[chosen];
    }
    return numbers;
  }
}
