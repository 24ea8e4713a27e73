package annlab.kernels;

/**
 * {@link FloatBlocks} for a JVM that makes no vectors of loops: two rows by four columns are kept
 * in registers.
 */
final class ScalarFloatBlocks implements FloatBlocks {
  @Override
  public void multiply(
      float[] a,
      int a0,
      int aRow,
      int aColumn,
      float[] b,
      int b0,
      int bRow,
      float[] s,
      int s0,
      int sRow,
      float[] c,
      int c0,
      int cRow,
      int rows,
      int columns,
      int inner) {
    for (int i = 0; i < rows; i += 2) {
      for (int j = 0; j < columns; j += 4) {
        int from = s0 + i * sRow + j;
        int to = c0 + i * cRow + j;
        float c00 = s[from];
        float c01 = s[from + 1];
        float c02 = s[from + 2];
        float c03 = s[from + 3];
        float c10 = s[from + sRow];
        float c11 = s[from + sRow + 1];
        float c12 = s[from + sRow + 2];
        float c13 = s[from + sRow + 3];
        int at = a0 + i * aRow;
        int bt = b0 + j;
        for (int q = 0; q < inner; q++) {
          float x = a[at];
          float y = a[at + aRow];
          float v = b[bt];
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
