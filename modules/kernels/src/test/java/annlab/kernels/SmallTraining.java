package annlab.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A few steps of a network 37-70-19-3 by the kernels alone, in widths that leave every kind of
 * remainder. Prints a hash of all its weights and outputs.
 */
public final class SmallTraining {
  private static final int[] WIDTHS = {37, 70, 19, 3};
  private static final int ROWS = 33;

  private final boolean twice;
  private final SplittableRandom random = new SplittableRandom(7);
  private final List<Matrix> weights = new ArrayList<>();
  private final List<Matrix> biases = new ArrayList<>();
  private final List<Matrix> outputs = new ArrayList<>();

  private SmallTraining(boolean twice) {
    this.twice = twice;
    for (int i = 1; i < WIDTHS.length; i++) {
      weights.add(panels(WIDTHS[i - 1], WIDTHS[i]));
      biases.add(row(WIDTHS[i]));
      for (int input = 0; input < WIDTHS[i - 1]; input++) {
        for (int unit = 0; unit < WIDTHS[i]; unit++) {
          Matrix kernel = weights.get(i - 1);
          kernel.numbers.set(kernel.index(input, unit), random.nextDouble() - 0.5);
        }
      }
    }
    for (int width : WIDTHS) {
      outputs.add(Matrix.rows(twice, ROWS, width));
    }
    double[] x = new double[ROWS * WIDTHS[0]];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextDouble();
    }
    outputs.get(0).write(x, ROWS);
  }

  private Matrix panels(int rows, int columns) {
    Numbers numbers = Numbers.zeros(twice, Matrix.size(twice, rows, columns));
    return Matrix.panels(numbers, 0, rows, columns);
  }

  private Matrix row(int columns) {
    return Matrix.row(Numbers.zeros(twice, Matrix.size(twice, 1, columns)), 0, columns);
  }

  /** The hash of a training. */
  static long hash(boolean doublePrecision, boolean adam) {
    SmallTraining training = new SmallTraining(doublePrecision);
    int last = WIDTHS.length - 1;
    List<Numbers> means = training.weights.stream().map(each -> each.numbers.like()).toList();
    List<Numbers> squares = training.weights.stream().map(each -> each.numbers.like()).toList();
    for (int step = 0; step < 3; step++) {
      for (int i = 0; i < last; i++) {
        Matrix below = training.outputs.get(i);
        Matrix above = training.outputs.get(i + 1);
        above.product(training.biases.get(i), below, training.weights.get(i), ROWS, WIDTHS[i]);
        if (i < last - 1) {
          above.rectify(ROWS);
        }
      }
      training.descend(adam, means, squares);
    }
    long hash = 0;
    for (Matrix matrix : training.weights) {
      hash = hash(hash, matrix.numbers);
    }
    return hash(hash, training.outputs.get(last).numbers);
  }

  private void descend(boolean adam, List<Numbers> means, List<Numbers> squares) {
    int last = WIDTHS.length - 1;
    double[] sums = new double[ROWS * WIDTHS[last]];
    outputs.get(last).read(sums, ROWS);
    Matrix deltas = Matrix.rows(twice, ROWS, WIDTHS[last]);
    deltas.write(sums, adam ? 1.0 / ROWS : -0.01 / ROWS, ROWS);
    for (int i = last - 1; i >= 0; i--) {
      Matrix transposed = panels(WIDTHS[i + 1], WIDTHS[i]);
      transposed.transpose(weights.get(i));
      Matrix lower = Matrix.rows(twice, ROWS, WIDTHS[i]);
      lower.product(row(WIDTHS[i]), deltas, transposed, ROWS, WIDTHS[i + 1]);
      lower.mask(outputs.get(i), ROWS);
      Matrix kernel = weights.get(i);
      Matrix target = adam ? panels(WIDTHS[i], WIDTHS[i + 1]) : kernel;
      target.addTransposed(outputs.get(i), deltas, ROWS);
      if (adam) {
        Numbers gradient = target.numbers;
        kernel.numbers.adam(gradient, means.get(i), squares.get(i), 0.01, 0.9, 0.999, 1e-7);
      } else {
        biases.get(i).addRows(deltas, ROWS);
      }
      deltas = lower;
    }
  }

  private static long hash(long start, Numbers numbers) {
    long hash = start;
    for (int i = 0; i < numbers.length(); i++) {
      hash = hash * 31 + Double.hashCode(numbers.get(i));
    }
    return hash;
  }

  /**
   * Prints what computes, then a hash for each type and optimizer.
   *
   * @param arguments how many times it is computed, so that all is compiled in the end
   */
  public static void main(String[] arguments) {
    int times = Integer.parseInt(arguments[0]);
    System.out.println(Kernels.description());
    for (boolean doublePrecision : new boolean[] {false, true}) {
      for (boolean adam : new boolean[] {false, true}) {
        long first = hash(doublePrecision, adam);
        boolean same = true;
        for (int i = 1; i < times; i++) {
          same &= hash(doublePrecision, adam) == first;
        }
        System.out.println(same ? Long.toHexString(first) : "differs from time to time");
      }
    }
  }
}
