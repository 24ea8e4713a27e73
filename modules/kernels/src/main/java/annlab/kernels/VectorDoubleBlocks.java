package annlab.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleBlocks} by the Vector API. An accumulator of a block is a vector register: blocks
 * are as large as registers allow, six rows by up to four vectors, and two rows at the end. Each
 * loop is written out, since the compiler keeps only local variables in registers, and each in a
 * method of its own, since it gives up inlining in larger ones. Where one step is known to be 1 the
 * compiler looks at the array's bounds less often: {@code across} reads rows of a, {@code down}
 * columns.
 */
final class VectorDoubleBlocks implements DoubleBlocks {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** From one row to the next in a whole panel. */
  private static final int P = Matrix.PANEL / Double.BYTES;

  /** Vectors side by side; registers of 256 bits are but 16, which twelve accumulators fill. */
  private static final int MOST = S.vectorBitSize() == 256 ? 2 : 4;

  /** Bits of a vector register. */
  static int bits() {
    return S.vectorBitSize();
  }

  /**
   * Operations in a nanosecond, a multiplication and an addition counted each, of a loop that does
   * nothing else.
   */
  static double peak() {
    int rounds = 4_000;
    double[] result = new double[L];
    double best = 0;
    for (int i = 0; i < 1_000; i++) {
      long start = System.nanoTime();
      fused(result, rounds);
      best = Math.max(best, 2.0 * 12 * L * rounds / (System.nanoTime() - start));
    }
    return best;
  }

  private static void fused(double[] result, int rounds) {
    DoubleVector x = DoubleVector.broadcast(S, 0.5);
    DoubleVector c0 = x;
    DoubleVector c1 = x;
    DoubleVector c2 = x;
    DoubleVector c3 = x;
    DoubleVector c4 = x;
    DoubleVector c5 = x;
    DoubleVector c6 = x;
    DoubleVector c7 = x;
    DoubleVector c8 = x;
    DoubleVector c9 = x;
    DoubleVector c10 = x;
    DoubleVector c11 = x;
    for (int i = 0; i < rounds; i++) {
      c0 = c0.fma(x, x);
      c1 = c1.fma(x, x);
      c2 = c2.fma(x, x);
      c3 = c3.fma(x, x);
      c4 = c4.fma(x, x);
      c5 = c5.fma(x, x);
      c6 = c6.fma(x, x);
      c7 = c7.fma(x, x);
      c8 = c8.fma(x, x);
      c9 = c9.fma(x, x);
      c10 = c10.fma(x, x);
      c11 = c11.fma(x, x);
    }
    c0 = c0.add(c1);
    c0 = c0.add(c2);
    c0 = c0.add(c3);
    c0 = c0.add(c4);
    c0 = c0.add(c5);
    c0 = c0.add(c6);
    c0 = c0.add(c7);
    c0 = c0.add(c8);
    c0 = c0.add(c9);
    c0 = c0.add(c10);
    c0 = c0.add(c11);
    c0.intoArray(result, 0);
  }

  /** Without branches, which a processor cannot foresee here. */
  @Override
  public void mask(double[] a, int a0, double[] b, int b0, int count) {
    DoubleVector zero = DoubleVector.zero(S);
    for (int i = 0; i < count; i += L) {
      VectorMask<Double> above =
          DoubleVector.fromArray(S, b, b0 + i).compare(VectorOperators.GT, zero);
      zero.blend(DoubleVector.fromArray(S, a, a0 + i), above).intoArray(a, a0 + i);
    }
  }

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
    int six = rows / 6 * 6;
    for (int j = 0; j < columns; ) {
      int n = Math.min(MOST, (columns - j) / L);
      for (int i = 0; i < six; i += 6) {
        switch (n) {
          case 4 -> {
            if (aColumn == 1 && bRow == P) {
              across6x4(
                  a,
                  a0 + i * aRow,
                  aRow,
                  b,
                  b0 + j,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
            } else if (aRow == 1) {
              down6x4(
                  a,
                  a0 + i * aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
            } else {
              block6x4(
                  a,
                  a0 + i * aRow,
                  aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
            }
          }
          case 3 ->
              block6x3(
                  a,
                  a0 + i * aRow,
                  aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
          case 2 -> {
            if (aRow == 1) {
              down6x2(
                  a,
                  a0 + i * aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
            } else {
              block6x2(
                  a,
                  a0 + i * aRow,
                  aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
            }
          }
          default ->
              block6x1(
                  a,
                  a0 + i * aRow,
                  aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
        }
      }
      for (int i = six; i < rows; i += 2) {
        switch (n) {
          case 4 ->
              block2x4(
                  a,
                  a0 + i * aRow,
                  aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
          case 3 ->
              block2x3(
                  a,
                  a0 + i * aRow,
                  aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
          case 2 ->
              block2x2(
                  a,
                  a0 + i * aRow,
                  aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
          default ->
              block2x1(
                  a,
                  a0 + i * aRow,
                  aRow,
                  aColumn,
                  b,
                  b0 + j,
                  bRow,
                  s,
                  s0 + i * sRow + j,
                  sRow,
                  c,
                  c0 + i * cRow + j,
                  cRow,
                  inner);
        }
      }
      j += n * L;
    }
  }

  private static void block6x4(
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c02 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 2 * L);
    DoubleVector c03 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 3 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    DoubleVector c12 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 2 * L);
    DoubleVector c13 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 3 * L);
    DoubleVector c20 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 0 * L);
    DoubleVector c21 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 1 * L);
    DoubleVector c22 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 2 * L);
    DoubleVector c23 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 3 * L);
    DoubleVector c30 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 0 * L);
    DoubleVector c31 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 1 * L);
    DoubleVector c32 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 2 * L);
    DoubleVector c33 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 3 * L);
    DoubleVector c40 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 0 * L);
    DoubleVector c41 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 1 * L);
    DoubleVector c42 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 2 * L);
    DoubleVector c43 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 3 * L);
    DoubleVector c50 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 0 * L);
    DoubleVector c51 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 1 * L);
    DoubleVector c52 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 2 * L);
    DoubleVector c53 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 3 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    int r2 = a0 + 2 * aRow;
    int r3 = a0 + 3 * aRow;
    int r4 = a0 + 4 * aRow;
    int r5 = a0 + 5 * aRow;
    for (int q = 0, at = 0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, bt + 1 * L);
      DoubleVector v2 = DoubleVector.fromArray(S, b, bt + 2 * L);
      DoubleVector v3 = DoubleVector.fromArray(S, b, bt + 3 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + at]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      c02 = x.fma(v2, c02);
      c03 = x.fma(v3, c03);
      x = DoubleVector.broadcast(S, a[r1 + at]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
      c12 = x.fma(v2, c12);
      c13 = x.fma(v3, c13);
      x = DoubleVector.broadcast(S, a[r2 + at]);
      c20 = x.fma(v0, c20);
      c21 = x.fma(v1, c21);
      c22 = x.fma(v2, c22);
      c23 = x.fma(v3, c23);
      x = DoubleVector.broadcast(S, a[r3 + at]);
      c30 = x.fma(v0, c30);
      c31 = x.fma(v1, c31);
      c32 = x.fma(v2, c32);
      c33 = x.fma(v3, c33);
      x = DoubleVector.broadcast(S, a[r4 + at]);
      c40 = x.fma(v0, c40);
      c41 = x.fma(v1, c41);
      c42 = x.fma(v2, c42);
      c43 = x.fma(v3, c43);
      x = DoubleVector.broadcast(S, a[r5 + at]);
      c50 = x.fma(v0, c50);
      c51 = x.fma(v1, c51);
      c52 = x.fma(v2, c52);
      c53 = x.fma(v3, c53);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c02.intoArray(c, c0 + 0 * cRow + 2 * L);
    c03.intoArray(c, c0 + 0 * cRow + 3 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
    c12.intoArray(c, c0 + 1 * cRow + 2 * L);
    c13.intoArray(c, c0 + 1 * cRow + 3 * L);
    c20.intoArray(c, c0 + 2 * cRow + 0 * L);
    c21.intoArray(c, c0 + 2 * cRow + 1 * L);
    c22.intoArray(c, c0 + 2 * cRow + 2 * L);
    c23.intoArray(c, c0 + 2 * cRow + 3 * L);
    c30.intoArray(c, c0 + 3 * cRow + 0 * L);
    c31.intoArray(c, c0 + 3 * cRow + 1 * L);
    c32.intoArray(c, c0 + 3 * cRow + 2 * L);
    c33.intoArray(c, c0 + 3 * cRow + 3 * L);
    c40.intoArray(c, c0 + 4 * cRow + 0 * L);
    c41.intoArray(c, c0 + 4 * cRow + 1 * L);
    c42.intoArray(c, c0 + 4 * cRow + 2 * L);
    c43.intoArray(c, c0 + 4 * cRow + 3 * L);
    c50.intoArray(c, c0 + 5 * cRow + 0 * L);
    c51.intoArray(c, c0 + 5 * cRow + 1 * L);
    c52.intoArray(c, c0 + 5 * cRow + 2 * L);
    c53.intoArray(c, c0 + 5 * cRow + 3 * L);
  }

  private static void across6x4(
      double[] a,
      int a0,
      int aRow,
      double[] b,
      int b0,
      double[] s,
      int s0,
      int sRow,
      double[] c,
      int c0,
      int cRow,
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c02 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 2 * L);
    DoubleVector c03 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 3 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    DoubleVector c12 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 2 * L);
    DoubleVector c13 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 3 * L);
    DoubleVector c20 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 0 * L);
    DoubleVector c21 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 1 * L);
    DoubleVector c22 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 2 * L);
    DoubleVector c23 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 3 * L);
    DoubleVector c30 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 0 * L);
    DoubleVector c31 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 1 * L);
    DoubleVector c32 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 2 * L);
    DoubleVector c33 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 3 * L);
    DoubleVector c40 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 0 * L);
    DoubleVector c41 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 1 * L);
    DoubleVector c42 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 2 * L);
    DoubleVector c43 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 3 * L);
    DoubleVector c50 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 0 * L);
    DoubleVector c51 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 1 * L);
    DoubleVector c52 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 2 * L);
    DoubleVector c53 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 3 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    int r2 = a0 + 2 * aRow;
    int r3 = a0 + 3 * aRow;
    int r4 = a0 + 4 * aRow;
    int r5 = a0 + 5 * aRow;
    for (int q = 0; q < inner; q++) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, b0 + q * P + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, b0 + q * P + 1 * L);
      DoubleVector v2 = DoubleVector.fromArray(S, b, b0 + q * P + 2 * L);
      DoubleVector v3 = DoubleVector.fromArray(S, b, b0 + q * P + 3 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + q]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      c02 = x.fma(v2, c02);
      c03 = x.fma(v3, c03);
      x = DoubleVector.broadcast(S, a[r1 + q]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
      c12 = x.fma(v2, c12);
      c13 = x.fma(v3, c13);
      x = DoubleVector.broadcast(S, a[r2 + q]);
      c20 = x.fma(v0, c20);
      c21 = x.fma(v1, c21);
      c22 = x.fma(v2, c22);
      c23 = x.fma(v3, c23);
      x = DoubleVector.broadcast(S, a[r3 + q]);
      c30 = x.fma(v0, c30);
      c31 = x.fma(v1, c31);
      c32 = x.fma(v2, c32);
      c33 = x.fma(v3, c33);
      x = DoubleVector.broadcast(S, a[r4 + q]);
      c40 = x.fma(v0, c40);
      c41 = x.fma(v1, c41);
      c42 = x.fma(v2, c42);
      c43 = x.fma(v3, c43);
      x = DoubleVector.broadcast(S, a[r5 + q]);
      c50 = x.fma(v0, c50);
      c51 = x.fma(v1, c51);
      c52 = x.fma(v2, c52);
      c53 = x.fma(v3, c53);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c02.intoArray(c, c0 + 0 * cRow + 2 * L);
    c03.intoArray(c, c0 + 0 * cRow + 3 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
    c12.intoArray(c, c0 + 1 * cRow + 2 * L);
    c13.intoArray(c, c0 + 1 * cRow + 3 * L);
    c20.intoArray(c, c0 + 2 * cRow + 0 * L);
    c21.intoArray(c, c0 + 2 * cRow + 1 * L);
    c22.intoArray(c, c0 + 2 * cRow + 2 * L);
    c23.intoArray(c, c0 + 2 * cRow + 3 * L);
    c30.intoArray(c, c0 + 3 * cRow + 0 * L);
    c31.intoArray(c, c0 + 3 * cRow + 1 * L);
    c32.intoArray(c, c0 + 3 * cRow + 2 * L);
    c33.intoArray(c, c0 + 3 * cRow + 3 * L);
    c40.intoArray(c, c0 + 4 * cRow + 0 * L);
    c41.intoArray(c, c0 + 4 * cRow + 1 * L);
    c42.intoArray(c, c0 + 4 * cRow + 2 * L);
    c43.intoArray(c, c0 + 4 * cRow + 3 * L);
    c50.intoArray(c, c0 + 5 * cRow + 0 * L);
    c51.intoArray(c, c0 + 5 * cRow + 1 * L);
    c52.intoArray(c, c0 + 5 * cRow + 2 * L);
    c53.intoArray(c, c0 + 5 * cRow + 3 * L);
  }

  private static void down6x4(
      double[] a,
      int a0,
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c02 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 2 * L);
    DoubleVector c03 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 3 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    DoubleVector c12 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 2 * L);
    DoubleVector c13 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 3 * L);
    DoubleVector c20 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 0 * L);
    DoubleVector c21 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 1 * L);
    DoubleVector c22 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 2 * L);
    DoubleVector c23 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 3 * L);
    DoubleVector c30 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 0 * L);
    DoubleVector c31 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 1 * L);
    DoubleVector c32 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 2 * L);
    DoubleVector c33 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 3 * L);
    DoubleVector c40 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 0 * L);
    DoubleVector c41 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 1 * L);
    DoubleVector c42 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 2 * L);
    DoubleVector c43 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 3 * L);
    DoubleVector c50 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 0 * L);
    DoubleVector c51 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 1 * L);
    DoubleVector c52 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 2 * L);
    DoubleVector c53 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 3 * L);
    for (int q = 0, at = a0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, bt + 1 * L);
      DoubleVector v2 = DoubleVector.fromArray(S, b, bt + 2 * L);
      DoubleVector v3 = DoubleVector.fromArray(S, b, bt + 3 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[at + 0]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      c02 = x.fma(v2, c02);
      c03 = x.fma(v3, c03);
      x = DoubleVector.broadcast(S, a[at + 1]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
      c12 = x.fma(v2, c12);
      c13 = x.fma(v3, c13);
      x = DoubleVector.broadcast(S, a[at + 2]);
      c20 = x.fma(v0, c20);
      c21 = x.fma(v1, c21);
      c22 = x.fma(v2, c22);
      c23 = x.fma(v3, c23);
      x = DoubleVector.broadcast(S, a[at + 3]);
      c30 = x.fma(v0, c30);
      c31 = x.fma(v1, c31);
      c32 = x.fma(v2, c32);
      c33 = x.fma(v3, c33);
      x = DoubleVector.broadcast(S, a[at + 4]);
      c40 = x.fma(v0, c40);
      c41 = x.fma(v1, c41);
      c42 = x.fma(v2, c42);
      c43 = x.fma(v3, c43);
      x = DoubleVector.broadcast(S, a[at + 5]);
      c50 = x.fma(v0, c50);
      c51 = x.fma(v1, c51);
      c52 = x.fma(v2, c52);
      c53 = x.fma(v3, c53);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c02.intoArray(c, c0 + 0 * cRow + 2 * L);
    c03.intoArray(c, c0 + 0 * cRow + 3 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
    c12.intoArray(c, c0 + 1 * cRow + 2 * L);
    c13.intoArray(c, c0 + 1 * cRow + 3 * L);
    c20.intoArray(c, c0 + 2 * cRow + 0 * L);
    c21.intoArray(c, c0 + 2 * cRow + 1 * L);
    c22.intoArray(c, c0 + 2 * cRow + 2 * L);
    c23.intoArray(c, c0 + 2 * cRow + 3 * L);
    c30.intoArray(c, c0 + 3 * cRow + 0 * L);
    c31.intoArray(c, c0 + 3 * cRow + 1 * L);
    c32.intoArray(c, c0 + 3 * cRow + 2 * L);
    c33.intoArray(c, c0 + 3 * cRow + 3 * L);
    c40.intoArray(c, c0 + 4 * cRow + 0 * L);
    c41.intoArray(c, c0 + 4 * cRow + 1 * L);
    c42.intoArray(c, c0 + 4 * cRow + 2 * L);
    c43.intoArray(c, c0 + 4 * cRow + 3 * L);
    c50.intoArray(c, c0 + 5 * cRow + 0 * L);
    c51.intoArray(c, c0 + 5 * cRow + 1 * L);
    c52.intoArray(c, c0 + 5 * cRow + 2 * L);
    c53.intoArray(c, c0 + 5 * cRow + 3 * L);
  }

  private static void block6x3(
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c02 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 2 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    DoubleVector c12 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 2 * L);
    DoubleVector c20 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 0 * L);
    DoubleVector c21 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 1 * L);
    DoubleVector c22 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 2 * L);
    DoubleVector c30 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 0 * L);
    DoubleVector c31 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 1 * L);
    DoubleVector c32 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 2 * L);
    DoubleVector c40 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 0 * L);
    DoubleVector c41 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 1 * L);
    DoubleVector c42 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 2 * L);
    DoubleVector c50 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 0 * L);
    DoubleVector c51 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 1 * L);
    DoubleVector c52 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 2 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    int r2 = a0 + 2 * aRow;
    int r3 = a0 + 3 * aRow;
    int r4 = a0 + 4 * aRow;
    int r5 = a0 + 5 * aRow;
    for (int q = 0, at = 0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, bt + 1 * L);
      DoubleVector v2 = DoubleVector.fromArray(S, b, bt + 2 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + at]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      c02 = x.fma(v2, c02);
      x = DoubleVector.broadcast(S, a[r1 + at]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
      c12 = x.fma(v2, c12);
      x = DoubleVector.broadcast(S, a[r2 + at]);
      c20 = x.fma(v0, c20);
      c21 = x.fma(v1, c21);
      c22 = x.fma(v2, c22);
      x = DoubleVector.broadcast(S, a[r3 + at]);
      c30 = x.fma(v0, c30);
      c31 = x.fma(v1, c31);
      c32 = x.fma(v2, c32);
      x = DoubleVector.broadcast(S, a[r4 + at]);
      c40 = x.fma(v0, c40);
      c41 = x.fma(v1, c41);
      c42 = x.fma(v2, c42);
      x = DoubleVector.broadcast(S, a[r5 + at]);
      c50 = x.fma(v0, c50);
      c51 = x.fma(v1, c51);
      c52 = x.fma(v2, c52);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c02.intoArray(c, c0 + 0 * cRow + 2 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
    c12.intoArray(c, c0 + 1 * cRow + 2 * L);
    c20.intoArray(c, c0 + 2 * cRow + 0 * L);
    c21.intoArray(c, c0 + 2 * cRow + 1 * L);
    c22.intoArray(c, c0 + 2 * cRow + 2 * L);
    c30.intoArray(c, c0 + 3 * cRow + 0 * L);
    c31.intoArray(c, c0 + 3 * cRow + 1 * L);
    c32.intoArray(c, c0 + 3 * cRow + 2 * L);
    c40.intoArray(c, c0 + 4 * cRow + 0 * L);
    c41.intoArray(c, c0 + 4 * cRow + 1 * L);
    c42.intoArray(c, c0 + 4 * cRow + 2 * L);
    c50.intoArray(c, c0 + 5 * cRow + 0 * L);
    c51.intoArray(c, c0 + 5 * cRow + 1 * L);
    c52.intoArray(c, c0 + 5 * cRow + 2 * L);
  }

  private static void block6x2(
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    DoubleVector c20 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 0 * L);
    DoubleVector c21 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 1 * L);
    DoubleVector c30 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 0 * L);
    DoubleVector c31 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 1 * L);
    DoubleVector c40 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 0 * L);
    DoubleVector c41 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 1 * L);
    DoubleVector c50 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 0 * L);
    DoubleVector c51 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 1 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    int r2 = a0 + 2 * aRow;
    int r3 = a0 + 3 * aRow;
    int r4 = a0 + 4 * aRow;
    int r5 = a0 + 5 * aRow;
    for (int q = 0, at = 0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, bt + 1 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + at]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      x = DoubleVector.broadcast(S, a[r1 + at]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
      x = DoubleVector.broadcast(S, a[r2 + at]);
      c20 = x.fma(v0, c20);
      c21 = x.fma(v1, c21);
      x = DoubleVector.broadcast(S, a[r3 + at]);
      c30 = x.fma(v0, c30);
      c31 = x.fma(v1, c31);
      x = DoubleVector.broadcast(S, a[r4 + at]);
      c40 = x.fma(v0, c40);
      c41 = x.fma(v1, c41);
      x = DoubleVector.broadcast(S, a[r5 + at]);
      c50 = x.fma(v0, c50);
      c51 = x.fma(v1, c51);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
    c20.intoArray(c, c0 + 2 * cRow + 0 * L);
    c21.intoArray(c, c0 + 2 * cRow + 1 * L);
    c30.intoArray(c, c0 + 3 * cRow + 0 * L);
    c31.intoArray(c, c0 + 3 * cRow + 1 * L);
    c40.intoArray(c, c0 + 4 * cRow + 0 * L);
    c41.intoArray(c, c0 + 4 * cRow + 1 * L);
    c50.intoArray(c, c0 + 5 * cRow + 0 * L);
    c51.intoArray(c, c0 + 5 * cRow + 1 * L);
  }

  private static void down6x2(
      double[] a,
      int a0,
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    DoubleVector c20 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 0 * L);
    DoubleVector c21 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 1 * L);
    DoubleVector c30 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 0 * L);
    DoubleVector c31 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 1 * L);
    DoubleVector c40 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 0 * L);
    DoubleVector c41 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 1 * L);
    DoubleVector c50 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 0 * L);
    DoubleVector c51 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 1 * L);
    for (int q = 0, at = a0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, bt + 1 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[at + 0]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      x = DoubleVector.broadcast(S, a[at + 1]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
      x = DoubleVector.broadcast(S, a[at + 2]);
      c20 = x.fma(v0, c20);
      c21 = x.fma(v1, c21);
      x = DoubleVector.broadcast(S, a[at + 3]);
      c30 = x.fma(v0, c30);
      c31 = x.fma(v1, c31);
      x = DoubleVector.broadcast(S, a[at + 4]);
      c40 = x.fma(v0, c40);
      c41 = x.fma(v1, c41);
      x = DoubleVector.broadcast(S, a[at + 5]);
      c50 = x.fma(v0, c50);
      c51 = x.fma(v1, c51);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
    c20.intoArray(c, c0 + 2 * cRow + 0 * L);
    c21.intoArray(c, c0 + 2 * cRow + 1 * L);
    c30.intoArray(c, c0 + 3 * cRow + 0 * L);
    c31.intoArray(c, c0 + 3 * cRow + 1 * L);
    c40.intoArray(c, c0 + 4 * cRow + 0 * L);
    c41.intoArray(c, c0 + 4 * cRow + 1 * L);
    c50.intoArray(c, c0 + 5 * cRow + 0 * L);
    c51.intoArray(c, c0 + 5 * cRow + 1 * L);
  }

  private static void block6x1(
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c20 = DoubleVector.fromArray(S, s, s0 + 2 * sRow + 0 * L);
    DoubleVector c30 = DoubleVector.fromArray(S, s, s0 + 3 * sRow + 0 * L);
    DoubleVector c40 = DoubleVector.fromArray(S, s, s0 + 4 * sRow + 0 * L);
    DoubleVector c50 = DoubleVector.fromArray(S, s, s0 + 5 * sRow + 0 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    int r2 = a0 + 2 * aRow;
    int r3 = a0 + 3 * aRow;
    int r4 = a0 + 4 * aRow;
    int r5 = a0 + 5 * aRow;
    for (int q = 0, at = 0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + at]);
      c00 = x.fma(v0, c00);
      x = DoubleVector.broadcast(S, a[r1 + at]);
      c10 = x.fma(v0, c10);
      x = DoubleVector.broadcast(S, a[r2 + at]);
      c20 = x.fma(v0, c20);
      x = DoubleVector.broadcast(S, a[r3 + at]);
      c30 = x.fma(v0, c30);
      x = DoubleVector.broadcast(S, a[r4 + at]);
      c40 = x.fma(v0, c40);
      x = DoubleVector.broadcast(S, a[r5 + at]);
      c50 = x.fma(v0, c50);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c20.intoArray(c, c0 + 2 * cRow + 0 * L);
    c30.intoArray(c, c0 + 3 * cRow + 0 * L);
    c40.intoArray(c, c0 + 4 * cRow + 0 * L);
    c50.intoArray(c, c0 + 5 * cRow + 0 * L);
  }

  private static void block2x4(
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c02 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 2 * L);
    DoubleVector c03 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 3 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    DoubleVector c12 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 2 * L);
    DoubleVector c13 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 3 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    for (int q = 0, at = 0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, bt + 1 * L);
      DoubleVector v2 = DoubleVector.fromArray(S, b, bt + 2 * L);
      DoubleVector v3 = DoubleVector.fromArray(S, b, bt + 3 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + at]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      c02 = x.fma(v2, c02);
      c03 = x.fma(v3, c03);
      x = DoubleVector.broadcast(S, a[r1 + at]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
      c12 = x.fma(v2, c12);
      c13 = x.fma(v3, c13);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c02.intoArray(c, c0 + 0 * cRow + 2 * L);
    c03.intoArray(c, c0 + 0 * cRow + 3 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
    c12.intoArray(c, c0 + 1 * cRow + 2 * L);
    c13.intoArray(c, c0 + 1 * cRow + 3 * L);
  }

  private static void block2x3(
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c02 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 2 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    DoubleVector c12 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 2 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    for (int q = 0, at = 0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, bt + 1 * L);
      DoubleVector v2 = DoubleVector.fromArray(S, b, bt + 2 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + at]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      c02 = x.fma(v2, c02);
      x = DoubleVector.broadcast(S, a[r1 + at]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
      c12 = x.fma(v2, c12);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c02.intoArray(c, c0 + 0 * cRow + 2 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
    c12.intoArray(c, c0 + 1 * cRow + 2 * L);
  }

  private static void block2x2(
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c01 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 1 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    DoubleVector c11 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 1 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    for (int q = 0, at = 0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector v1 = DoubleVector.fromArray(S, b, bt + 1 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + at]);
      c00 = x.fma(v0, c00);
      c01 = x.fma(v1, c01);
      x = DoubleVector.broadcast(S, a[r1 + at]);
      c10 = x.fma(v0, c10);
      c11 = x.fma(v1, c11);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c01.intoArray(c, c0 + 0 * cRow + 1 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
    c11.intoArray(c, c0 + 1 * cRow + 1 * L);
  }

  private static void block2x1(
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
      int inner) {
    DoubleVector c00 = DoubleVector.fromArray(S, s, s0 + 0 * sRow + 0 * L);
    DoubleVector c10 = DoubleVector.fromArray(S, s, s0 + 1 * sRow + 0 * L);
    int r0 = a0 + 0 * aRow;
    int r1 = a0 + 1 * aRow;
    for (int q = 0, at = 0, bt = b0; q < inner; q++, at += aColumn, bt += bRow) {
      DoubleVector v0 = DoubleVector.fromArray(S, b, bt + 0 * L);
      DoubleVector x = DoubleVector.broadcast(S, a[r0 + at]);
      c00 = x.fma(v0, c00);
      x = DoubleVector.broadcast(S, a[r1 + at]);
      c10 = x.fma(v0, c10);
    }
    c00.intoArray(c, c0 + 0 * cRow + 0 * L);
    c10.intoArray(c, c0 + 1 * cRow + 0 * L);
  }
}
