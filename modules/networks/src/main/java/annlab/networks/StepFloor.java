package annlab.networks;

import annlab.networks.internal.step.Vector;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The matrix products of a training step and nothing else: the least time that a step by this BLAS
 * can take. For each layer the outputs and the gradient of the weights, and for all but the first
 * the gradient of its inputs.
 */
public final class StepFloor {
  private record Product(
      boolean transposeA,
      boolean transposeB,
      int rows,
      int columns,
      int inner,
      Vector a,
      Vector b,
      Vector result) {
    void run() {
      result.gemm(transposeA, transposeB, rows, columns, inner, 1, a, b, 0);
    }

    double operations() {
      return 2.0 * rows * columns * inner;
    }
  }

  private final List<Product> products = new ArrayList<>();
  private final long largest;

  /**
   * The products of a stack of dense layers.
   *
   * @param type FLOAT or DOUBLE
   * @param batch rows of a step
   * @param widths numbers of inputs and of each layer's units
   */
  public StepFloor(DataType type, int batch, List<Integer> widths) {
    Vector below = random(type, batch, widths.get(0));
    for (int i = 1; i < widths.size(); i++) {
      int inputs = widths.get(i - 1);
      int units = widths.get(i);
      Vector weights = random(type, units, inputs);
      Vector outputs = random(type, batch, units);
      Vector deltas = random(type, batch, units);
      Vector gradient = random(type, units, inputs);
      products.add(new Product(false, true, batch, units, inputs, below, weights, outputs));
      products.add(new Product(true, false, units, inputs, batch, deltas, below, gradient));
      if (i > 1) {
        Vector lower = random(type, batch, inputs);
        products.add(new Product(false, false, batch, inputs, units, deltas, weights, lower));
      }
      below = outputs;
    }
    largest =
        products.stream()
            .mapToLong(each -> (long) each.rows() * each.columns() * each.inner())
            .max()
            .orElse(0);
  }

  private static Vector random(DataType type, int rows, int columns) {
    // any number will do that is no denormal
    return Vector.filled(type, (long) rows * columns, 0.01);
  }

  /**
   * Computes the products of so many steps, by as many threads as a training of these shapes.
   *
   * @param steps at least 1
   */
  public void run(int steps) {
    ProductThreads.during(
        largest,
        () -> {
          products(steps);
          return steps;
        });
  }

  private void products(int steps) {
    for (int step = 0; step < steps; step++) {
      for (Product product : products) {
        product.run();
      }
    }
  }

  /**
   * Floating-point operations of one step's products, a multiplication and an addition each.
   *
   * @return {@code 2 * rows * columns * inner}, summed
   */
  public double operations() {
    return products.stream().mapToDouble(Product::operations).sum();
  }
}
