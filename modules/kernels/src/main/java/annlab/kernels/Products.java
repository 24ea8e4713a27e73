package annlab.kernels;

/** Loops over matrices, for one type of numbers. */
abstract class Products {
  /**
   * Columns of a and rows of b between two looks at c: so much of a panel stays in the first cache.
   */
  static final int DEPTH = 96;

  /** Rows of a block of accumulators. */
  static final int BLOCK = 6;

  static Products of(Numbers numbers) {
    return numbers instanceof DoubleNumbers ? DoubleProducts.CURRENT : FloatProducts.CURRENT;
  }

  abstract void multiply(Matrix.Job job);

  abstract void transpose(Matrix from, Matrix to);

  abstract void rectify(Numbers numbers, int at, int count);

  abstract void mask(Numbers numbers, int at, Numbers output, int outputAt, int count);

  abstract void add(Numbers numbers, int at, Numbers other, int otherAt, int count);

  abstract void read(Matrix matrix, double[] into, int rows);

  abstract void write(Matrix matrix, double[] from, double factor, int rows);

  abstract void multiply(Matrix matrix, double[] factors, int rows);

  abstract void standardize(Matrix matrix, Numbers mean, Numbers deviation, int rows);

  abstract void readColumns(Matrix matrix, Numbers from, int fromAt, int rows);

  abstract void writeColumns(Matrix matrix, Numbers into, int intoAt, int rows);
}
