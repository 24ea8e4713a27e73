package annlab.networks;

import annlab.kernels.Matrix;
import annlab.kernels.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The matrix products of a training step and nothing else: the least time that a step by these
 * kernels can take. For each layer the outputs and the update of the weights, and for all but the
 * first the gradient of its inputs.
 */
public final class StepFloor {
  private final List<Runnable> products = new ArrayList<>();
  private double operations;

  /**
   * The products of a stack of dense layers.
   *
   * @param type FLOAT or DOUBLE
   * @param batch rows of a step
   * @param widths numbers of inputs and of each layer's units
   */
  public StepFloor(DataType type, int batch, List<Integer> widths) {
    boolean twice = type == DataType.DOUBLE;
    Matrix below = filled(Matrix.rows(twice, batch, widths.get(0)));
    for (int i = 1; i < widths.size(); i++) {
      int inputs = widths.get(i - 1);
      int units = widths.get(i);
      Matrix x = below;
      Matrix weights = panels(twice, inputs, units);
      Matrix outputs = filled(Matrix.rows(twice, batch, units));
      Matrix deltas = filled(Matrix.rows(twice, batch, units));
      Matrix zero = Matrix.row(Numbers.zeros(twice, Matrix.size(twice, 1, units)), 0, units);
      Matrix update = panels(twice, inputs, units);
      products.add(() -> outputs.product(zero, x, weights, batch, inputs));
      products.add(() -> update.addTransposed(x, deltas, batch));
      if (i > 1) {
        Matrix transposed = panels(twice, units, inputs);
        Matrix lower = Matrix.rows(twice, batch, inputs);
        Matrix none = Matrix.row(Numbers.zeros(twice, Matrix.size(twice, 1, inputs)), 0, inputs);
        products.add(() -> lower.product(none, deltas, transposed, batch, units));
      }
      operations += 2.0 * batch * inputs * units * (i > 1 ? 3 : 2);
      below = outputs;
    }
  }

  private static Matrix panels(boolean twice, int rows, int columns) {
    return filled(
        Matrix.panels(Numbers.zeros(twice, Matrix.size(twice, rows, columns)), 0, rows, columns));
  }

  private static Matrix filled(Matrix matrix) {
    // any number will do that is no denormal
    matrix.numbers().fill(0.01);
    return matrix;
  }

  /**
   * Computes the products of so many steps.
   *
   * @param steps at least 1
   */
  public void run(int steps) {
    for (int step = 0; step < steps; step++) {
      for (Runnable product : products) {
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
    return operations;
  }
}
