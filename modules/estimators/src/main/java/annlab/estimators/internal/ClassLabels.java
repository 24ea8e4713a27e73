package annlab.estimators.internal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The classes of a classification target, and where each stands among them.
 *
 * @param classes ascending ids; of a multilabel target the numbers of the labels
 * @param multilabel whether a row may have several labels, or none
 */
public record ClassLabels(List<Integer> classes, boolean multilabel) {
  public ClassLabels {
    classes = List.copyOf(classes);
  }

  /**
   * Reads the classes off a target.
   *
   * @param y class ids, shape [rows] or [rows, 1]; or labels 0 and 1, shape [rows, labels]
   * @return what occurs
   * @throws IllegalArgumentException if an id is not a whole number, a label is neither 0 nor 1, or
   *     there is one class only
   */
  public static ClassLabels of(INDArray y) {
    double[] values = values(y);
    if (isMultilabel(y)) {
      int labels = Math.toIntExact(y.size(1));
      for (int i = 0; i < values.length; i++) {
        if (values[i] != 0 && values[i] != 1) {
          throw new IllegalArgumentException(
              "labels must be 0 or 1, got "
                  + values[i]
                  + " at row "
                  + i / labels
                  + ", column "
                  + i % labels
                  + "; pass class ids with shape [rows] for a choice among classes");
        }
      }
      return new ClassLabels(IntStream.range(0, labels).boxed().toList(), true);
    }
    int[] ids = ids(values);
    List<Integer> classes = Arrays.stream(ids).sorted().distinct().boxed().toList();
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "The number of classes has to be greater than one; got 1 class, "
              + classes
              + "; pass rows of at least two classes");
    }
    return new ClassLabels(classes, false);
  }

  private static boolean isMultilabel(INDArray y) {
    return y.rank() == 2 && y.size(1) > 1;
  }

  private static double[] values(INDArray y) {
    return y.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  private static int[] ids(double[] values) {
    int[] ids = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      ids[i] = (int) values[i];
      if (ids[i] != values[i]) {
        throw new IllegalArgumentException(
            "class ids must be whole numbers, got " + values[i] + " at row " + i);
      }
    }
    return ids;
  }

  /** The number of classes or labels. */
  public int count() {
    return classes.size();
  }

  /**
   * Where each row's class stands among the classes.
   *
   * @param y class ids, shape [rows] or [rows, 1]
   * @return one index a row, 0 .. count - 1
   * @throws IllegalArgumentException if a class is not among these
   */
  public int[] indices(INDArray y) {
    if (isMultilabel(y)) {
      throw new IllegalArgumentException(
          "y must have shape [rows], one class id a row, got " + Arrays.toString(y.shape()));
    }
    int[] ids = ids(values(y));
    int[] indices = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      indices[i] = classes.indexOf(ids[i]);
      if (indices[i] < 0) {
        throw new IllegalArgumentException(
            "y has class " + ids[i] + " at row " + i + ", but the classes are " + classes);
      }
    }
    return indices;
  }

  /**
   * The target as a network with one output a class has it; one output for two classes.
   *
   * @param y the target
   * @return DOUBLE, 0 and 1, shape [rows, outputs]
   */
  public INDArray indicators(INDArray y) {
    if (multilabel) {
      if (y.rank() != 2 || y.size(1) != count()) {
        throw new IllegalArgumentException(
            "y must have shape [rows, " + count() + "], got " + Arrays.toString(y.shape()));
      }
      return y.castTo(DataType.DOUBLE).dup('c');
    }
    int[] indices = indices(y);
    int outputs = outputs();
    double[][] result = new double[indices.length][outputs];
    for (int i = 0; i < indices.length; i++) {
      if (outputs == 1) {
        result[i][0] = indices[i];
      } else {
        result[i][indices[i]] = 1;
      }
    }
    return Nd4j.createFromArray(result);
  }

  /** Outputs of a network for these classes: 1 for two classes, else one each. */
  public int outputs() {
    return count() == 2 && !multilabel ? 1 : count();
  }

  /**
   * Class ids for indices.
   *
   * @param indices one per row
   * @return INT32, shape [rows]
   */
  public INDArray ids(int[] indices) {
    return Nd4j.createFromArray(Arrays.stream(indices).map(classes::get).toArray());
  }

  /**
   * The index of the largest value of each row; of equal ones the first.
   *
   * @param scores shape [rows, classes]
   * @return one index a row
   */
  public static int[] largest(INDArray scores) {
    int columns = Math.toIntExact(scores.size(1));
    double[] values = values(scores);
    int[] best = new int[values.length / columns];
    for (int i = 0; i < best.length; i++) {
      for (int k = 1; k < columns; k++) {
        if (values[i * columns + k] > values[i * columns + best[i]]) {
          best[i] = k;
        }
      }
    }
    return best;
  }
}
