package annlab.estimators.specification;

import annlab.datasets.DataUnavailableException;
import java.nio.file.Path;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows for a model that is trained already.
 *
 * @param x inputs, FLOAT or DOUBLE, shape [rows, features]
 * @param y targets, shape [rows], if the table has them
 */
public record InputTable(INDArray x, Optional<INDArray> y) {
  /**
   * Reads a file of comma-separated values: a header, then numbers.
   *
   * @param file to read
   * @param target the column that is no input
   * @param classifies whether the target is a class: then words are allowed, and stand for 0, 1,
   *     ... in alphabetical order
   * @return its rows, in their order
   * @throws DataUnavailableException if it cannot be read
   * @throws IllegalArgumentException if it is no such table, or lacks the column
   */
  public static InputTable csv(Path file, Optional<String> target, boolean classifies) {
    return CsvTable.read(file, target, classifies ? TargetKind.CLASSES : TargetKind.NUMBERS);
  }
}
