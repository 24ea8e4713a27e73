package annlab.kernels;

/** The innermost loops of a product in double precision. */
interface DoubleBlocks {
  /**
   * {@code c[i][j] = start[i][j] + sum_q a[i][q] b[q][j]}, q from 0 on, by fused multiply-add.
   *
   * @param a0 where a begins
   * @param aRow from one row of a to the next
   * @param aColumn from one column of a to the next
   * @param b0 where b begins
   * @param bRow from one row of b to the next
   * @param s0 where start begins
   * @param sRow from one row of start to the next
   * @param c0 where c begins
   * @param cRow from one row of c to the next
   * @param rows of c, even
   * @param columns of c, whole units, no more than a panel
   * @param inner columns of a
   */
  void multiply(
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
      int inner);

  /**
   * {@code a[i] = 0} wherever {@code b[i]} is not above 0.
   *
   * @param a0 where a begins
   * @param b0 where b begins
   * @param count of numbers, whole units
   */
  default void mask(double[] a, int a0, double[] b, int b0, int count) {
    for (int i = 0; i < count; i++) {
      // a multiplication by 0 would keep the sign and a NaN
      a[a0 + i] = b[b0 + i] > 0 ? a[a0 + i] : 0;
    }
  }
}
