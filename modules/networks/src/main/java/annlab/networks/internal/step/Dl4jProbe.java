package annlab.networks.internal.step;

import annlab.networks.internal.data.Batch;
import annlab.networks.internal.data.HostArrays;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.LayerVariable;
import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.LayerStatistics;
import annlab.networks.statistics.TensorStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Looks at a step of {@link Dl4jStep}, where DL4J's StatsListener looks at it. */
final class Dl4jProbe {
  private final MultiLayerNetwork network;
  private final List<Layer> layers;
  private final int units;
  private final Map<String, Distribution> gradients = new LinkedHashMap<>();
  private final List<LayerStatistics> found = new ArrayList<>();
  private final List<Distribution> activations = new ArrayList<>();
  private final List<OptionalDouble> silent = new ArrayList<>();
  private final Phases phases = new Phases();

  Dl4jProbe(ModelSpec spec, MultiLayerNetwork network) {
    this.network = network;
    this.units = spec.output().units();
    this.layers =
        LayerShapes.of(spec.layers()).stream()
            .filter(shapes -> shapes.layer().inNetwork())
            .map(LayerShapes::layer)
            .toList();
  }

  private static List<LayerVariable> weights(Layer layer) {
    return layer.variables(1).stream()
        .filter(variable -> variable.role() == LayerVariable.Role.WEIGHT)
        .toList();
  }

  Phases phases() {
    return phases;
  }

  /** DL4J shows what its layers put out to listeners alone, all but the last one's. */
  void during(Runnable pass) {
    List<TrainingListener> others = new ArrayList<>(network.getListeners());
    network.addListeners(
        new BaseTrainingListener() {
          @Override
          public void onForwardPass(Model model, List<INDArray> outputs) {
            look(outputs);
          }
        });
    try {
      phases.begin();
      pass.run();
      phases.end("gradient");
    } finally {
      network.setListeners(others.toArray(new TrainingListener[0]));
    }
  }

  /** Behind the input come the layers' outputs. */
  private void look(List<INDArray> outputs) {
    for (int i = 0; i + 1 < layers.size(); i++) {
      INDArray output = outputs.get(i + 1);
      activations.add(Sample.of(output, 1));
      silent.add(rectifies(layers.get(i)) ? silent(output) : OptionalDouble.empty());
    }
  }

  private static boolean rectifies(Layer layer) {
    return layer.activation() == Activation.RELU;
  }

  private static OptionalDouble silent(INDArray output) {
    int rows = Math.toIntExact(output.size(0));
    int columns = Math.toIntExact(output.size(1));
    double[] values = new double[rows * columns];
    HostArrays.read(output, values);
    return OptionalDouble.of(DenseProbe.silent(values, rows, columns));
  }

  /** Once the gradients are complete, summed over the rows, and before the updater takes them. */
  void gradients(int rows) {
    for (int i = 0; i < layers.size(); i++) {
      for (LayerVariable weight : weights(layers.get(i))) {
        gradients.put(i + "_" + weight.dl4j(), Sample.of(gradient(i, weight.dl4j()), 1.0 / rows));
      }
    }
    phases.begin();
  }

  /** The view that holds the gradient and, once the updater has taken it, the update. */
  private INDArray gradient(int layer, String name) {
    return network.gradient().getGradientFor(layer + "_" + name);
  }

  /** After the step. */
  Observation end(Batch batch) {
    phases.end("update");
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      List<TensorStatistics> tensors = new ArrayList<>();
      for (LayerVariable weight : weights(layer)) {
        tensors.add(tensor(i, weight.dl4j(), weight.name()));
      }
      if (!tensors.isEmpty()) {
        found.add(layer(i, layer, tensors, batch));
      }
    }
    return new Observation(found, phases.seconds());
  }

  private LayerStatistics layer(
      int index, Layer layer, List<TensorStatistics> tensors, Batch batch) {
    if (index + 1 < layers.size()) {
      return new LayerStatistics(layer.name(), tensors, activations.get(index), silent.get(index));
    }
    Distribution outputs = Distribution.of(batch.predictions(), batch.rows() * units);
    OptionalDouble none =
        rectifies(layer)
            ? OptionalDouble.of(DenseProbe.silent(batch.predictions(), batch.rows(), units))
            : OptionalDouble.empty();
    return new LayerStatistics(layer.name(), tensors, outputs, none);
  }

  private TensorStatistics tensor(int layer, String name, String kerasName) {
    INDArray values = network.getLayer(layer).getParam(name);
    return new TensorStatistics(
        kerasName,
        values.length(),
        Sample.of(values, 1),
        Optional.ofNullable(gradients.get(layer + "_" + name)),
        Sample.of(gradient(layer, name), -1));
  }
}
