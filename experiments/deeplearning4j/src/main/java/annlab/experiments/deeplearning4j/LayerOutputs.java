package annlab.experiments.deeplearning4j;

import static annlab.experiments.deeplearning4j.Difference.differing;
import static annlab.experiments.deeplearning4j.LinearUnit.configuration;
import static annlab.experiments.deeplearning4j.LinearUnit.floats;
import static annlab.experiments.deeplearning4j.LinearUnit.network;
import static annlab.experiments.deeplearning4j.LinearUnit.output;
import static annlab.experiments.deeplearning4j.LinearUnit.row;

import annlab.networks.layers.Activation;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** What DL4J's layers and activations put out otherwise. */
final class LayerOutputs {
  private static final Tolerance SHARE =
      new Tolerance(0.06, "10,000 draws: three standard deviations of the share are 0.012");

  private LayerOutputs() {}

  static List<Difference> all() {
    return List.of(
        differing(
                "dense-activation",
                Topic.LAYERS,
                "A dense layer without an activation is a sigmoid, Keras' is linear.")
            .in(Libraries.KERAS, "Dense(1) with weights and input 0", 0)
            .dl4j("new DenseLayer.Builder()", 0.5, Tolerance.FLOATS, () -> denseOfZero(dense()))
            .instead(
                "activation(Activation.IDENTITY)",
                Tolerance.FLOATS,
                () -> denseOfZero(dense().activation(new ActivationIdentity()))),
        differing(
                "dropout-rate",
                Topic.LAYERS,
                "The number of a dropout is the share that stays, Keras' the share that goes.")
            .in(Libraries.KERAS, "Dropout(0.2), share of zeros in training", 0.2)
            .dl4j("new DropoutLayer(0.2)", 0.8, SHARE, () -> zeros(0.2))
            .instead("new DropoutLayer(1 - 0.2)", SHARE, () -> zeros(1 - 0.2)),
        differing(
                "dropout-side",
                Topic.LAYERS,
                "dropOut of a layer drops what comes into it, not what it puts out.")
            .in(Libraries.KERAS, "Dense(10000), Dropout(0.5): share of zeros", 0.5)
            .dl4j(
                "DenseLayer.Builder().dropOut(0.5)", 0, Tolerance.COUNT, LayerOutputs::zerosOfDense)
            .instead("put a DropoutLayer(0.5) behind it", SHARE, LayerOutputs::zerosBehindDense),
        differing(
                "batchnorm-momentum",
                Topic.LAYERS,
                "The running mean of batch normalization takes a tenth of each batch, Keras' a"
                    + " hundredth.")
            .in(Libraries.KERAS, "BatchNormalization(), moving mean after a batch of mean 3", 0.03)
            .dl4j("new BatchNormalization()", 0.3, Tolerance.FLOATS, () -> runningMean(0.9))
            .instead("decay(0.99)", Tolerance.FLOATS, () -> runningMean(0.99)),
        differing(
                "batchnorm-epsilon",
                Topic.LAYERS,
                "The epsilon of batch normalization is 1e-5, Keras' 1e-3.")
            .in(Libraries.KERAS, "BatchNormalization(), a fresh layer's output for 1", 0.9995003747)
            .dl4j("new BatchNormalization()", 0.999995, Tolerance.FLOATS, () -> normalized(1e-5))
            .instead("eps(1e-3)", Tolerance.FLOATS, () -> normalized(1e-3)),
        differing(
                "flatten-order",
                Topic.LAYERS,
                "Images are [channels, height, width]: flattened, all of the first channel comes"
                    + " before the second, so dense weights from Keras do not fit behind a"
                    + " Flatten.")
            .in(Libraries.KERAS, "Flatten() of pixels (1, 3) and (2, 4): second number", 3)
            .dl4j(
                "InputType.convolutional(1, 2, 2)",
                2,
                Tolerance.COUNT,
                () -> secondOfFlattened(CNN2DFormat.NCHW, 1, 2, 3, 4))
            .instead(
                "CNN2DFormat.NHWC in every layer and in the input type",
                Tolerance.COUNT,
                () -> secondOfFlattened(CNN2DFormat.NHWC, 1, 3, 2, 4)),
        differing(
                "gelu",
                Topic.LAYERS,
                "GELU is x times sigmoid(1.702x), neither the exact form nor the one by tanh.")
            .in(Libraries.KERAS, "activations.gelu(1.0)", 0.8413447141647339)
            .dl4j(
                "Activation.GELU",
                0.845795750617981,
                Tolerance.FLOATS,
                () -> activated(new ActivationGELU(), 1))
            .instead(
                "x times the normal distribution by erf of Commons Math, in an IActivation",
                Tolerance.FLOATS,
                () -> activated(LayerOutputs::exactGelu, 1)),
        differing(
                "gelu-precise",
                Topic.LAYERS,
                "The form of GELU that is called precise is further off than the other.")
            .in(Libraries.KERAS, "activations.gelu(1.0, approximate=True)", 0.8411920070648193)
            .dl4j(
                "new ActivationGELU(true)",
                0.8314,
                new Tolerance(1e-4, "known to four digits"),
                () -> activated(new ActivationGELU(true), 1))
            .instead(
                "write the form by tanh in an IActivation",
                Tolerance.FLOATS,
                () -> activated(LayerOutputs::geluByTanh, 1)),
        differing(
                "softplus",
                Topic.LAYERS,
                "Softplus is infinite from 89 on: it takes the exponential before the logarithm.")
            .in(Libraries.KERAS, "largest of 1 to 100 whose softplus is finite", 100)
            .dl4j(
                "Activation.SOFTPLUS",
                88,
                Tolerance.COUNT,
                () -> largestFinite(x -> activated(new ActivationSoftPlus(), x)))
            .instead(
                "max(x, 0) + log1p(exp(-|x|)) in an IActivation",
                Tolerance.COUNT,
                () -> largestFinite(LayerOutputs::stableSoftplus)),
        differing(
                "hard-sigmoid",
                Topic.LAYERS,
                "The hard sigmoid has the slope 0.2 of Keras 2; that of Keras 3 is 1/6.")
            .in(Libraries.KERAS, "activations.hard_sigmoid(1.0)", 0.6666666865348816)
            .dl4j(
                "Activation.HARDSIGMOID",
                0.7,
                Tolerance.FLOATS,
                () -> activated(new ActivationHardSigmoid(), 1))
            .instead(
                "relu6(x + 3) / 6 in an IActivation",
                Tolerance.FLOATS,
                () -> activated(LayerOutputs::hardSigmoid, 1)),
        differing(
                "leaky-relu",
                Topic.LAYERS,
                "The leaky ReLU has the slope 0.01 below 0, Keras' layer 0.3 (its function 0.2).")
            .in(Libraries.KERAS, "LeakyReLU()(-1.0)", -0.3)
            .dl4j(
                "Activation.LEAKYRELU", -0.01, Tolerance.FLOATS, () -> below(new ActivationLReLU()))
            .instead(
                "new ActivationLReLU(0.3)",
                Tolerance.FLOATS,
                () -> below(new ActivationLReLU(0.3))),
        differing(
                "leaky-at-0",
                Topic.LAYERS,
                "The derivative of the leaky ReLU at exactly 0, where sums stand behind weights of"
                    + " 0, is 1; Keras' on TensorFlow and torch is the slope below 0.")
            .in(Libraries.KERAS, "derivative of activations.leaky_relu at 0", 0.2)
            .dl4j(
                "new ActivationLReLU(0.2)",
                1,
                Tolerance.FLOATS,
                () -> derivativeAtZero(new ActivationLReLU(0.2)))
            .instead(
                "annlab's Activation.LEAKY_RELU.dl4j()",
                Tolerance.FLOATS,
                () -> derivativeAtZero(Activation.LEAKY_RELU.dl4j())),
        differing(
                "selu-at-0",
                Topic.LAYERS,
                "The derivative of SELU at exactly 0 is the one from the left, Keras' the one from"
                    + " the right.")
            .in(Libraries.KERAS, "derivative of activations.selu at 0", 1.0507010221481323)
            .dl4j(
                "Activation.SELU",
                1.7580993,
                Tolerance.FLOATS,
                () -> derivativeAtZero(new ActivationSELU()))
            .instead(
                "annlab's Activation.SELU.dl4j()",
                Tolerance.FLOATS,
                () -> derivativeAtZero(Activation.SELU.dl4j())));
  }

  // listing: DL4J-dense-activation, DL4J-dense-activation-remedy
  static double denseOfZero(DenseLayer.Builder dense) {
    MultiLayerNetwork network = network(configuration(), dense.build(), output(1, 1).build());
    return network.feedForward(floats(row(0))).get(1).getDouble(0);
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nIn(1).nOut(1);
  }

  // end listing

  private static double shareOfZeros(INDArray array) {
    return array.eq(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
  }

  // listing: DL4J-dropout-rate, DL4J-dropout-rate-remedy
  static double zeros(double retained) {
    MultiLayerNetwork network =
        network(configuration(), new DropoutLayer(retained), output(10_000, 1).build());
    INDArray ones = Nd4j.ones(DataType.FLOAT, 1, 10_000);
    return shareOfZeros(network.feedForward(ones, true).get(1));
  }

  // end listing

  private static Layer wide(double retained) {
    return new DenseLayer.Builder()
        .nIn(100)
        .nOut(10_000)
        .activation(new ActivationIdentity())
        .dropOut(retained)
        .build();
  }

  // listing: DL4J-dropout-side, DL4J-dropout-side-remedy
  static double zerosOfDense() {
    MultiLayerNetwork network = network(configuration(), wide(0.5), output(10_000, 1).build());
    return shareOfZeros(network.feedForward(Nd4j.ones(DataType.FLOAT, 1, 100), true).get(1));
  }

  static double zerosBehindDense() {
    MultiLayerNetwork network =
        network(configuration(), wide(1), new DropoutLayer(0.5), output(10_000, 1).build());
    return shareOfZeros(network.feedForward(Nd4j.ones(DataType.FLOAT, 1, 100), true).get(2));
  }

  // end listing

  // listing: DL4J-batchnorm-momentum, DL4J-batchnorm-momentum-remedy
  static double runningMean(double decay) {
    BatchNormalization layer = new BatchNormalization.Builder().nOut(1).decay(decay).build();
    MultiLayerNetwork network =
        network(configuration().updater(new Sgd(0)), layer, output(1, 1).build());
    network.fit(new DataSet(floats(row(0), row(2), row(4), row(6)), Nd4j.zeros(4, 1)));
    return network.getParam("0_mean").getDouble(0);
  }

  // end listing

  // listing: DL4J-batchnorm-epsilon, DL4J-batchnorm-epsilon-remedy
  static double normalized(double epsilon) {
    BatchNormalization layer = new BatchNormalization.Builder().nOut(1).eps(epsilon).build();
    MultiLayerNetwork network = network(configuration(), layer, output(1, 1).build());
    return network.feedForward(floats(row(1))).get(1).getDouble(0);
  }

  // end listing

  /** Two pixels of two channels through a layer that changes nothing, then flattened. */
  static double secondOfFlattened(CNN2DFormat format, double... stored) {
    MultiLayerNetwork network = flattened(format);
    network.setParam("0_W", Nd4j.eye(2).castTo(DataType.FLOAT).reshape(2, 2, 1, 1));
    network.setParam("1_W", Nd4j.eye(4).castTo(DataType.FLOAT));
    long[] shape = format == CNN2DFormat.NCHW ? new long[] {1, 2, 1, 2} : new long[] {1, 1, 2, 2};
    return network.output(floats(stored).reshape(shape)).getDouble(1);
  }

  // listing: DL4J-flatten-order, DL4J-flatten-order-remedy
  private static MultiLayerNetwork flattened(CNN2DFormat format) {
    ConvolutionLayer.Builder convolution =
        new ConvolutionLayer.Builder(1, 1).nOut(2).activation(new ActivationIdentity());
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            configuration()
                .list(convolution.dataFormat(format).build(), output(0, 4).build())
                .setInputType(InputType.convolutional(1, 2, 2, format))
                .build());
    network.init();
    return network;
  }

  // end listing

  // listing: DL4J-gelu, DL4J-gelu-precise, DL4J-hard-sigmoid
  static double activated(IActivation activation, double x) {
    boolean training = false;
    INDArray input = floats(row(x));
    return activation.getActivation(input, training).getDouble(0);
  }

  // end listing

  // listing: DL4J-leaky-relu, DL4J-leaky-relu-remedy
  static double below(ActivationLReLU activation) {
    boolean training = false;
    INDArray minusOne = floats(row(-1));
    return activation.getActivation(minusOne, training).getDouble(0);
  }

  // end listing

  // listing: DL4J-leaky-at-0, DL4J-leaky-at-0-remedy, DL4J-selu-at-0, DL4J-selu-at-0-remedy
  static double derivativeAtZero(IActivation activation) {
    INDArray z = floats(row(0));
    INDArray gradientOfOutput = floats(row(1));
    return activation.backprop(z, gradientOfOutput).getFirst().getDouble(0);
  }

  // end listing

  static double activated(DoubleUnaryOperator activation, double x) {
    return activation.applyAsDouble(x);
  }

  // listing: DL4J-gelu-remedy, DL4J-gelu-precise-remedy
  private static double exactGelu(double x) {
    return x * 0.5 * (1 + Erf.erf(x / Math.sqrt(2)));
  }

  private static double geluByTanh(double x) {
    return x * 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  // end listing

  // listing: DL4J-softplus, DL4J-softplus-remedy
  static double largestFinite(DoubleUnaryOperator softplus) {
    double x = 0;
    while (x < 100 && Double.isFinite(softplus.applyAsDouble(x + 1))) {
      x++;
    }
    return x;
  }

  private static double stableSoftplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  // end listing

  // listing: DL4J-hard-sigmoid-remedy
  private static double hardSigmoid(double x) {
    double shifted = x + 3;
    double relu6 = Math.min(Math.max(shifted, 0), 6);
    return relu6 / 6;
  }

  // end listing
}
