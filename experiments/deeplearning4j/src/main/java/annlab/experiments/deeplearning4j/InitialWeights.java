package annlab.experiments.deeplearning4j;

import static annlab.experiments.deeplearning4j.Difference.differing;
import static annlab.experiments.deeplearning4j.LinearUnit.configuration;
import static annlab.experiments.deeplearning4j.LinearUnit.network;
import static annlab.experiments.deeplearning4j.LinearUnit.output;

import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.TruncatedNormalDistribution;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitNormal;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.nn.weights.WeightInitVarScalingNormalFanIn;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.deeplearning4j.nn.weights.WeightInitXavierUniform;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** How DL4J draws initial weights otherwise: kernels of 300 inputs and 100 outputs. */
final class InitialWeights {
  /** The standard deviation of a standard normal distribution cut at two. */
  private static final double TRUNCATED = 0.8796256610342398;

  private static final Tolerance SPREAD =
      new Tolerance(0.02, "30,000 draws: a standard deviation is known to 0.4 %");

  private static final Tolerance LARGEST =
      new Tolerance(0.15, "the largest of 30,000 normal draws lies between 3.6 and 5 deviations");

  private InitialWeights() {}

  static List<Difference> all() {
    return List.of(
        differing(
                "glorot-normal",
                Topic.WEIGHTS,
                "A layer without an initializer draws from a normal distribution, Keras from a"
                    + " uniform one that ends at the root of 3 standard deviations.")
            .in(Libraries.KERAS, "Dense(100): largest weight in standard deviations", Math.sqrt(3))
            .dl4j(
                "WeightInit.XAVIER, the default",
                4,
                LARGEST,
                () -> largest(kernel(new WeightInitXavier())))
            .instead(
                "WeightInit.XAVIER_UNIFORM",
                SPREAD,
                () -> largest(kernel(new WeightInitXavierUniform()))),
        differing(
                "he-normal",
                Topic.WEIGHTS,
                "He's normal initializer has all of its tail, Keras' is cut at two standard"
                    + " deviations and stretched again.")
            .in(Libraries.KERAS, "HeNormal(): largest weight in standard deviations", 2 / TRUNCATED)
            .dl4j("WeightInit.RELU", 4, LARGEST, () -> largest(kernel(new WeightInitRelu())))
            .instead(
                "new TruncatedNormalDistribution(0, sqrt(2 / inputs) / 0.8796)",
                SPREAD,
                () -> largest(kernel(truncated(Math.sqrt(2 / 300.0))))),
        differing(
                "variance-scaling",
                Topic.WEIGHTS,
                "Variance scaling with a cut normal distribution is not stretched: weights start 12"
                    + " % too small in each layer.")
            .in(
                Libraries.KERAS,
                "VarianceScaling(1, \"fan_in\", \"truncated_normal\"): standard deviation",
                Math.sqrt(1 / 300.0))
            .dl4j(
                "WeightInit.VAR_SCALING_NORMAL_FAN_IN",
                TRUNCATED * Math.sqrt(1 / 300.0),
                SPREAD,
                () -> deviation(kernel(new WeightInitVarScalingNormalFanIn(1.0))))
            .instead(
                "new TruncatedNormalDistribution(0, sqrt(1 / inputs) / 0.8796)",
                SPREAD,
                () -> deviation(kernel(truncated(Math.sqrt(1 / 300.0))))),
        differing(
                "random-normal",
                Topic.WEIGHTS,
                "The normal initializer's standard deviation is one over the root of the inputs,"
                    + " Keras' RandomNormal 0.05.")
            .in(Libraries.KERAS, "RandomNormal(): standard deviation", 0.05)
            .dl4j(
                "WeightInit.NORMAL",
                Math.sqrt(1 / 300.0),
                SPREAD,
                () -> deviation(kernel(new WeightInitNormal())))
            .instead(
                "new NormalDistribution(0, 0.05)",
                SPREAD,
                () -> deviation(kernel(drawn(new NormalDistribution(0, 0.05))))),
        differing(
                "nd4j-seed",
                Topic.WEIGHTS,
                "The seed of ND4J's generator does not reach a network: without a seed of its own"
                    + " it takes the clock.")
            .in(Libraries.KERAS, "keras.utils.set_random_seed(42) twice: weights that differ", 0)
            .dl4j(
                "Nd4j.getRandom().setSeed(42)",
                4,
                Tolerance.COUNT,
                () -> differingWeights(NeuralNetConfiguration.Builder::new))
            .instead(
                "NeuralNetConfiguration.Builder().seed(42)",
                Tolerance.COUNT,
                () -> differingWeights(LinearUnit::configuration)),
        differing(
                "network-seeds-nd4j",
                Topic.WEIGHTS,
                "A network seeds ND4J's one generator when it is made, so what a program draws"
                    + " later is the same in each repetition.")
            .in(Libraries.KERAS, "numbers that repeat of four drawn after a model, by two seeds", 0)
            .dl4j("Nd4j.rand after network.init()", 4, Tolerance.COUNT, () -> repeated(false))
            .instead("seed ND4J again after init()", Tolerance.COUNT, () -> repeated(true)));
  }

  // listing: DL4J-glorot-normal-remedy, DL4J-variance-scaling-remedy, DL4J-random-normal-remedy
  private static double deviation(INDArray kernel) {
    return kernel.stdNumber(false).doubleValue();
  }

  private static double largest(INDArray kernel) {
    return Transforms.abs(kernel).maxNumber().doubleValue() / deviation(kernel);
  }

  // end listing

  // listing: DL4J-he-normal-remedy
  private static IWeightInit truncated(double deviation) {
    return drawn(new TruncatedNormalDistribution(0, deviation / TRUNCATED));
  }

  private static IWeightInit drawn(Distribution distribution) {
    return new WeightInitDistribution(distribution);
  }

  // end listing

  // listing: DL4J-glorot-normal, DL4J-he-normal, DL4J-variance-scaling, DL4J-random-normal
  static INDArray kernel(IWeightInit initializer) {
    MultiLayerNetwork network =
        network(configuration().weightInit(initializer), output(300, 100).build());
    return network.getParam("0_W");
  }

  // end listing

  /** Two networks of one millisecond have one seed, which is no remedy. */
  private static void untilTheClockMoves() {
    long before = System.currentTimeMillis();
    while (System.currentTimeMillis() == before) {
      Thread.onSpinWait();
    }
  }

  // listing: DL4J-nd4j-seed, DL4J-nd4j-seed-remedy
  static double differingWeights(Supplier<NeuralNetConfiguration.Builder> configuration) {
    Nd4j.getRandom().setSeed(42);
    INDArray weights = network(configuration.get(), output(4, 1).build()).getParam("0_W");
    untilTheClockMoves();
    Nd4j.getRandom().setSeed(42);
    INDArray again = network(configuration.get(), output(4, 1).build()).getParam("0_W");
    return weights.neq(again).castTo(DataType.INT32).sumNumber().doubleValue();
  }

  // end listing

  // listing: DL4J-network-seeds-nd4j, DL4J-network-seeds-nd4j-remedy
  static double repeated(boolean seededAgain) {
    INDArray[] drawn = new INDArray[2];
    for (int seed = 0; seed < 2; seed++) {
      Nd4j.getRandom().setSeed(seed);
      network(configuration(), output(4, 1).build());
      if (seededAgain) {
        Nd4j.getRandom().setSeed(seed);
      }
      drawn[seed] = Nd4j.rand(DataType.FLOAT, 4);
    }
    return drawn[0].eq(drawn[1]).castTo(DataType.INT32).sumNumber().doubleValue();
  }

  // end listing
}
