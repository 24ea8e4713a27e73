package annlab.experiments.keras.today;

import annlab.experiments.keras.Reference;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.RowOrder;
import annlab.random.Philox;
import annlab.random.PythonRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the chapter says of seeds and what Keras 3 does. */
public final class TodayErrata {
  private static final int INPUTS = 784;
  private static final int UNITS = 300;
  private static final int LARGEST_SEED = 1_000_000_000;
  private static final int ROWS = 11_610;
  private static final int EPOCHS = 10;

  /** Printed with eight decimals. */
  private static final double PRINTED = 1e-8;

  private TodayErrata() {}

  /**
   * First weights after {@code tf.random.set_seed(42)} that are not what they are said to be.
   *
   * @param shift added to the initializers' seeds; 0 for those that were recorded
   */
  public static int setSeed(long shift) {
    Reference reference = Reference.today();
    int faults = 0;
    // listing: X9-set-seed
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
    // listing: X9-one-order
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

  private static boolean same(RowOrder order, int epoch) {
    return Arrays.equals(order.rows(0, ROWS), order.rows(epoch, ROWS));
  }
}
