package annlab.experiments.backpropagation;

import org.apache.commons.math3.special.Erf;

/** The activation functions of section 1.2.4, with their derivatives. */
enum ActivationFunction {
  STEP("step") {
    @Override
    double value(double z) {
      return z >= 0 ? 1 : 0;
    }

    @Override
    double derivative(double z) {
      return 0;
    }
  },
  SIGMOID("sigmoid") {
    // listing: B9
    @Override
    double value(double z) {
      return 1 / (1 + Math.exp(-z));
    }

    /** {@code e^-|z| / (1 + e^-|z|)^2}: no difference of near numbers, so exact far out too. */
    @Override
    double derivative(double z) {
      double e = Math.exp(-Math.abs(z));
      return e / ((1 + e) * (1 + e));
    }
    // end listing
  },
  TANH("tanh") {
    @Override
    double value(double z) {
      return Math.tanh(z);
    }

    @Override
    double derivative(double z) {
      double value = Math.tanh(z);
      return 1 - value * value;
    }
  },
  RELU("relu") {
    // listing: B11
    @Override
    double value(double z) {
      return Math.max(0, z);
    }

    @Override
    double derivative(double z) {
      return z > 0 ? 1 : 0;
    }
    // end listing
  },
  SOFTPLUS("softplus") {
    // listing: B12
    /** {@code log(1 + e^z)} in a form that cannot overflow. */
    @Override
    double value(double z) {
      return Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    @Override
    double derivative(double z) {
      return SIGMOID.value(z);
    }
    // end listing
  },
  /** {@code z * Phi(z)}, Phi the normal distribution function (Hendrycks and Gimpel, 2016). */
  GELU("gelu") {
    // listing: B13
    @Override
    double value(double z) {
      return z * normal(z);
    }

    @Override
    double derivative(double z) {
      return normal(z) + z * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    private double normal(double z) {
      return Erf.erfc(-z / Math.sqrt(2)) / 2;
    }
    // end listing
  },
  /** The same paper's approximation by tanh. */
  GELU_TANH("gelu, tanh form") {
    @Override
    double value(double z) {
      return z / 2 * (1 + Math.tanh(inner(z)));
    }

    @Override
    double derivative(double z) {
      double t = Math.tanh(inner(z));
      double slope = SCALE * (1 + 3 * CUBE * z * z);
      return (1 + t) / 2 + z / 2 * (1 - t * t) * slope;
    }

    private double inner(double z) {
      return SCALE * (z + CUBE * z * z * z);
    }
  },
  /** The same paper's approximation by the sigmoid. */
  GELU_SIGMOID("gelu, sigmoid form") {
    @Override
    double value(double z) {
      return z * SIGMOID.value(FACTOR * z);
    }

    @Override
    double derivative(double z) {
      return SIGMOID.value(FACTOR * z) + FACTOR * z * SIGMOID.derivative(FACTOR * z);
    }
  };

  private static final double SCALE = Math.sqrt(2 / Math.PI);
  private static final double CUBE = 0.044715;
  private static final double FACTOR = 1.702;

  private final String label;

  ActivationFunction(String label) {
    this.label = label;
  }

  /** Its name in figures. */
  String label() {
    return label;
  }

  abstract double value(double z);

  /** The derivative; where there is none (a kink, a jump) the one from the left. */
  abstract double derivative(double z);
}
