package annlab.experiments.keras.api;

import annlab.datasets.Samples;
import annlab.experiments.keras.Bits;
import annlab.experiments.keras.SummaryChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.lab.RunContext;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import annlab.networks.random.RowOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.nd4j.linalg.factory.Nd4j;

/** Measures what follows from a seed. */
public final class SeedChecks {
  private static final int OWN_SEED = 7;

  private SeedChecks() {}

  static void measure(Samples few, RunContext context, Map<String, Double> numbers) {
    long seed = context.parameters().seed();
    numbers.put("F5-same-seed", (double) differentRuns(few, seed, seed));
    numbers.put(
        "F5-other-jvm",
        (double) SummaryChecks.different(SeedTrace.of(seed), OtherJvm.trace(seed, context)));
    numbers.put("F15-one-seed", (double) strayStreams(root -> streams(few, root), seed));
  }

  /** Weights before and after two epochs that are not the same, to the bit, from two seeds. */
  public static int differentRuns(Samples few, long seed, long otherSeed) {
    // listing: F5-same-seed
    Model one = FashionMnistExperiment.model(seed); // ... .seed(seed).compile(...)
    Model other = FashionMnistExperiment.model(otherSeed);
    int different = Bits.different(one.parameters(), other.parameters());
    FitOptions options = FitOptions.defaults().withEpochs(2);
    one.fit(few.x(), few.y(), options);
    other.fit(few.x(), few.y(), options);
    different += Bits.different(one.parameters(), other.parameters());
    // end listing
    return different;
  }

  /** What each random stream of a model gives from a root seed, each by itself. */
  public static Map<String, String> streams(Samples few, long root) {
    Map<String, String> streams = new LinkedHashMap<>();
    Initializer fixed = Initializer.glorotUniform().seeded(OWN_SEED);
    FitOptions inOrder = FitOptions.defaults().withoutShuffle();
    // listing: F15-one-seed
    Model model = model(root, Initializer.glorotUniform(), 0);
    for (Layer layer : model.layers()) {
      model.weights(layer.name()).stream()
          .limit(1) // the kernel; biases are zeros
          .forEach(kernel -> streams.put("kernel " + layer, SeedTrace.fingerprint(kernel)));
    }
    streams.put("order", trained(model(root, fixed, 0), few, FitOptions.defaults()));
    streams.put("dropout", trained(model(root, fixed, 0.5), few, inOrder));
    for (int epoch = 0; epoch < 3; epoch++) {
      int[] order = RowOrder.shuffled(root).rows(epoch, 100);
      streams.put("epoch " + epoch, Arrays.toString(order));
    }
    // end listing
    return streams;
  }

  private static String trained(Model model, Samples few, FitOptions options) {
    model.fit(few.x(), few.y(), options);
    return SeedTrace.fingerprint(model.parameters());
  }

  private static Model model(long root, Initializer initializer, double dropout) {
    Sequential layers =
        Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(30, Activation.RELU).withKernelInitializer(initializer).named("first"));
    if (dropout > 0) {
      layers.add(new Dropout(dropout));
    }
    return layers
        .add(new Dense(20, Activation.RELU).withKernelInitializer(initializer).named("second"))
        .add(new Dense(10, Activation.SOFTMAX).withKernelInitializer(initializer).named("third"))
        .seed(root)
        .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
  }

  /** Streams that another draw between two runs changes, or that another seed does not change. */
  public static int strayStreams(LongFunction<Map<String, String>> streams, long seed) {
    Map<String, String> once = streams.apply(seed);
    Nd4j.rand(3).close(); // the library's own generator goes on
    Map<String, String> again = streams.apply(seed);
    Map<String, String> otherSeed = streams.apply(seed + 1);
    int stray = 0;
    for (Map.Entry<String, String> stream : once.entrySet()) {
      boolean repeats = stream.getValue().equals(again.get(stream.getKey()));
      boolean follows = !stream.getValue().equals(otherSeed.get(stream.getKey()));
      stray += repeats && follows ? 0 : 1;
    }
    return stray;
  }
}
