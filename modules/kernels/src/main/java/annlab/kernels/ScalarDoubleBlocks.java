package annlab.kernels;

/**
 * {@link DoubleBlocks} for a JVM that makes no vectors of loops: two rows by four columns are kept
 * in registers.
 */
final class ScalarDoubleBlocks implements DoubleBlocks {
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
    for (int i = 0; i < rows; i += 2) {
      for (int j = 0; j < columns; j += 4) {
        int from = s0 + i * sRow + j;
        int to = c0 + i * cRow + j;
        double c00 = s[from];
        double c01 = s[from + 1];
        double c02 = s[from + 2];
        double c03 = s[from + 3];
        double c10 = s[from + sRow];
        double c11 = s[from + sRow + 1];
        double c12 = s[from + sRow + 2];
        double c13 = s[from + sRow + 3];
        int at = a0 + i * aRow;
        int bt = b0 + j;
        for (int q = 0; q < inner; q++) {
          double x = a[at];
          double y = a[at + aRow];
          double v = b[bt];
          c00 = Math.fma(x, v, c00);
          c10 = Math.fma(y, v, c10);
          v = b[bt + 1];
          c01 = Math.fma(x, v, c01);
          c11 = Math.fma(y, v, c11);
          v = b[bt + 2];
          c02 = Math.fma(x, v, c02);
          c12 = Math.fma(y, v, c12);
          v = b[bt + 3];
          c03 = Math.fma(x, v, c03);
          c13 = Math.fma(y, v, c13);
          at += aColumn;
          bt += bRow;
        }
        c[to] = c00;
        c[to + 1] = c01;
        c[to + 2] = c02;
        c[to + 3] = c03;
        c[to + cRow] = c10;
        c[to + cRow + 1] = c11;
        c[to + cRow + 2] = c12;
        c[to + cRow + 3] = c13;
      }
    }
  }
}
