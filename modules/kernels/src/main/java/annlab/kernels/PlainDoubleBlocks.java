package annlab.kernels;

/** {@link DoubleBlocks} without the Vector API. */
final class PlainDoubleBlocks implements DoubleBlocks {
  @Override
  public void multiply(
      double[] a,
      int a0,
      int aRow,
      int aColumn,
      double[] b,
      int b0,
      int bRow,
      double[] s,
      int s0,
      int sRow,
      double[] c,
      int c0,
      int cRow,
      int rows,
      int columns,
      int inner) {
    for (int i = 0; i < rows; i++) {
      int at = c0 + i * cRow;
      int from = s0 + i * sRow;
      if (s != c || at != from) {
        System.arraycopy(s, from, c, at, columns);
      }
      int factor = a0 + i * aRow;
      for (int q = 0; q < inner; q++) {
        addScaled(a[factor + q * aColumn], b, b0 + q * bRow, c, at, columns);
      }
    }
  }

  private static void addScaled(double factor, double[] b, int b0, double[] c, int c0, int count) {
    for (int j = 0; j < count; j++) {
      c[c0 + j] = Math.fma(factor, b[b0 + j], c[c0 + j]);
    }
  }
}
