package annlab.networks;

import java.util.Locale;
import org.apache.commons.math3.special.Erf;
import org.nd4j.linalg.activations.IActivation;

/** Activation functions under Keras' names, applied to each row of a layer's sums {@code z}. */
public enum Activation {
  /** {@code z}. */
  LINEAR {
    @Override
    double value(double z) {
      return z;
    }

    @Override
    double slope(double z, double a) {
      return 1;
    }
  },
  /** {@code max(0, z)}; its slope at 0 is 0. */
  RELU {
    @Override
    double value(double z) {
      return Math.max(0, z);
    }

    @Override
    double slope(double z, double a) {
      return z > 0 ? 1 : 0;
    }
  },
  /** {@code 1 / (1 + exp(-z))}. */
  SIGMOID {
    @Override
    double value(double z) {
      return 1 / (1 + Math.exp(-z));
    }

    @Override
    double slope(double z, double a) {
      return a * (1 - a);
    }
  },
  /** {@code tanh(z)}. */
  TANH {
    @Override
    double value(double z) {
      return Math.tanh(z);
    }

    @Override
    double slope(double z, double a) {
      return 1 - a * a;
    }
  },
  /** {@code exp(z_i) / sum_j exp(z_j)}. */
  SOFTMAX {
    @Override
    double value(double z) {
      return 1;
    }

    @Override
    double slope(double z, double a) {
      return 0;
    }

    @Override
    void apply(double[] z, double[] out, int at, int n) {
      double max = z[at];
      for (int j = 1; j < n; j++) {
        max = Math.max(max, z[at + j]);
      }
      double sum = 0;
      for (int j = 0; j < n; j++) {
        out[at + j] = Math.exp(z[at + j] - max);
        sum += out[at + j];
      }
      for (int j = 0; j < n; j++) {
        out[at + j] /= sum;
      }
    }

    @Override
    void backward(double[] z, double[] a, double[] d, int at, int n) {
      double dot = 0;
      for (int j = 0; j < n; j++) {
        dot += d[at + j] * a[at + j];
      }
      for (int j = 0; j < n; j++) {
        d[at + j] = a[at + j] * (d[at + j] - dot);
      }
    }
  },
  /** {@code log(1 + exp(z))}. */
  SOFTPLUS {
    @Override
    double value(double z) {
      return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    @Override
    double slope(double z, double a) {
      return 1 / (1 + Math.exp(-z));
    }
  },
  /** {@code z} above 0, {@code exp(z) - 1} below (Clevert et al., 2016; Keras' alpha is 1). */
  ELU {
    @Override
    double value(double z) {
      return z > 0 ? z : Math.expm1(z);
    }

    @Override
    double slope(double z, double a) {
      return z > 0 ? 1 : a + 1;
    }
  },
  /** ELU scaled to keep mean 0 and variance 1 (Klambauer et al., 2017). */
  SELU {
    private static final double ALPHA = 1.6732632423543772;
    private static final double SCALE = 1.0507009873554805;

    @Override
    double value(double z) {
      return SCALE * (z > 0 ? z : ALPHA * Math.expm1(z));
    }

    @Override
    double slope(double z, double a) {
      return z > 0 ? SCALE : a + SCALE * ALPHA;
    }
  },
  /**
   * {@code z Phi(z)}, Phi the normal distribution (Hendrycks and Gimpel, 2016): the exact form with
   * erf, Keras' default. DL4J's own two are approximations and are not used.
   */
  GELU {
    @Override
    double value(double z) {
      return z * phi(z);
    }

    @Override
    double slope(double z, double a) {
      return phi(z) + z * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    private double phi(double z) {
      return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }
  },
  /** {@code z} above 0, {@code 0.2 z} below (Keras' {@code activations.leaky_relu}). */
  LEAKY_RELU {
    @Override
    double value(double z) {
      return z > 0 ? z : LEAK * z;
    }

    @Override
    double slope(double z, double a) {
      return z > 0 ? 1 : LEAK;
    }
  },
  /**
   * {@code 1 if z >= 0 else 0}. Its slope is 0, as in the chapter: only the perceptron's losses
   * learn.
   */
  HEAVISIDE {
    @Override
    double value(double z) {
      return z >= 0 ? 1 : 0;
    }

    @Override
    double slope(double z, double a) {
      return 0;
    }
  };

  /** Keras default (activations.leaky_relu). */
  static final double LEAK = 0.2;

  /** The function of one sum; a softmax of one output alone. */
  abstract double value(double z);

  /** The derivative at z, a the value there. */
  abstract double slope(double z, double a);

  /** Applies the activation to the n sums of one row from {@code at} on. */
  void apply(double[] z, double[] out, int at, int n) {
    for (int j = at; j < at + n; j++) {
      out[j] = value(z[j]);
    }
  }

  /** Turns dLoss/da in d into dLoss/dz, for the n outputs of one row from {@code at} on. */
  void backward(double[] z, double[] a, double[] d, int at, int n) {
    for (int j = at; j < at + n; j++) {
      d[j] *= slope(z[j], a[j]);
    }
  }

  /**
   * The activation of a name.
   *
   * @param name Keras' name, e.g. {@code relu}
   * @return the activation
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Activation of(String name) {
    return Names.pick("activation", name, values());
  }

  /**
   * The activation as DL4J's, for a layer of DL4J's own.
   *
   * @return an activation function
   */
  public IActivation toDl4j() {
    return NetworkBuilder.activation(this);
  }

  /**
   * Keras' name.
   *
   * @return the name in lower case
   */
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
