package annlab.experiments.neurons;

/** The two step functions of section 1.2.3. What is not a number stays so. */
enum Step {
  // listing: A4-heaviside, A4-nan
  /** 0 below 0, else 1: {@code heaviside(0) = heaviside(-0.0) = 1}. */
  HEAVISIDE {
    @Override
    double of(double z) {
      if (Double.isNaN(z)) {
        return z;
      }
      return z >= 0 ? 1 : 0;
    }
  },
  // end listing
  // listing: A4-sign
  /** -1 below 0, 0 at 0 and at -0.0, 1 above. */
  SIGN {
    @Override
    double of(double z) {
      // adding 0.0 turns Math.signum's -0.0 for -0.0 into 0.0
      return Math.signum(z) + 0.0;
    }
  };

  // end listing

  abstract double of(double z);
}
