package annlab.networks;

import annlab.networks.files.AtomicFiles;
import annlab.networks.files.ZipFiles;
import annlab.networks.formats.KerasFiles;
import annlab.networks.formats.OptimizerVariables;
import annlab.networks.formats.SavedModel;
import annlab.networks.internal.dl4j.UpdaterViews;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Layer;
import annlab.networks.optimizers.Optimizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models between Keras' files and DL4J's network. */
final class KerasModels {
  private KerasModels() {}

  /** A model of its own with what a file holds. */
  static Model model(SavedModel saved) {
    Model model = new Model(saved.spec(), saved.compiled());
    model.setWeights(inNetwork(saved.spec().layers(), saved.variables()));
    saved.optimizer().ifPresent(state -> restore(model, state));
    return model;
  }

  private static void restore(Model model, OptimizerVariables state) {
    Optimizer optimizer = model.spec().optimizer();
    model.network().setIterationCount(Math.toIntExact(state.iterations()));
    if (state.learningRate().isPresent()) {
      float rate = (float) state.learningRate().getAsDouble();
      // float32 in the file: the description's own number is that rate unless they differ there
      if (rate != (float) optimizer.learningRate().at(state.iterations())) {
        model.setLearningRate(Double.parseDouble(Float.toString(rate)));
      }
    }
    List<List<INDArray>> views = UpdaterViews.of(model.network(), optimizer.stateFactor());
    for (int part = 0; part < state.parts().size(); part++) {
      for (int v = 0; v < state.parts().get(part).size(); v++) {
        views.get(part).get(v).assign(state.parts().get(part).get(v));
      }
    }
  }

  /** The variables without those of Normalization layers, which are no weights of the network. */
  static List<INDArray> inNetwork(List<Layer> layers, List<List<INDArray>> variables) {
    List<INDArray> weights = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      if (layers.get(i + 1).inNetwork()) {
        weights.addAll(variables.get(i));
      }
    }
    return weights;
  }

  /** All variables as Keras' {@code get_weights()} orders them. */
  static List<List<INDArray>> variables(Model model) {
    return model.layers().stream()
        .map(
            layer ->
                layer.inNetwork()
                    ? model.weights(layer.name())
                    : layer.statistics(model.spec().dataType()))
        .toList();
  }

  static SavedModel saved(Model model) {
    ModelSpec spec = model.spec();
    Optimizer optimizer = spec.optimizer();
    model.network(); // which says so if the model is not built
    return new SavedModel(
        spec,
        variables(model),
        model.compiled() == SavedModel.Compiled.WHOLLY
            ? Optional.of(
                new OptimizerVariables(
                    model.iterations(),
                    model.givenRate().isPresent() || optimizer.learningRate().schedule().isEmpty()
                        ? OptionalDouble.of(model.learningRate())
                        : OptionalDouble.empty(),
                    UpdaterViews.of(model.network(), optimizer.stateFactor())))
            : Optional.empty(),
        model.compiled());
  }

  static void writeArchive(Model model, Path file) {
    ZipFiles.write(file, KerasFiles.archive(saved(model)));
  }

  static void writeWeights(Model model, Path file) {
    try {
      AtomicFiles.write(file.toAbsolutePath(), KerasFiles.weights(saved(model)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
