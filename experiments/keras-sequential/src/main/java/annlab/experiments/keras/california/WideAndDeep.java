package annlab.experiments.keras.california;

import annlab.datasets.Samples;
import annlab.estimators.FittedStandardScaler;
import annlab.estimators.Scores;
import annlab.estimators.StandardScaler;
import annlab.estimators.tribuo.FittedLinearRegression;
import annlab.estimators.tribuo.LinearRegression;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A wide and deep network for California housing: the inputs reach the output directly (wide) and
 * by way of two hidden layers (deep), which no stack of layers can do.
 *
 * @param train rows to train on, inputs standardized
 * @param test rows to test on, standardized by the same means and deviations
 */
public record WideAndDeep(Samples train, Samples test) {
  private static final int UNITS = 30;
  private static final int BATCH = 32;
  private static final double RATE = 1e-3;
  private static final double STEP = 1e-6;

  public static WideAndDeep of(Housing housing) {
    FittedStandardScaler scaler = new StandardScaler().fit(housing.train().x());
    return new WideAndDeep(scaled(scaler, housing.train()), scaled(scaler, housing.test()));
  }

  private static Samples scaled(FittedStandardScaler scaler, Samples samples) {
    return new Samples(
        scaler.transform(samples.x()).castTo(DataType.DOUBLE),
        samples.y().castTo(DataType.DOUBLE).reshape(samples.count(), 1));
  }

  /** The graph with both paths. */
  public static ComputationGraph graph(long inputs, long seed, DataType type) {
    // listing: H5
    ComputationGraphConfiguration.GraphBuilder graph =
        builder(seed, type)
            .addInputs("inputs")
            .addLayer("deep1", dense(inputs), "inputs")
            .addLayer("deep2", dense(UNITS), "deep1")
            .addVertex("both", new MergeVertex(), "inputs", "deep2") // where a stack ends
            .addLayer("output", output(inputs + UNITS), "both")
            .setOutputs("output");
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    // end listing
    return network;
  }

  private static ComputationGraphConfiguration.GraphBuilder builder(long seed, DataType type) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .dataType(type)
        .weightInit(WeightInit.XAVIER_UNIFORM)
        .updater(new Adam(RATE, 0.9, 0.999, 1e-7))
        .graphBuilder();
  }

  private static DenseLayer dense(long inputs) {
    return new DenseLayer.Builder().nIn(inputs).nOut(UNITS).activation(Activation.TANH).build();
  }

  private static OutputLayer output(long inputs) {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
        .nIn(inputs)
        .nOut(1)
        .activation(Activation.IDENTITY)
        .build();
  }

  /** Trains in batches, in a new order each epoch. */
  public void train(ComputationGraph network, int epochs, long seed, Runnable betweenEpochs) {
    INDArray x = train.x().castTo(network.getConfiguration().getDataType());
    INDArray y = train.y().castTo(x.dataType());
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(seed);
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] order = order(random, (int) train.count());
      for (int from = 0; from < order.length; from += BATCH) {
        int[] rows = Arrays.copyOfRange(order, from, Math.min(from + BATCH, order.length));
        network.fit(
            new INDArray[] {Nd4j.pullRows(x, 1, rows)}, new INDArray[] {Nd4j.pullRows(y, 1, rows)});
      }
      betweenEpochs.run();
    }
  }

  private static int[] order(Random random, int rows) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Root of the mean squared error on the test rows. */
  public double testRmse(ComputationGraph network) {
    INDArray x = test.x().castTo(network.getConfiguration().getDataType());
    INDArray error = network.outputSingle(x).castTo(DataType.DOUBLE).sub(test.y());
    return Math.sqrt(error.muli(error).meanNumber().doubleValue());
  }

  /** The same error of the linear model that fits the training rows best. */
  public double leastSquaresRmse() {
    FittedLinearRegression linear = new LinearRegression().fit(train.x(), train.y());
    return Scores.rmse(test.y(), linear.predict(test.x()));
  }

  /**
   * The largest distance of any entry of the gradient from central differences, relative to the
   * larger of the entry and 0.01.
   *
   * @param network in double precision
   * @param rows for the gradient
   * @param others for the differences: the same rows, unless something is to be wrong
   */
  public static double gradientError(ComputationGraph network, Samples rows, Samples others) {
    network.setInputs(rows.x());
    network.setLabels(rows.y());
    network.computeGradientAndScore();
    INDArray gradient = network.gradient().gradient().dup().reshape(-1);
    DataSet data = new DataSet(others.x(), others.y());
    INDArray parameters = network.params();
    double largest = 0;
    for (long i = 0; i < parameters.length(); i++) {
      double at = parameters.getDouble(i);
      parameters.putScalar(i, at + STEP);
      double above = network.score(data, false);
      parameters.putScalar(i, at - STEP);
      double numeric = (above - network.score(data, false)) / (2 * STEP);
      parameters.putScalar(i, at);
      // DL4J's gradient is the sum over the batch, its score the mean
      double error = Math.abs(gradient.getDouble(i) / rows.count() - numeric);
      largest = Math.max(largest, error / Math.max(Math.abs(numeric), 0.01));
    }
    return largest;
  }

  /** A few rows of the training set. */
  public Samples few(int from) {
    return new Samples(
        train.x().get(NDArrayIndex.interval(from, from + 8)).dup(),
        train.y().get(NDArrayIndex.interval(from, from + 8)).dup());
  }
}
