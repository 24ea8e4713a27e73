package annlab.experiments.keras.api;

import annlab.datasets.Samples;
import annlab.experiments.keras.Bits;
import annlab.experiments.keras.Reference;
import annlab.experiments.keras.Refusals;
import annlab.experiments.keras.SummaryChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.numpy.ArrayText;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import annlab.networks.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures how weights are drawn, read, set and printed. */
public final class WeightChecks {
  private static final int INPUTS = 784;
  private static final int UNITS = 300;

  private static final List<String> SHAPES =
      List.of("[784, 300]", "[300]", "[300, 100]", "[100]", "[100, 10]", "[10]");

  private WeightChecks() {}

  static void measure(Samples few, Map<String, Double> numbers) {
    Model model = FashionMnistExperiment.model(1);
    numbers.put("F11-shapes", (double) SummaryChecks.different(SHAPES, shapes(model)));
    Model receiver = FashionMnistExperiment.model(2);
    numbers.put("F11-round-trip", (double) afterSetting(receiver, model.weights(), model, few.x()));
    numbers.put("F11-wrong-shape", accepts(receiver, transposed(model.weights())) ? 1.0 : 0.0);
    numbers.put("F11-print", (double) missingLines(chapterPrint(Initializer.glorotUniform())));
    numbers.put("F12-zero-biases", (double) nonZeroBiases(model));
    numbers.put("F12-kernel-initializers", largestDeviation(deviations()));
    numbers.put("F12-bias-initializer", (double) otherBiases(new Initializer.Constant(0.5), 0.5f));
  }

  public static List<String> shapes(Model model) {
    // listing: F11-shapes
    List<String> shapes = new ArrayList<>();
    for (INDArray weights : model.weights()) { // kernel and bias of each layer in turn
      long[] shape = weights.shape(); // [784, 300], then [300], then [300, 100], ...
      shapes.add(Arrays.toString(shape));
    }
    // end listing
    return shapes;
  }

  /** Weights and predictions in which a model that was given weights is not their owner. */
  public static int afterSetting(
      Model model, List<INDArray> weights, Model owner, INDArray images) {
    // listing: F11-round-trip
    model.setWeights(weights); // owner.weights()
    int different = Bits.different(model.parameters(), owner.parameters());
    different += Bits.different(model.predict(images), owner.predict(images));
    List<INDArray> read = model.weights();
    for (int i = 0; i < read.size(); i++) {
      different += Bits.different(read.get(i), owner.weights().get(i));
    }
    // end listing
    return different;
  }

  static List<INDArray> transposed(List<INDArray> weights) {
    List<INDArray> all = new ArrayList<>(weights);
    all.set(0, weights.get(0).transpose());
    return all;
  }

  /** Whether a model takes these weights. */
  public static boolean accepts(Model model, List<INDArray> weights) {
    // listing: F11-wrong-shape
    try {
      model.setWeights(weights); // the first kernel [300, 784] in place of [784, 300]
      return true;
    } catch (IllegalArgumentException e) {
      return !Refusals.says(e, "[784, 300]", "[300, 784]");
    }
    // end listing
  }

  /** The kernel that the chapter prints, as it is printed here. */
  public static String chapterPrint(Initializer initializer) {
    // listing: F11-print
    Model model =
        Sequential.of(
                Input.of(784),
                new Dense(300)
                    .withKernelInitializer(initializer.seeded(980_493_522L))
                    .named("hidden1"))
            .seed(Seeds.keras3(42))
            .compile(Loss.meanSquaredError(), new Sgd());
    INDArray kernel = model.weights("hidden1").get(0);
    return ArrayText.of(kernel);
    // end listing
  }

  /** The chapter's legible lines that do not follow each other in a text; blanks count as one. */
  public static int missingLines(String text) {
    List<String> lines = text.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    int from = 0;
    int missing = 0;
    for (String expected : Reference.kerasSeed42().texts("/chapter_kernel/print")) {
      int found = lines.subList(from, lines.size()).indexOf(expected);
      missing += found < 0 ? 1 : 0;
      from += found + 1;
    }
    return missing;
  }

  public static int nonZeroBiases(Model model) {
    int nonZero = 0;
    // listing: F12-zero-biases
    for (INDArray weights : model.weights()) {
      if (weights.rank() == 1) { // a bias, not a kernel
        for (float bias : weights.toFloatVector()) {
          nonZero += bias == 0 ? 0 : 1;
        }
      }
    }
    // end listing
    return nonZero;
  }

  /** The initializers with the standard deviation that each is defined by, for 784 x 300. */
  public static Map<Initializer, Double> deviations() {
    Map<Initializer, Double> deviations = new LinkedHashMap<>();
    double glorot = Math.sqrt(2.0 / (INPUTS + UNITS));
    double he = Math.sqrt(2.0 / INPUTS);
    double lecun = Math.sqrt(1.0 / INPUTS);
    deviations.put(Initializer.glorotUniform(), glorot);
    deviations.put(Initializer.glorotNormal(), glorot);
    deviations.put(Initializer.heUniform(), he);
    deviations.put(Initializer.heNormal(), he);
    deviations.put(Initializer.lecunUniform(), lecun);
    deviations.put(Initializer.lecunNormal(), lecun);
    return deviations;
  }

  /** Largest relative distance between a kernel's standard deviation and the one it should have. */
  public static double largestDeviation(Map<Initializer, Double> deviations) {
    double largest = 0;
    for (Map.Entry<Initializer, Double> entry : deviations.entrySet()) {
      // listing: F12-kernel-initializers
      Dense layer = new Dense(300).withKernelInitializer(entry.getKey()); // Initializer.heNormal()
      Model model =
          Sequential.of(Input.of(784), layer.named("drawn"))
              .seed(1)
              .compile(Loss.meanSquaredError(), new Sgd());
      INDArray kernel = model.weights("drawn").get(0);
      double deviation = kernel.stdNumber().doubleValue();
      largest = Math.max(largest, Math.abs(deviation / entry.getValue() - 1));
      // end listing
    }
    return largest;
  }

  /** Biases that are not the value asked for. */
  public static int otherBiases(Initializer initializer, float value) {
    // listing: F12-bias-initializer
    Dense layer = new Dense(300).withBiasInitializer(initializer); // new Initializer.Constant(0.5)
    Model model =
        Sequential.of(Input.of(784), layer.named("drawn"))
            .compile(Loss.meanSquaredError(), new Sgd());
    INDArray bias = model.weights("drawn").get(1);
    return Bits.different(bias, Nd4j.valueArrayOf(new long[] {300}, value, DataType.FLOAT));
    // end listing
  }
}
