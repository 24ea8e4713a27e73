package annlab.datasets;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Rows of inputs with their targets.
 *
 * @param x inputs, shape [rows, ...]
 * @param y targets, shape [rows] or [rows, outputs]
 */
public record Samples(INDArray x, INDArray y) {
  public Samples {
    if (x.size(0) != y.size(0)) {
      throw new IllegalArgumentException(
          "x has "
              + x.size(0)
              + " rows but y has "
              + y.size(0)
              + "; pass one row of targets per row of inputs");
    }
  }

  /**
   * The number of rows.
   *
   * @return rows of x, and of y
   */
  public long count() {
    return x.size(0);
  }

  /**
   * A range of rows, as views.
   *
   * @param from first row, 0-based
   * @param to row behind the last
   * @return views of x and y; a change to one changes the other
   * @throws IllegalArgumentException if the range is not within the rows
   */
  public Samples rows(long from, long to) {
    if (from < 0 || to > count() || from >= to) {
      throw new IllegalArgumentException(
          "rows must be a range within [0, " + count() + "), got [" + from + ", " + to + ")");
    }
    return new Samples(
        x.get(NDArrayIndex.interval(from, to)), y.get(NDArrayIndex.interval(from, to)));
  }

  /**
   * Chosen rows, copied.
   *
   * @param rows 0-based row numbers, in the order wanted; a row may be named twice
   * @return a copy of these rows
   */
  public Samples pick(int[] rows) {
    return new Samples(pickRows(x, rows), pickRows(y, rows));
  }

  private static INDArray pickRows(INDArray a, int[] rows) {
    return Nd4j.pullRows(matrix(a), 1, rows).reshape(shape(a, rows.length));
  }

  private static INDArray matrix(INDArray a) {
    return a.reshape('c', a.size(0), a.length() / a.size(0));
  }

  private static long[] shape(INDArray a, long rows) {
    long[] shape = a.shape().clone();
    shape[0] = rows;
    return shape;
  }
}
