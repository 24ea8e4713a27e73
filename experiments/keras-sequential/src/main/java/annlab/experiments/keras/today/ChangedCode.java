package annlab.experiments.keras.today;

import annlab.experiments.keras.Reference;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.keras.KerasTraining;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.RowOrder;
import annlab.random.Philox;
import annlab.random.PythonRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the chapter's code does under Keras 3: checks that count what is otherwise. */
public final class ChangedCode {
  private static final int INPUTS = 784;
  private static final int UNITS = 300;
  private static final int LARGEST_SEED = 1_000_000_000;
  private static final int ROWS = 11_610;
  private static final int EPOCHS = 10;

  /** Printed with eight decimals. */
  private static final double PRINTED = 1e-8;

  private ChangedCode() {}

  /**
   * First weights after {@code tf.random.set_seed(42)} that are not what they are said to be.
   *
   * @param shift added to the initializers' seeds; 0 for those that were recorded
   */
  public static int setSeed(long shift) {
    Reference reference = Reference.today();
    int faults = 0;
    // listing: KERAS3-set-seed
    Set<Long> seeds = new HashSet<>();
    for (int run = 0; run < reference.size("/set_seed_alone"); run++) {
      long seed = (long) reference.number("/set_seed_alone/" + run + "/seed") + shift;
      float[] kernel = Philox.stateless(seed, 0).glorotUniform(INPUTS, UNITS);
      List<Double> recorded = reference.numbers("/set_seed_alone/" + run + "/first");
      for (int i = 0; i < recorded.size(); i++) {
        faults += Math.abs(kernel[i] - recorded.get(i)) <= PRINTED ? 0 : 1;
      }
      faults += seeds.add(seed) ? 0 : 1; // two processes, two seeds
    }
    faults += seeds.contains((long) new PythonRandom(42).randint(1, LARGEST_SEED)) ? 1 : 0;
    // end listing
    return faults;
  }

  /**
   * Epochs whose order of rows is another than Keras 3 takes.
   *
   * @param tensorFlow the orders on TensorFlow
   */
  public static int oneOrder(RowOrder tensorFlow) {
    int faults = 0;
    // listing: KERAS3-same-order
    RowOrder jax = RowOrder.keras3(42, KerasBackend.JAX);
    RowOrder torch = RowOrder.keras3(42, KerasBackend.TORCH);
    for (int epoch = 1; epoch < EPOCHS; epoch++) {
      faults += same(tensorFlow, epoch) ? 0 : 1; // RowOrder.keras3(42, TENSORFLOW)
      faults += same(jax, epoch) ? 1 : 0;
      faults += same(torch, epoch) ? 1 : 0;
    }
    // end listing
    return faults;
  }

  /**
   * Totals that a summary ends with after fit, other than Keras' own.
   *
   * @param ownVariables numbers that an optimizer keeps beside the running means; 2 in Keras 3, the
   *     updates done and the rate
   */
  public static int summary(Model model, int ownVariables) {
    Reference reference = Reference.today();
    int faults = 0;
    // listing: KERAS3-summary
    long parameters = model.parameters().length();
    for (Optimizer optimizer : List.of(new Sgd(), new Adam())) {
      long total = parameters + ownVariables + optimizer.stateFactor() * parameters;
      double keras = reference.number("/summary/" + optimizer.kerasName());
      faults += total == keras ? 0 : 1;
    }
    // end listing
    return faults;
  }

  /**
   * Names of a history, sorted, that are not those of Keras 3.
   *
   * @param metric as it is given to compile
   */
  public static int historyNames(String metric) {
    INDArray x = Nd4j.createFromArray(new float[][] {{-1}, {0}, {1}, {2}});
    List<String> expected = Reference.today().texts("/history_names");
    // listing: KERAS3-history-names
    Model model =
        KerasTraining.compilation(Map.of("loss", "mse", "metrics", List.of(metric)))
            .model(Sequential.of(Input.of(1), new Dense(1)));
    FitOptions options = FitOptions.defaults().withValidation(x, x);
    SortedSet<String> names =
        new TreeSet<>(model.fit(x, x, options).epochs().get(0).logs().keySet());
    // end listing
    return names.equals(new TreeSet<>(expected)) ? 0 : 1;
  }

  private static boolean same(RowOrder order, int epoch) {
    return Arrays.equals(order.rows(0, ROWS), order.rows(epoch, ROWS));
  }
}
