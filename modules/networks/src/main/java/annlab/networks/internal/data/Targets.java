package annlab.networks.internal.data;

import annlab.networks.losses.Head;
import annlab.networks.losses.TargetRange;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Targets on the host, checked against the head. */
public final class Targets {
  private final double[] values;
  private final int width;

  Targets(double[] values, int width) {
    this.values = values;
    this.width = width;
  }

  /** [rows, width], row by row. */
  public double[] values() {
    return values;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /**
   * Reads y.
   *
   * @throws IllegalArgumentException if rows, columns or class ids do not fit
   */
  public static Targets of(INDArray y, Head head, long rows) {
    if (y.rank() == 0 || y.size(0) != rows) {
      throw new IllegalArgumentException(
          "x has "
              + rows
              + " rows but y has "
              + (y.rank() == 0 ? 0 : y.size(0))
              + "; pass one row of targets per row of inputs");
    }
    int width = head.targetWidth();
    if (y.length() != rows * width) {
      throw new IllegalArgumentException(
          "y must have shape ["
              + rows
              + (width == 1 ? "]" : ", " + width + "]")
              + ", got "
              + Arrays.toString(y.shape())
              + hint(y, head));
    }
    double[] values = y.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    if (head.classIds()) {
      checkIds(values, head.outputs());
    } else {
      checkRange(values, width, head.targets());
    }
    return new Targets(values, width);
  }

  private static String hint(INDArray y, Head head) {
    if (head.classIds()) {
      return "; for one-hot rows use categorical_crossentropy";
    }
    if (y.rank() == 1) {
      return "; for class ids use sparse_categorical_crossentropy";
    }
    return head.outputs() == 1
        ? "; the last layer has 1 output, for one-hot rows use a softmax of one output a class with"
            + " categorical_crossentropy"
        : "; the last layer has " + head.outputs() + " outputs";
  }

  private static void checkIds(double[] ids, int classes) {
    for (int row = 0; row < ids.length; row++) {
      double id = ids[row];
      if (!(id >= 0 && id < classes && id == Math.rint(id))) {
        throw new IllegalArgumentException(
            "y must hold class ids 0 to "
                + (classes - 1)
                + ", got "
                + (id == Math.rint(id) ? String.valueOf((long) id) : String.valueOf(id))
                + " in row "
                + row
                + "; the last layer has "
                + classes
                + " outputs");
      }
    }
  }

  private static void checkRange(double[] values, int width, TargetRange range) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i]) || !range.holds(values[i])) {
        throw new IllegalArgumentException(
            (Double.isFinite(values[i]) ? range.needed() : "y must be finite")
                + ", got "
                + values[i]
                + " in row "
                + i / width
                + (width == 1 ? "" : ", column " + i % width)
                + (Double.isFinite(values[i]) ? range.hint() : ""));
      }
    }
  }

  /** A weight a row. */
  public static double[] weights(INDArray weights, long rows) {
    if (weights.length() != rows) {
      throw new IllegalArgumentException(
          "sample weights must have shape ["
              + rows
              + "], one per row, got "
              + Arrays.toString(weights.shape()));
    }
    double[] values = weights.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    for (int row = 0; row < values.length; row++) {
      if (!(values[row] >= 0 && values[row] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "sample weights must be in [0, inf), got " + values[row] + " in row " + row);
      }
    }
    return values;
  }
}
