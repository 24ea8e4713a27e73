package annlab.networks.formats;

import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.LayerVisitor;
import annlab.networks.layers.Normalization;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model as ONNX, opset 17: input {@code x}, [rows, ...]; output {@code y}, [rows, outputs]. A
 * classifier's outputs are {@code probabilities}, [rows, classes], and {@code label}, [rows].
 */
public final class OnnxModel {
  /** Keras' smallest standard deviation (backend epsilon). */
  private static final double SMALLEST_DEVIATION = 1e-7;

  private OnnxModel() {}

  /**
   * What is done to the inputs first: {@code (x - mean) / scale}.
   *
   * @param mean one number a feature
   * @param scale one number a feature
   */
  public record Scaling(List<Double> mean, List<Double> scale) {
    public Scaling {
      mean = List.copyOf(mean);
      scale = List.copyOf(scale);
    }
  }

  /**
   * The bytes of a file.
   *
   * @param model what to write
   * @param scaling what comes before it
   * @param classes what its outputs are the probabilities of; one output for two classes
   * @return the file's bytes
   */
  public static byte[] of(
      SavedModel model, Optional<Scaling> scaling, Optional<List<Integer>> classes) {
    ModelSpec spec = model.spec();
    OnnxGraph graph = new OnnxGraph(spec.name(), spec.input().shape(), spec.dataType());
    scaling.ifPresent(before -> graph.scale(row(before.mean()), row(before.scale())));
    for (int i = 1; i < spec.layers().size(); i++) {
      spec.layers().get(i).accept(new Step(graph, model.variables().get(i - 1)));
    }
    int units = spec.output().units();
    if (classes.isPresent()) {
      probabilities(graph, units, classes.get());
    } else {
      graph.output("y", false, units);
    }
    return graph.bytes();
  }

  /** Adds a layer to a graph. */
  private record Step(OnnxGraph graph, List<INDArray> variables) implements LayerVisitor {
    @Override
    public void flatten(Flatten layer) {
      graph.thenInt("Flatten", "axis", 1);
    }

    @Override
    public void normalization(Normalization layer) {
      Normalization.Statistics found = layer.adapted();
      graph.scale(
          row(found.mean()),
          row(
              found.variance().stream()
                  .map(variance -> Math.max(Math.sqrt(variance), SMALLEST_DEVIATION))
                  .toList()));
    }

    @Override
    public void dense(Dense layer) {
      graph.dense(variables.get(0), variables.get(1));
      layer.activation().onnx(graph);
    }

    @Override
    public void dropout(Dropout layer) {
      // does nothing outside training
    }

    @Override
    public void batchNormalization(BatchNormalization layer) {
      graph.normalize(variables, layer.epsilon());
    }
  }

  private static INDArray row(List<Double> values) {
    return Nd4j.createFromArray(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void probabilities(OnnxGraph graph, int units, List<Integer> classes) {
    if (units == 1) {
      String yes = graph.value();
      String no = graph.with("Sub", graph.number(1), yes).value();
      graph.concatenated(no, yes);
    }
    graph.output("probabilities", false, classes.size());
    graph.largest();
    graph.with("Gather", graph.integers(classes), graph.value());
    graph.output("label", true);
  }
}
