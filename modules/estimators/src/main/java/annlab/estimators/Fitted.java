package annlab.estimators;

import annlab.networks.OnnxExport;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What an estimator learnt: it predicts and scores. */
public interface Fitted {
  /**
   * The number of input columns seen in {@code fit}.
   *
   * @return at least 1
   */
  int features();

  /**
   * Predicts targets.
   *
   * @param x inputs, floating point, shape [rows, features]
   * @return numbers (DOUBLE) from a regressor, class ids (INT32) from a classifier, in the shape of
   *     the targets that were learnt: [rows] or [rows, outputs]
   * @throws IllegalArgumentException if x has another number of columns than in {@code fit}, is
   *     empty, or has a value that is NaN or infinite
   */
  INDArray predict(INDArray x);

  /**
   * How good the predictions are: the coefficient of determination of a regressor, the accuracy of
   * a classifier.
   *
   * @param x inputs, floating point, shape [rows, features]
   * @param y true targets
   * @return at most 1; higher is better
   */
  double score(INDArray x, INDArray y);

  /**
   * What was learnt as ONNX. A regressor's output is {@code y}, [rows, outputs]; a classifier's are
   * {@code probabilities}, [rows, classes], and {@code label}, [rows].
   *
   * @return to be written
   * @throws UnsupportedOperationException if this is not a multilayer perceptron, or a pipeline
   *     that ends in one
   */
  default OnnxExport onnx() {
    throw new UnsupportedOperationException(
        "MLPClassifier and MLPRegressor are exported to ONNX, alone or in a pipeline; this is a "
            + getClass().getSimpleName());
  }

  /**
   * Writes what was learnt as ONNX, for ONNX Runtime and others.
   *
   * @param file replaced if it is there; its name ends in {@code .onnx}
   * @throws IllegalArgumentException if it is named as another format
   * @throws UnsupportedOperationException as {@link #onnx}
   */
  default void export(Path file) {
    onnx().write(file);
  }
}
