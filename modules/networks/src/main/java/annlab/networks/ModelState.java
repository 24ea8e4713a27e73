package annlab.networks;

import annlab.networks.files.VerifiedZip;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import annlab.networks.numpy.Npy;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What changes in a model as it is trained, as entries of a zip file. */
final class ModelState {
  private static final String PARAMETERS = "parameters.npy";
  private static final String UPDATER = "updater.npy";

  private ModelState() {}

  /**
   * Adds a model's state.
   *
   * @param entries take the arrays
   * @param counts take steps, epochs and the rate that was set
   */
  static void write(Model model, Map<String, byte[]> entries, Map<String, Object> counts) {
    entries.put(PARAMETERS, Npy.write(model.parameters()));
    INDArray updater = updater(model.network());
    if (updater != null) {
      entries.put(UPDATER, Npy.write(updater));
    }
    counts.put("iterations", model.iterations());
    counts.put("epochs", model.network().getEpochCount());
    model.givenRate().ifPresent(rate -> counts.put("learning_rate", rate));
  }

  /**
   * Refuses layers of more numbers than there are, before memory is taken for them.
   *
   * @throws IllegalArgumentException if the file holds fewer
   */
  static void requireParameters(List<Layer> layers, VerifiedZip zip) {
    long held = zip.content(PARAMETERS).length / Float.BYTES;
    long wanted = 0;
    try {
      for (LayerShapes shapes : LayerShapes.of(layers)) {
        wanted = Math.addExact(wanted, shapes.parameters());
      }
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw zip.damaged("its layers do not fit each other: " + e.getMessage());
    }
    if (wanted > held) {
      throw zip.damaged(
          PARAMETERS + " has " + held + " numbers at most, the layers have " + wanted);
    }
  }

  /**
   * Puts a state back, in the model's own memory.
   *
   * @throws IllegalArgumentException if it is another model's
   */
  static void restore(Model model, VerifiedZip zip, JsonNode counts) {
    INDArray parameters = Npy.read(zip, PARAMETERS);
    if (parameters.length() != model.network().params().length()) {
      throw zip.damaged(
          PARAMETERS
              + " has "
              + parameters.length()
              + " numbers, not "
              + model.network().params().length());
    }
    if (!Arrays.stream(parameters.castTo(DataType.DOUBLE).toDoubleVector())
        .allMatch(Double::isFinite)) {
      throw zip.damaged(PARAMETERS + " has numbers that are not finite");
    }
    model.setParameters(parameters);
    INDArray updater = updater(model.network());
    if (updater != null) {
      INDArray saved = Npy.read(zip, UPDATER);
      if (saved.length() != updater.length()) {
        throw zip.damaged(UPDATER + " has " + saved.length() + " numbers, not " + updater.length());
      }
      updater.assign(saved.reshape(saved.length()));
    }
    model.network().setIterationCount(zip.count(counts, "iterations"));
    model.network().setEpochCount(zip.count(counts, "epochs"));
    JsonNode rate = counts.path("learning_rate");
    model.setGivenRate(
        rate.isNumber() ? OptionalDouble.of(rate.doubleValue()) : OptionalDouble.empty());
  }

  private static @Nullable INDArray updater(MultiLayerNetwork network) {
    INDArray state = network.getUpdater(true).getStateViewArray();
    return state == null || state.isEmpty() ? null : state.reshape(state.length());
  }
}
