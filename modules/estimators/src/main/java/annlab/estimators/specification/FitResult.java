package annlab.estimators.specification;

import annlab.networks.Model;
import annlab.networks.TrainingDivergedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;

/** What fitting by a specification gave: curves, and scores on the test part. */
public sealed interface FitResult permits EstimatorResult, SequentialResult {
  /**
   * Everything in full precision. What does not exist in a case is absent; a number that is not
   * finite is null, and the object {@code not_finite} says which it is.
   *
   * @return a JSON object
   */
  ObjectNode json();

  /**
   * Why the training ended before its last epoch without having been asked to.
   *
   * @return says where the loss was no longer finite, and what may help; empty if it never was so
   */
  default Optional<TrainingDivergedException> diverged() {
    return Optional.empty();
  }

  /**
   * For callers to whom a training that diverged is a failure.
   *
   * @return this
   * @throws TrainingDivergedException if the loss was no longer finite
   */
  default FitResult orThrow() {
    diverged()
        .ifPresent(
            failure -> {
              throw failure;
            });
    return this;
  }

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

  /**
   * Saves the model in the format of the file's name: a Sequential model as {@link Model#save}, a
   * multilayer perceptron as {@code .onnx}.
   *
   * @param file replaced if it is there
   * @throws IllegalArgumentException if the model is not saved in that format
   */
  void save(Path file);
}
