package annlab.networks.internal.step;

import annlab.kernels.DoubleNumbers;
import annlab.kernels.FloatNumbers;
import annlab.kernels.Matrix;
import annlab.networks.statistics.Distribution;
import java.math.BigInteger;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numbers of a tensor that statistics look at: all of them, or of a large one so many at even
 * distances, so that neither memory nor time grows with the network.
 */
final class Sample {
  /** Of a kernel of the fused step, in whole rows. */
  static final int MOST = 1 << 16;

  /** Of an array of DL4J's, whose own step takes as long. */
  static final int MAX_OF_DL4J = 1 << 22;

  private Sample() {}

  /** From one row to the next; a prime, so that inputs which are pictures show all columns. */
  static int distance(int rows, int columns) {
    long distance = ((long) rows * columns + MOST - 1) / MOST;
    if (distance <= 1) {
      return 1;
    }
    return (int) Math.min(rows, BigInteger.valueOf(distance - 1).nextProbablePrime().longValue());
  }

  /** How many numbers are looked at. */
  static int size(int rows, int columns) {
    int distance = distance(rows, columns);
    return Math.multiplyExact((rows + distance - 1) / distance, columns);
  }

  /**
   * Copies the numbers of a matrix.
   *
   * @return how many
   */
  static int read(Matrix matrix, int rows, double[] into) {
    int columns = matrix.columns();
    int distance = distance(rows, columns);
    int[] starts = new int[columns];
    int[] strides = new int[columns];
    for (int column = 0; column < columns; column++) {
      starts[column] = matrix.index(0, column);
      strides[column] = rows > 1 ? matrix.index(1, column) - starts[column] : 0;
    }
    int count = 0;
    for (int row = 0; row < rows; row += distance) {
      if (matrix.numbers() instanceof FloatNumbers floats) {
        copy(floats.array(), row, starts, strides, into, count);
      } else {
        copy(((DoubleNumbers) matrix.numbers()).array(), row, starts, strides, into, count);
      }
      count += columns;
    }
    return count;
  }

  private static void copy(
      float[] from, int row, int[] starts, int[] strides, double[] into, int at) {
    for (int column = 0; column < starts.length; column++) {
      into[at + column] = from[starts[column] + row * strides[column]];
    }
  }

  private static void copy(
      double[] from, int row, int[] starts, int[] strides, double[] into, int at) {
    for (int column = 0; column < starts.length; column++) {
      into[at + column] = from[starts[column] + row * strides[column]];
    }
  }

  /** The distribution of an array's numbers, each times a factor. */
  static Distribution of(INDArray array, double factor) {
    double[] all = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    int distance = (all.length + MAX_OF_DL4J - 1) / MAX_OF_DL4J;
    int count = 0;
    for (int at = 0; at < all.length; at += distance) {
      all[count++] = factor * all[at];
    }
    return Distribution.of(all, count);
  }
}
