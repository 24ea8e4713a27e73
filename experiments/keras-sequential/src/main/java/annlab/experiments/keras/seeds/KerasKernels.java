package annlab.experiments.keras.seeds;

import annlab.experiments.keras.Reference;
import annlab.experiments.keras.Reference.Cell;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares the weights and orders drawn from Keras' seeds with what is known of them. */
public final class KerasKernels {
  /** Both texts print eight decimals; the rest is float32's own rounding of the printed number. */
  private static final double PRINTED = 0.5e-8 + 2e-9;

  /** Sums of 235,200 numbers in another order differ by less: they round at 1e-16 of about 20. */
  private static final double SUM = 1e-9;

  private static final int INPUTS = 784;
  private static final int UNITS = 300;

  private final Reference reference;
  private final Map<String, Double> numbers;

  public KerasKernels(Reference reference, Map<String, Double> numbers) {
    this.reference = reference;
    this.numbers = numbers;
  }

  /** Measures the first kernel of a model drawn from Keras 2's seed 42. */
  public void measureFirst(Model model) {
    INDArray kernel = model.weights().get(0);
    numbers.put("F6-notebook-kernel", (double) misprinted("/notebook_kernel", kernel));
    numbers.put("F6-first-kernel", (double) notTensorFlows(kernel));
    numbers.put(
        "X4-printed-kernel",
        (double) chapterMisprints(chapterSeed()) + chapterNumbersFromSeed42(kernel));
  }

  private long notTensorFlows(INDArray kernel) {
    // listing: F6-first-kernel
    long wrong = 0;
    for (Cell cell : reference.cells("/kernel/cells")) { // of a model with Seeds.keras2(42)
      wrong += kernel.getFloat(cell.row(), cell.column()) == (float) cell.value() ? 0 : 1;
    }
    double sum = 0;
    double squares = 0;
    for (float weight : kernel.ravel().toFloatVector()) {
      sum += weight;
      squares += (double) weight * weight;
    }
    wrong += Math.abs(sum - reference.number("/kernel/sum")) <= SUM ? 0 : 1;
    wrong += Math.abs(squares - reference.number("/kernel/sum_of_squares")) <= SUM ? 0 : 1;
    // end listing
    return wrong;
  }

  long chapterSeed() {
    return (long) reference.number("/chapter_kernel/seed");
  }

  /**
   * Measures the orders of the first three epochs.
   *
   * @param order the order drawn from Keras 2's seed 42
   * @param rows the training rows that the orders are known for
   */
  public void measureOrders(RowOrder order, int rows) {
    long wrong = 0;
    // listing: F6-row-order
    String pointer = "/orders/" + rows; // 55,000
    for (int epoch = 0; epoch < reference.size(pointer); epoch++) {
      int[] drawn = order.rows(epoch, rows);
      List<Double> first = reference.numbers(pointer + "/" + epoch);
      for (int i = 0; i < first.size(); i++) {
        wrong += drawn[i] == first.get(i) ? 0 : 1;
      }
    }
    // end listing
    numbers.put("F6-row-order", (double) wrong);
  }

  /** Printed numbers of the chapter that a Keras 3 initializer with a seed does not give. */
  public long chapterMisprints(long seed) {
    return misprinted(
        "/chapter_kernel/cells",
        // the initializer has a seed of its own, so that of the model draws nothing
        kernel(Seeds.keras3(42), Initializer.glorotUniform().seeded(seed)));
  }

  /** Printed numbers of the chapter that seed 42 gives, in Keras 2 or in Keras 3. */
  private long chapterNumbersFromSeed42(INDArray keras2) {
    INDArray keras3 = kernel(Seeds.keras3(42), Initializer.glorotUniform());
    long printed = reference.size("/chapter_kernel/cells");
    return (printed - misprinted("/chapter_kernel/cells", keras2))
        + (printed - misprinted("/chapter_kernel/cells", keras3));
  }

  private static INDArray kernel(Seeds seeds, Initializer initializer) {
    // listing: X4
    Dense drawn = new Dense(UNITS).withKernelInitializer(initializer).named("drawn");
    Model model =
        Sequential.of(Input.of(INPUTS), drawn) // 784 inputs, 300 units
            .seed(seeds) // Seeds.keras2(42), Seeds.keras3(42), or .seeded(980493522)
            .compile(Loss.meanSquaredError(), new Sgd());
    return model.weights("drawn").get(0);
    // end listing
  }

  private long misprinted(String pointer, INDArray kernel) {
    // listing: F6-notebook-kernel
    long misprinted = 0;
    for (Cell cell : reference.cells(pointer)) { // row, column and the number printed there
      double drawn = kernel.getDouble(cell.row(), cell.column());
      misprinted += Math.abs(drawn - cell.value()) <= PRINTED ? 0 : 1; // eight decimals
    }
    // end listing
    return misprinted;
  }
}
