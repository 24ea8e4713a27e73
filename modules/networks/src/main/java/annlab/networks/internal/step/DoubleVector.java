package annlab.networks.internal.step;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas.cblas_ddot;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dgemv;

import annlab.networks.optimizers.Adam;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link Vector} of 64-bit numbers. */
final class DoubleVector extends Vector {
  final DoublePointer address;
  private final DoubleBuffer outside;
  private final LongBuffer outsideBits;
  private final double[] heap;
  private long[] bits = {};

  DoubleVector(INDArray memory, boolean onHeap) {
    super(memory);
    address = new DoublePointer(memory.data().addressPointer());
    address.capacity(length);
    outside = address.asByteBuffer().asDoubleBuffer();
    outsideBits = address.asByteBuffer().asLongBuffer();
    int size = onHeap ? length : 0;
    heap = new double[size];
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      int rows,
      int columns,
      int inner,
      double alpha,
      Vector a,
      Vector b,
      double beta) {
    cblas_dgemm(
        CblasRowMajor,
        transposeA ? CblasTrans : CblasNoTrans,
        transposeB ? CblasTrans : CblasNoTrans,
        rows,
        columns,
        inner,
        alpha,
        ((DoubleVector) a).address,
        transposeA ? rows : inner,
        ((DoubleVector) b).address,
        transposeB ? inner : columns,
        beta,
        address,
        columns);
  }

  @Override
  void columnSums(double alpha, Vector matrix, int rows, Vector ones, double beta) {
    cblas_dgemv(
        CblasRowMajor,
        CblasTrans,
        rows,
        length,
        alpha,
        ((DoubleVector) matrix).address,
        length,
        ((DoubleVector) ones).address,
        1,
        beta,
        address,
        1);
  }

  @Override
  void axpy(double factor, Vector other) {
    cblas_daxpy(length, factor, ((DoubleVector) other).address, 1, address, 1);
  }

  @Override
  double squares() {
    return cblas_ddot(length, address, 1, address, 1);
  }

  @Override
  void pull(int count) {
    outside.get(0, heap, 0, count);
  }

  @Override
  void pullFrom(Vector other, int count) {
    ((DoubleVector) other).outside.get(0, heap, 0, count);
  }

  @Override
  void push(int count) {
    outside.put(0, heap, 0, count);
  }

  @Override
  double[] doubles(int count) {
    return heap;
  }

  @Override
  void takeDoubles(int count) {
    // the array given was the heap copy itself
  }

  @Override
  void tile(Vector row, int period, int times) {
    System.arraycopy(((DoubleVector) row).heap, 0, heap, 0, period);
    int total = period * times;
    for (int done = period; done < total; done *= 2) {
      System.arraycopy(heap, 0, heap, done, Math.min(done, total - done));
    }
  }

  @Override
  void standardize(Vector mean, Vector deviation, int count) {
    double[] a = heap;
    double[] m = ((DoubleVector) mean).heap;
    double[] d = ((DoubleVector) deviation).heap;
    for (int at = 0; at < count; at += m.length) {
      for (int j = 0; j < m.length; j++) {
        a[at + j] = (a[at + j] - m[j]) / d[j];
      }
    }
  }

  @Override
  void add(Vector other, int count) {
    double[] a = heap;
    double[] b = ((DoubleVector) other).heap;
    for (int i = 0; i < count; i++) {
      a[i] += b[i];
    }
  }

  @Override
  void multiply(Vector other, int count) {
    double[] a = heap;
    double[] b = ((DoubleVector) other).heap;
    for (int i = 0; i < count; i++) {
      a[i] *= b[i];
    }
  }

  @Override
  void addRelu(Vector other, int count) {
    double[] a = heap;
    double[] b = ((DoubleVector) other).heap;
    for (int i = 0; i < count; i++) {
      a[i] = Math.max(0.0, a[i] + b[i]);
    }
  }

  @Override
  void addSign(double factor, Vector other, int count) {
    double[] a = heap;
    double[] b = ((DoubleVector) other).heap;
    double f = factor;
    for (int i = 0; i < count; i++) {
      a[i] += f * Math.signum(b[i]);
    }
  }

  @Override
  double magnitudes() {
    double sum = 0;
    for (double value : heap) {
      sum += Math.abs(value);
    }
    return sum;
  }

  @Override
  void descend(Vector gradient, double rate) {
    double[] w = heap;
    double[] g = ((DoubleVector) gradient).heap;
    double step = rate;
    for (int i = 0; i < w.length; i++) {
      w[i] -= step * g[i];
    }
  }

  @Override
  void momentum(Vector gradient, Vector velocity, double rate, double momentum, boolean nesterov) {
    double[] w = heap;
    double[] g = ((DoubleVector) gradient).heap;
    double[] v = ((DoubleVector) velocity).heap;
    double keep = momentum;
    double step = rate;
    for (int i = 0; i < w.length; i++) {
      v[i] = keep * v[i] - step * g[i];
    }
    if (nesterov) {
      for (int i = 0; i < w.length; i++) {
        w[i] += keep * v[i] - step * g[i];
      }
    } else {
      for (int i = 0; i < w.length; i++) {
        w[i] += v[i];
      }
    }
  }

  @Override
  void adam(Vector gradient, Vector mean, Vector square, double rate, Adam adam) {
    double[] w = heap;
    double[] g = ((DoubleVector) gradient).heap;
    double[] m = ((DoubleVector) mean).heap;
    double[] v = ((DoubleVector) square).heap;
    double beta1 = adam.beta1();
    double beta2 = adam.beta2();
    double keep1 = (1 - adam.beta1());
    double keep2 = (1 - adam.beta2());
    double step = rate;
    double epsilon = adam.epsilon();
    for (int i = 0; i < w.length; i++) {
      m[i] = beta1 * m[i] + keep1 * g[i];
      v[i] = beta2 * v[i] + keep2 * g[i] * g[i];
      w[i] -= step * m[i] / (Math.sqrt(v[i]) + epsilon);
    }
  }

  @Override
  void maskOutside(Vector reluOutput, int count) {
    // A positive number has positive bits: -bits is negative, and its sign, smeared, keeps all.
    DoubleVector output = (DoubleVector) reluOutput;
    long[] g = bits();
    long[] h = output.bits();
    outsideBits.get(0, g, 0, count);
    output.outsideBits.get(0, h, 0, count);
    for (int i = 0; i < count; i++) {
      g[i] &= -h[i] >> 63;
    }
    outsideBits.put(0, g, 0, count);
  }

  private long[] bits() {
    if (bits.length == 0) {
      bits = new long[length];
    }
    return bits;
  }
}
