package annlab.networks.internal.step;

import annlab.networks.optimizers.Adam;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Numbers of one floating type in memory outside the heap, with a copy on the heap to compute on.
 *
 * <p>BLAS reads and writes the memory outside; the JIT compiler vectorises loops over arrays on the
 * heap, and only over those. {@link #pull} and {@link #push} copy between the two at the speed of
 * the cache, about a tenth of what a scalar loop would take. Loops run over one flat index, with
 * nothing added to it in a subscript: others stay scalar.
 */
public abstract sealed class Vector permits FloatVector, DoubleVector {
  /** Never read, but held: the memory is freed with the array. */
  @SuppressWarnings("UnusedVariable")
  private final INDArray memory;

  final int length;

  Vector(INDArray memory) {
    this.memory = memory;
    this.length = Math.toIntExact(memory.length());
  }

  static Vector zeros(DataType type, long length) {
    return over(Nd4j.createUninitializedDetached(type, length).assign(0));
  }

  public static Vector filled(DataType type, long length, double value) {
    return outside(Nd4j.createUninitializedDetached(type, length).assign(value));
  }

  /** The memory of a contiguous array of FLOAT or DOUBLE, shared with it. */
  static Vector over(INDArray array) {
    return array.dataType() == DataType.DOUBLE
        ? new DoubleVector(array, true)
        : new FloatVector(array, true);
  }

  /** The same without a heap copy: for BLAS alone. */
  static Vector outside(INDArray array) {
    return array.dataType() == DataType.DOUBLE
        ? new DoubleVector(array, false)
        : new FloatVector(array, false);
  }

  /** A range of a flat array, sharing its memory. */
  static INDArray range(INDArray flat, long from, long count) {
    return flat.get(NDArrayIndex.interval(from, from + count));
  }

  /** C = alpha * op(A) op(B) + beta * C, all row by row; op is the transpose where asked. */
  public abstract void gemm(
      boolean transposeA,
      boolean transposeB,
      int rows,
      int columns,
      int inner,
      double alpha,
      Vector a,
      Vector b,
      double beta);

  /**
   * this = alpha * (column sums of a matrix, rows x this.length) + beta * this, outside the heap.
   */
  abstract void columnSums(double alpha, Vector matrix, int rows, Vector ones, double beta);

  /** Outside the heap: this += factor * other. */
  abstract void axpy(double factor, Vector other);

  /** Outside the heap: the sum of the squares. */
  abstract double squares();

  /** Copies the first numbers from outside to the heap. */
  abstract void pull(int count);

  /** Copies another vector's first numbers from outside to this one's heap. */
  abstract void pullFrom(Vector other, int count);

  /** Copies the first numbers from the heap to outside. */
  abstract void push(int count);

  /** The first numbers on the heap as doubles: the heap copy itself, or a scratch array. */
  abstract double[] doubles(int count);

  /** Takes the first numbers of the array that {@link #doubles} gave. */
  abstract void takeDoubles(int count);

  // On the heap, over the first `count` numbers:

  /** Another vector's first numbers, over and over. */
  abstract void tile(Vector row, int period, int times);

  /** this = (this - mean) / deviation, in each of the rows. */
  abstract void standardize(Vector mean, Vector deviation, int count);

  /** this += other. */
  abstract void add(Vector other, int count);

  /** this *= other. */
  abstract void multiply(Vector other, int count);

  /** this = max(0, this + other); NaN stays NaN. */
  abstract void addRelu(Vector other, int count);

  /** this += factor * sign(other). */
  abstract void addSign(double factor, Vector other, int count);

  /** The sum of the magnitudes. */
  abstract double magnitudes();

  /** this -= rate * gradient. */
  abstract void descend(Vector gradient, double rate);

  /** Momentum's step on this vector of parameters, Nesterov's where asked. */
  abstract void momentum(
      Vector gradient, Vector velocity, double rate, double momentum, boolean nesterov);

  /**
   * Adam's step on this vector of parameters.
   *
   * @param gradient mean gradient
   * @param mean running mean of the gradient
   * @param square running mean of its square
   * @param rate learning rate with the correction of both biases
   */
  abstract void adam(Vector gradient, Vector mean, Vector square, double rate, Adam adam);

  /** Outside the heap: this = 0 wherever the output of a ReLU is 0. */
  abstract void maskOutside(Vector reluOutput, int count);
}
