package annlab.estimators.specification;

import annlab.datasets.DataUnavailableException;
import annlab.networks.Model;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Normalization;
import annlab.networks.numpy.NumpyArrays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of Keras' {@code get_weights()}. It lists a Normalization layer's mean, variance and
 * count before everything else; a file may also leave these three out.
 */
final class KerasWeights {
  private static final int STATISTICS = 3;

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
    int expected = layers.stream().mapToInt(KerasWeights::arrays).sum();
    boolean normalizes = layers.stream().anyMatch(Normalization.class::isInstance);
    int first = normalizes && arrays.size() == expected + STATISTICS ? STATISTICS : 0;
    return new KerasWeights(
        Optional.of(file), arrays.subList(0, first), arrays.subList(first, arrays.size()));
  }

  private static int arrays(Layer layer) {
    if (layer instanceof Dense) {
      return 2;
    }
    return layer instanceof BatchNormalization ? 4 : 0;
  }

  /** The layer as the file has it; empty if the file leaves its statistics out. */
  Optional<Normalization> statistics(Normalization layer) {
    if (statistics.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Normalization(
            Optional.of(
                new Normalization.Statistics(
                    numbers(statistics.get(0)), numbers(statistics.get(1)))),
            layer.name()));
  }

  private static List<Double> numbers(INDArray array) {
    return Arrays.stream(array.ravel().toDoubleVector()).boxed().toList();
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
      if (listsStatistics && layer instanceof Normalization normalization) {
        normalization
            .statistics()
            .ifPresent(
                values -> {
                  arrays.add(vector(values.mean(), model));
                  arrays.add(vector(values.variance(), model));
                  // what Keras 3 has after adapt
                  arrays.add(Nd4j.scalar(0));
                });
      }
      arrays.addAll(model.weights(layer.name()));
    }
    NumpyArrays.write(file, arrays);
  }

  private static INDArray vector(List<Double> values, Model model) {
    return Nd4j.createFromArray(values.toArray(Double[]::new))
        .castTo(model.parameters().dataType());
  }
}
