package annlab.estimators.specification;

import annlab.networks.Model;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** What fitting by a specification gave: curves, and scores on the test part. */
public sealed interface FitResult permits EstimatorResult, SequentialResult {
  /**
   * Everything in full precision. What does not exist in a case is absent.
   *
   * @return a JSON object
   */
  ObjectNode json();

  /**
   * The main figures for people.
   *
   * @return a few lines, each ended by a line feed
   */
  String text();

  /**
   * Saves the weights of a Sequential model as NumPy's {@code .npz}, in the order of Keras' {@code
   * get_weights()}, as {@link Model#saveWeights}.
   *
   * @param file replaced if it is there
   * @throws IllegalArgumentException if this is no Sequential model
   */
  default void saveWeights(Path file) {
    throw new IllegalArgumentException(
        "weights can be saved of Sequential models only; leave --save-weights out");
  }
}
