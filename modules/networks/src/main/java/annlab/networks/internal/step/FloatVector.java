package annlab.networks.internal.step;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas.cblas_sdot;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import annlab.networks.optimizers.Adam;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link Vector} of 32-bit numbers. */
final class FloatVector extends Vector {
  final FloatPointer address;
  private final FloatBuffer outside;
  private final IntBuffer outsideBits;
  private final float[] heap;
  private int[] bits = {};
  private double[] scratch = {};

  FloatVector(INDArray memory, boolean onHeap) {
    super(memory);
    address = new FloatPointer(memory.data().addressPointer());
    address.capacity(length);
    outside = address.asByteBuffer().asFloatBuffer();
    outsideBits = address.asByteBuffer().asIntBuffer();
    int size = onHeap ? length : 0;
    heap = new float[size];
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
    cblas_sgemm(
        CblasRowMajor,
        transposeA ? CblasTrans : CblasNoTrans,
        transposeB ? CblasTrans : CblasNoTrans,
        rows,
        columns,
        inner,
        (float) alpha,
        ((FloatVector) a).address,
        transposeA ? rows : inner,
        ((FloatVector) b).address,
        transposeB ? inner : columns,
        (float) beta,
        address,
        columns);
  }

  @Override
  void columnSums(double alpha, Vector matrix, int rows, Vector ones, double beta) {
    cblas_sgemv(
        CblasRowMajor,
        CblasTrans,
        rows,
        length,
        (float) alpha,
        ((FloatVector) matrix).address,
        length,
        ((FloatVector) ones).address,
        1,
        (float) beta,
        address,
        1);
  }

  @Override
  void axpy(double factor, Vector other) {
    cblas_saxpy(length, (float) factor, ((FloatVector) other).address, 1, address, 1);
  }

  @Override
  double squares() {
    return cblas_sdot(length, address, 1, address, 1);
  }

  @Override
  void pull(int count) {
    outside.get(0, heap, 0, count);
  }

  @Override
  void pullFrom(Vector other, int count) {
    ((FloatVector) other).outside.get(0, heap, 0, count);
  }

  @Override
  void push(int count) {
    outside.put(0, heap, 0, count);
  }

  @Override
  double[] doubles(int count) {
    if (scratch.length == 0) {
      scratch = new double[length];
    }
    for (int i = 0; i < count; i++) {
      scratch[i] = heap[i];
    }
    return scratch;
  }

  @Override
  void takeDoubles(int count) {
    for (int i = 0; i < count; i++) {
      heap[i] = (float) scratch[i];
    }
  }

  @Override
  void tile(Vector row, int period, int times) {
    System.arraycopy(((FloatVector) row).heap, 0, heap, 0, period);
    int total = period * times;
    for (int done = period; done < total; done *= 2) {
      System.arraycopy(heap, 0, heap, done, Math.min(done, total - done));
    }
  }

  @Override
  void standardize(Vector mean, Vector deviation, int count) {
    float[] a = heap;
    float[] m = ((FloatVector) mean).heap;
    float[] d = ((FloatVector) deviation).heap;
    for (int at = 0; at < count; at += m.length) {
      for (int j = 0; j < m.length; j++) {
        a[at + j] = (a[at + j] - m[j]) / d[j];
      }
    }
  }

  @Override
  void add(Vector other, int count) {
    float[] a = heap;
    float[] b = ((FloatVector) other).heap;
    for (int i = 0; i < count; i++) {
      a[i] += b[i];
    }
  }

  @Override
  void multiply(Vector other, int count) {
    float[] a = heap;
    float[] b = ((FloatVector) other).heap;
    for (int i = 0; i < count; i++) {
      a[i] *= b[i];
    }
  }

  @Override
  void addRelu(Vector other, int count) {
    float[] a = heap;
    float[] b = ((FloatVector) other).heap;
    for (int i = 0; i < count; i++) {
      a[i] = Math.max(0f, a[i] + b[i]);
    }
  }

  @Override
  void addSign(double factor, Vector other, int count) {
    float[] a = heap;
    float[] b = ((FloatVector) other).heap;
    float f = (float) factor;
    for (int i = 0; i < count; i++) {
      a[i] += f * Math.signum(b[i]);
    }
  }

  @Override
  double magnitudes() {
    double sum = 0;
    for (float value : heap) {
      sum += Math.abs(value);
    }
    return sum;
  }

  @Override
  void descend(Vector gradient, double rate) {
    float[] w = heap;
    float[] g = ((FloatVector) gradient).heap;
    float step = (float) rate;
    for (int i = 0; i < w.length; i++) {
      w[i] -= step * g[i];
    }
  }

  @Override
  void momentum(Vector gradient, Vector velocity, double rate, double momentum, boolean nesterov) {
    float[] w = heap;
    float[] g = ((FloatVector) gradient).heap;
    float[] v = ((FloatVector) velocity).heap;
    float keep = (float) momentum;
    float step = (float) rate;
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
    float[] w = heap;
    float[] g = ((FloatVector) gradient).heap;
    float[] m = ((FloatVector) mean).heap;
    float[] v = ((FloatVector) square).heap;
    float beta1 = (float) adam.beta1();
    float beta2 = (float) adam.beta2();
    float keep1 = (float) (1 - adam.beta1());
    float keep2 = (float) (1 - adam.beta2());
    float step = (float) rate;
    float epsilon = (float) adam.epsilon();
    for (int i = 0; i < w.length; i++) {
      m[i] = beta1 * m[i] + keep1 * g[i];
      v[i] = beta2 * v[i] + keep2 * g[i] * g[i];
      w[i] -= step * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }

  @Override
  void maskOutside(Vector reluOutput, int count) {
    // A positive number has positive bits: -bits is negative, and its sign, smeared, keeps all.
    FloatVector output = (FloatVector) reluOutput;
    int[] g = bits();
    int[] h = output.bits();
    outsideBits.get(0, g, 0, count);
    output.outsideBits.get(0, h, 0, count);
    for (int i = 0; i < count; i++) {
      g[i] &= -h[i] >> 31;
    }
    outsideBits.put(0, g, 0, count);
  }

  private int[] bits() {
    if (bits.length == 0) {
      bits = new int[length];
    }
    return bits;
  }
}
