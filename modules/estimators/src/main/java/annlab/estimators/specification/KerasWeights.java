package annlab.estimators.specification;

import annlab.datasets.DataUnavailableException;
import annlab.networks.Model;
import annlab.networks.layers.Layer;
import annlab.networks.numpy.NumpyArrays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of Keras' {@code get_weights()}. It lists a Normalization layer's mean, variance and
 * count before everything else; a file may also leave these three out.
 */
final class KerasWeights {
  private final Optional<Path> file;
  private final List<INDArray> statistics;
  private final List<INDArray> trained;

  private KerasWeights(Optional<Path> file, List<INDArray> statistics, List<INDArray> trained) {
    this.file = file;
    this.statistics = statistics;
    this.trained = trained;
  }

  /** No file: a model keeps the weights that it drew. */
  static KerasWeights none() {
    return new KerasWeights(Optional.empty(), List.of(), List.of());
  }

  static KerasWeights read(Path file, List<Layer> layers) {
    if (!Files.isReadable(file)) {
      throw new DataUnavailableException(
          file + " cannot be read; name a file of weights that is there");
    }
    List<INDArray> arrays = NumpyArrays.read(file);
    int trained = arrays(layers.stream().filter(Layer::inNetwork));
    int statistics = arrays(layers.stream().filter(Layer::adapts).limit(1));
    int first = arrays.size() == trained + statistics ? statistics : 0;
    return new KerasWeights(
        Optional.of(file), arrays.subList(0, first), arrays.subList(first, arrays.size()));
  }

  private static int arrays(Stream<Layer> layers) {
    return layers.mapToInt(layer -> layer.variables(1).size()).sum();
  }

  /** The layer as the file has it; empty if the file leaves its statistics out. */
  Optional<Layer> statistics(Layer layer) {
    return statistics.isEmpty() ? Optional.empty() : Optional.of(layer.restored(statistics));
  }

  /** Whether a file that is written shall list a Normalization layer's statistics. */
  boolean listsStatistics() {
    return file.isEmpty() || !statistics.isEmpty();
  }

  void assign(Model model) {
    if (file.isEmpty()) {
      return;
    }
    try {
      model.setWeights(trained);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file.get() + " does not fit: " + e.getMessage(), e);
    }
  }

  static void write(Path file, Model model, boolean listsStatistics) {
    List<INDArray> arrays = new ArrayList<>();
    for (Layer layer : model.layers()) {
      if (listsStatistics) {
        arrays.addAll(layer.statistics(model.parameters().dataType()));
      }
      arrays.addAll(model.weights(layer.name()));
    }
    NumpyArrays.write(file, arrays);
  }
}
