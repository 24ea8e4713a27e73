package annlab.experiments.deeplearning4j;

import static annlab.experiments.deeplearning4j.Difference.differing;
import static annlab.experiments.deeplearning4j.LinearUnit.configuration;
import static annlab.experiments.deeplearning4j.LinearUnit.floats;
import static annlab.experiments.deeplearning4j.LinearUnit.network;
import static annlab.experiments.deeplearning4j.LinearUnit.output;
import static annlab.experiments.deeplearning4j.LinearUnit.row;

import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What DL4J's losses and penalties weigh otherwise. */
final class LossValues {
  private LossValues() {}

  static List<Difference> all() {
    return List.of(
        differing(
                "cross-entropy-cap",
                Topic.LOSSES,
                "The cross-entropy of a row is never above 23.03: probabilities are cut at 1e-10,"
                    + " so how wrong a certain network is cannot be seen.")
            .in(Libraries.KERAS, "CategoricalCrossentropy(from_logits=True), logits ±200", 400)
            .dl4j("LossFunction.MCXENT", 23.0258503, Tolerance.FLOATS, LossValues::crossEntropy)
            .instead(
                "take the logarithm of the sum of exponentials of the pre-activations oneself",
                Tolerance.FLOATS,
                LossValues::crossEntropyOfLogits),
        differing(
                "log-softmax",
                Topic.LOSSES,
                "logSoftmax of ND4J is the logarithm of softmax: minus infinity from a distance of"
                    + " about 104 on.")
            .in(Libraries.KERAS, "ops.log_softmax([-d, 0]), largest d of 10, 20 ... 200", 200)
            .dl4j(
                "Nd4j.nn().logSoftmax(logits)",
                100,
                Tolerance.COUNT,
                () -> largestDistance(z -> Nd4j.nn().logSoftmax(z)))
            .instead(
                "subtract the maximum, then the logarithm of the sum of exponentials",
                Tolerance.COUNT,
                () -> largestDistance(LossValues::logSoftmax)),
        differing(
                "binary-cross-entropy-sum",
                Topic.LOSSES,
                "Binary cross-entropy adds up over the outputs, Keras takes their mean: with three"
                    + " labels loss and gradient are three times as large.")
            .in(Libraries.KERAS, "BinaryCrossentropy(), three outputs of 0.5", Math.log(2))
            .dl4j(
                "LossFunction.XENT",
                3 * Math.log(2),
                Tolerance.FLOATS,
                () -> binary(new LossBinaryXENT(), 1, 0, 1))
            .instead(
                "new LossBinaryXENT(weights) with 1 / outputs for each",
                Tolerance.FLOATS,
                () -> binary(new LossBinaryXENT(Nd4j.valueArrayOf(1, 3, 1 / 3f)), 1, 0, 1)),
        differing(
                "binary-cross-entropy-cap",
                Topic.LOSSES,
                "Binary cross-entropy cuts probabilities at 1e-5, Keras' at 1e-7.")
            .in(Libraries.KERAS, "BinaryCrossentropy(), 0 for a positive row", 16.11809539794922)
            .dl4j(
                "LossFunction.XENT",
                11.5129251,
                Tolerance.FLOATS,
                () -> surelyWrong(new LossBinaryXENT()))
            .instead(
                "new LossBinaryXENT(1e-7, weights of 1)",
                Tolerance.FLOATS,
                () -> surelyWrong(clippedAt(1e-7))),
        differing(
                "poisson-sum",
                Topic.LOSSES,
                "Poisson's loss adds up over the outputs, Keras takes their mean.")
            .in(Libraries.KERAS, "Poisson(), targets 1, 2 and outputs 1, 3", 0.901387631893158)
            .dl4j("LossFunction.POISSON", 1.8027754, Tolerance.FLOATS, LossValues::poisson)
            .instead("divide by the outputs", Tolerance.FLOATS, LossValues::poissonOfEachOutput),
        differing(
                "hinge-labels",
                Topic.LOSSES,
                "The hinge loss takes labels as they are, Keras turns 0 into -1: with 0 and 1 the"
                    + " negative rows pull nowhere.")
            .in(Libraries.KERAS, "Hinge(), label 0 and output 0.5", 1.5)
            .dl4j("LossFunction.HINGE", 1, Tolerance.FLOATS, () -> hinge(0))
            .instead("give labels -1 and 1", Tolerance.FLOATS, () -> hinge(2 * 0 - 1)),
        differing(
                "l2-half",
                Topic.LOSSES,
                "l2 is half of Keras': the penalty is l2/2 times the squared weights.")
            .in(Libraries.KERAS, "regularizers.L2(0.1) of a weight 2", 0.4)
            .dl4j("l2(0.1)", 0.2, Tolerance.FLOATS, () -> penalty(0.1))
            .instead("l2(2 * 0.1)", Tolerance.FLOATS, () -> penalty(2 * 0.1)),
        differing(
                "weight-decay-twice",
                Topic.LOSSES,
                "weightDecay of the network's builder is taken off twice in each step.")
            .in(Libraries.KERAS, "AdamW's decay 0.1 of a weight 2 at learning rate 1", 1.8)
            .dl4j(
                "new NeuralNetConfiguration.Builder().weightDecay(0.1, true)",
                1.6,
                Tolerance.FLOATS,
                () -> decayed(configuration().weightDecay(0.1, true), output(1, 1)))
            .instead(
                "weightDecay(0.1, true) of each layer",
                Tolerance.FLOATS,
                () -> decayed(configuration(), output(1, 1).weightDecay(0.1, true))),
        differing(
                "weight-decay-bias",
                Topic.LOSSES,
                "Weight decay leaves biases alone, that of Keras' optimizers takes all variables.")
            .in(Libraries.KERAS, "AdamW's decay 0.1 of a bias 2 at learning rate 1", 1.8)
            .dl4j(
                "weightDecay(0.1, true) of a layer",
                2,
                Tolerance.FLOATS,
                () -> decayedBias(output(1, 1).weightDecay(0.1, true)))
            .instead(
                "regularizationBias with a WeightDecay as well",
                Tolerance.FLOATS,
                () -> decayedBias(output(1, 1).regularizationBias(DECAY).weightDecay(0.1, true))));
  }

  private static final List<Regularization> DECAY = List.of(new WeightDecay(0.1, true));

  // listing: DL4J-cross-entropy-cap, DL4J-cross-entropy-cap-remedy
  static double crossEntropy() {
    return loss(new LossMCXENT(), Activation.SOFTMAX, row(1, 0), row(-200, 200));
  }

  static double crossEntropyOfLogits() {
    INDArray label = floats(row(1, 0));
    return -label.mul(logSoftmax(floats(row(-200, 200)))).sumNumber().doubleValue();
  }

  private static INDArray logSoftmax(INDArray logits) {
    INDArray shifted = logits.subColumnVector(logits.max(true, 1));
    return shifted.subColumnVector(Transforms.log(Transforms.exp(shifted).sum(true, 1)));
  }

  // end listing

  // listing: DL4J-log-softmax, DL4J-log-softmax-remedy
  static double largestDistance(UnaryOperator<INDArray> logSoftmax) {
    double distance = 0;
    while (distance < 200
        && Double.isFinite(logSoftmax.apply(floats(row(-distance - 10, 0))).getDouble(0))) {
      distance += 10;
    }
    return distance;
  }

  // end listing

  // listing: DL4J-binary-cross-entropy-sum, DL4J-binary-cross-entropy-cap, DL4J-poisson-sum
  private static double loss(
      ILossFunction loss, Activation activation, double[] target, double[] preActivation) {
    return loss.computeScore(
        floats(target), floats(preActivation), activation.getActivationFunction(), null, true);
  }

  // end listing

  // listing: DL4J-binary-cross-entropy-sum-remedy, DL4J-binary-cross-entropy-cap-remedy
  static double binary(LossBinaryXENT loss, double... labels) {
    return loss(loss, Activation.SIGMOID, labels, new double[labels.length]);
  }

  static double surelyWrong(LossBinaryXENT loss) {
    return loss(loss, Activation.SIGMOID, row(1), row(-200));
  }

  private static LossBinaryXENT clippedAt(double smallest) {
    return new LossBinaryXENT(smallest, Nd4j.ones(1, 1));
  }

  // end listing

  // listing: DL4J-poisson-sum-remedy
  static double poisson() {
    return loss(new LossPoisson(), Activation.IDENTITY, row(1, 2), row(1, 3));
  }

  static double poissonOfEachOutput() {
    return poisson() / 2;
  }

  // end listing

  // listing: DL4J-hinge-labels, DL4J-hinge-labels-remedy
  static double hinge(double label) {
    double[] labels = row(label);
    double[] outputs = row(0.5);
    return loss(new LossHinge(), Activation.IDENTITY, labels, outputs);
  }

  // end listing

  // listing: DL4J-l2-half, DL4J-l2-half-remedy
  static double penalty(double l2) {
    MultiLayerNetwork unit = network(configuration().l2(l2), output(1, 1).build());
    unit.params().assign(0);
    unit.setParam("0_W", floats(row(2)));
    return unit.score(new DataSet(floats(row(0)), floats(row(0))));
  }

  // end listing

  // listing: DL4J-weight-decay-twice, DL4J-weight-decay-twice-remedy
  static double decayed(NeuralNetConfiguration.Builder builder, BaseLayer.Builder<?> output) {
    MultiLayerNetwork unit = network(builder.updater(new Sgd(1)), output.build());
    unit.params().assign(0);
    unit.setParam("0_W", floats(row(2)));
    unit.fit(new DataSet(floats(row(0)), floats(row(0))));
    return unit.getParam("0_W").getDouble(0);
  }

  // end listing

  // listing: DL4J-weight-decay-bias, DL4J-weight-decay-bias-remedy
  static double decayedBias(BaseLayer.Builder<?> output) {
    MultiLayerNetwork unit = network(configuration().updater(new Sgd(1)), output.build());
    unit.params().assign(0);
    unit.setParam("0_b", floats(row(2)));
    unit.fit(new DataSet(floats(row(0)), floats(row(2))));
    return unit.getParam("0_b").getDouble(0);
  }

  // end listing
}
