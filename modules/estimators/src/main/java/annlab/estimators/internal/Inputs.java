package annlab.estimators.internal;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Checks of what estimators are given, the same for all of them. */
public final class Inputs {
  /** Rows read at once: few enough to keep the copy small beside the data. */
  private static final int BLOCK = 4096;

  private Inputs() {}

  /**
   * Checks inputs that are to be learnt from or predicted for.
   *
   * @return the inputs as they came, or converted to DOUBLE if they are integers
   */
  public static INDArray features(INDArray x, String owner) {
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "x must have shape [rows, features], got "
              + Arrays.toString(x.shape())
              + "; reshape to [rows, 1] for a single feature, to [1, features] for a single row");
    }
    if (x.isEmpty() || x.size(0) == 0 || x.size(1) == 0) {
      throw new IllegalArgumentException(
          "x is empty, shape "
              + Arrays.toString(x.shape())
              + "; "
              + owner
              + " needs at least 1 row and 1 feature");
    }
    INDArray numbers = x.dataType().isFPType() ? x : x.castTo(DataType.DOUBLE);
    finite(numbers, "x");
    return numbers;
  }

  /** As {@link #features(INDArray, String)}, for data of a known width. */
  public static INDArray features(INDArray x, String owner, int expected) {
    INDArray checked = features(x, owner);
    if (checked.size(1) != expected) {
      throw new IllegalArgumentException(
          "x has "
              + checked.size(1)
              + " features, but "
              + owner
              + " is expecting "
              + expected
              + " features as input");
    }
    return checked;
  }

  /** Checks that targets are [rows] or [rows, outputs], finite, and as many as the inputs. */
  public static void targets(INDArray x, INDArray y) {
    if (y.rank() != 1 && y.rank() != 2) {
      throw new IllegalArgumentException(
          "y must have shape [rows] or [rows, outputs], got " + Arrays.toString(y.shape()));
    }
    if (y.size(0) != x.size(0)) {
      throw new IllegalArgumentException(
          "x has "
              + x.size(0)
              + " rows but y has "
              + y.size(0)
              + "; pass one row of targets per row of inputs");
    }
    if (y.isEmpty()) {
      throw new IllegalArgumentException(
          "y is empty, shape " + Arrays.toString(y.shape()) + "; pass at least one output");
    }
    if (y.dataType().isFPType()) {
      finite(y.reshape(y.size(0), y.length() / y.size(0)), "y");
    }
  }

  /** A matrix's rows in order, as doubles, a block at a time. */
  public interface Rows {
    /**
     * Takes a block.
     *
     * @param values the rows one after the other
     * @param firstRow the number of the block's first row
     */
    void block(double[] values, int firstRow);
  }

  /** Hands out a matrix block by block, so that no second copy of it is made on the heap. */
  public static void eachBlock(INDArray matrix, Rows rows) {
    int count = Math.toIntExact(matrix.size(0));
    for (int from = 0; from < count; from += BLOCK) {
      int to = Math.min(count, from + BLOCK);
      INDArray block = matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
      rows.block(block.dup('c').data().asDouble(), from);
    }
  }

  private static void finite(INDArray matrix, String name) {
    int columns = Math.toIntExact(matrix.size(1));
    eachBlock(
        matrix,
        (values, firstRow) -> {
          for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
              throw new IllegalArgumentException(
                  name
                      + " has "
                      + (Double.isNaN(values[i]) ? "NaN" : "infinity")
                      + " at row "
                      + (firstRow + i / columns)
                      + ", column "
                      + i % columns
                      + "; replace or leave out the row");
            }
          }
        });
  }
}
