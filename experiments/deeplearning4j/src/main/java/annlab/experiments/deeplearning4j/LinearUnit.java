package annlab.experiments.deeplearning4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The smallest networks that show what DL4J does: {@code y = wx + b} with squared error. */
final class LinearUnit {
  private LinearUnit() {}

  static INDArray floats(double[]... rows) {
    return Nd4j.create(rows).castTo(DataType.FLOAT);
  }

  static double[] row(double... values) {
    return values;
  }

  /** A linear output layer with squared error. */
  static OutputLayer.Builder output(int inputs, int outputs) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .activation(Activation.IDENTITY)
        .nIn(inputs)
        .nOut(outputs);
  }

  static NeuralNetConfiguration.Builder configuration() {
    return new NeuralNetConfiguration.Builder().seed(42);
  }

  static MultiLayerNetwork network(NeuralNetConfiguration.Builder configuration, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = configuration.list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  /** One weight and one bias, both 0. */
  static MultiLayerNetwork of(IUpdater updater) {
    MultiLayerNetwork unit = network(configuration().updater(updater), output(1, 1).build());
    unit.params().assign(0);
    return unit;
  }

  /** A row {@code x = 0}, in which the bias alone has a gradient: this one. */
  static DataSet biasGradient(MultiLayerNetwork unit, double gradient) {
    double bias = unit.params().getDouble(1);
    return new DataSet(floats(row(0)), floats(row(bias - gradient / 2)));
  }

  /** What an updater's first step adds to the bias. */
  static double firstStep(IUpdater updater, double gradient) {
    MultiLayerNetwork unit = of(updater);
    unit.fit(biasGradient(unit, gradient));
    return unit.params().getDouble(1);
  }
}
