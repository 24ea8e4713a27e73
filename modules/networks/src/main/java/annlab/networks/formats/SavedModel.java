package annlab.networks.formats;

import annlab.networks.internal.spec.ModelSpec;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model as Keras' files hold it.
 *
 * @param spec its description; where the file has no loss or optimizer, one that stands in for it
 * @param variables of each layer but the input, in Keras' order: kernel and bias; gamma, beta,
 *     moving mean and moving variance; mean, variance and count
 * @param optimizer step, rate and state; empty where the file has none
 * @param compiled what the file says of training
 */
public record SavedModel(
    ModelSpec spec,
    List<List<INDArray>> variables,
    Optional<OptimizerVariables> optimizer,
    Compiled compiled) {
  public SavedModel {
    variables = List.copyOf(variables);
  }

  /** What a model is compiled with. */
  public enum Compiled {
    /** Loss and optimizer. */
    WHOLLY,
    /** A loss without its optimizer, as Keras 3.15 writes it after the model was saved as .h5. */
    WITHOUT_OPTIMIZER,
    /** Nothing. */
    NOT
  }
}
