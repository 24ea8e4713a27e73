package annlab.networks.internal.spec;

import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Head;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** All that a model is made from, before its weights. */
public record ModelSpec(
    String name,
    List<Layer> layers,
    Loss loss,
    Optimizer optimizer,
    List<Metric> metrics,
    Seeds seeds,
    DataType dataType) {
  public ModelSpec {
    layers = List.copyOf(layers);
    metrics = List.copyOf(metrics);
    if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof Dense)) {
      throw new IllegalArgumentException(
          layers.isEmpty()
              ? "the model has no layers; add at least one Dense layer"
              : "the last layer must be a Dense layer, got "
                  + layers.get(layers.size() - 1).kerasName());
    }
    loss.requireOutputs(output(layers).activation(), output(layers).units());
  }

  private static Dense output(List<Layer> layers) {
    return (Dense) layers.get(layers.size() - 1);
  }

  public Dense output() {
    return output(layers);
  }

  public Head head() {
    return new Head(loss, output().activation(), output().units());
  }

  public boolean built() {
    return layers.get(0).isInput();
  }

  /** The input of a model that is built. */
  public Input input() {
    return new Input(layers.get(0).outputShape(List.of()));
  }

  /** The same model with other layers. */
  public ModelSpec withLayers(List<Layer> others) {
    return new ModelSpec(name, others, loss, optimizer, metrics, seeds, dataType);
  }

  /** The same model for inputs of the given shape. */
  public ModelSpec withInput(List<Long> shape) {
    List<Layer> all = new ArrayList<>();
    all.add(new Input(shape));
    all.addAll(built() ? layers.subList(1, layers.size()) : layers);
    return new ModelSpec(name, all, loss, optimizer, metrics, seeds, dataType);
  }
}
