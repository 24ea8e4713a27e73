package annlab.networks.internal.data;

import annlab.networks.losses.Head;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Rows made ready for a network: its type, one vector a row, targets on the host. */
public final class TrainingSet {
  private static final double[] NONE = {};

  /** Bytes that one buffer can show. */
  private static final long CHUNK = 1 << 30;

  private final INDArray x;
  private final Targets targets;
  private final double @Nullable [] weights;

  public TrainingSet(INDArray x, Targets targets, double @Nullable [] weights) {
    this.x = x;
    this.targets = targets;
    this.weights = weights;
  }

  /** [rows, inputs], contiguous row by row. */
  public INDArray x() {
    return x;
  }

  /** Checked targets. */
  public Targets targets() {
    return targets;
  }

  /** A weight a row; null for all 1. */
  public double @Nullable [] weights() {
    return weights;
  }

  public int rows() {
    return (int) x.size(0);
  }

  /** One vector a row, in the type asked for, contiguous; a view where that is so already. */
  public static INDArray matrix(INDArray x, List<Long> shape, DataType type) {
    long inputs = shape.stream().reduce(1L, (a, b) -> a * b);
    List<Long> row = Arrays.stream(x.shape()).skip(1).boxed().toList();
    if (!row.equals(shape) && !row.equals(List.of(inputs))) {
      throw new IllegalArgumentException(
          "x must have shape [rows, "
              + shape.toString().substring(1)
              + ", got "
              + Arrays.toString(x.shape()));
    }
    INDArray typed = x.dataType() == type ? x : x.castTo(type);
    INDArray dense = contiguous(typed) ? typed : typed.dup('c');
    return dense.reshape('c', x.size(0), inputs);
  }

  private static boolean contiguous(INDArray x) {
    if (x.ordering() != 'c') {
      return false;
    }
    long expected = 1;
    for (int d = x.rank() - 1; d >= 0; d--) {
      if (x.size(d) != 1 && x.stride(d) != expected) {
        return false;
      }
      expected *= x.size(d);
    }
    return true;
  }

  /** Tells these rows from others: a checksum over inputs, targets and weights. */
  public long digest() {
    CRC32C crc = new CRC32C();
    inputs(crc);
    for (double[] values : new double[][] {targets.values(), weights == null ? NONE : weights}) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
      bytes.asDoubleBuffer().put(values);
      crc.update(bytes);
    }
    return crc.getValue();
  }

  private void inputs(CRC32C crc) {
    int width = x.dataType().width();
    long at = x.offset() * width;
    long end = at + x.length() * width;
    Nd4j.getAffinityManager().ensureLocation(x, AffinityManager.Location.HOST);
    BytePointer bytes = new BytePointer(x.data().pointer());
    while (at < end) {
      long chunk = Math.min(end - at, CHUNK);
      crc.update(bytes.position(at).limit(at + chunk).asByteBuffer());
      at += chunk;
    }
  }

  /** The rows from {@code from} to before {@code to}. */
  public TrainingSet part(int from, int to) {
    int width = targets.width();
    return new TrainingSet(
        x.get(NDArrayIndex.interval(from, to)),
        new Targets(Arrays.copyOfRange(targets.values(), from * width, to * width), width),
        weights == null ? null : Arrays.copyOfRange(weights, from, to));
  }

  /**
   * Multiplies each row's weight by that of its class: the class id, the largest of several
   * targets, or a single target rounded to the nearest integer, halves to the even one, as in
   * Keras.
   */
  public TrainingSet weighted(Map<Integer, Double> classWeights, Head head) {
    if (classWeights.isEmpty()) {
      return this;
    }
    int classes = classes(head);
    classWeights.forEach(
        (id, weight) -> {
          if (id < 0 || id >= classes || !(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                "class weights must be in [0, inf) for classes "
                    + (classes == Integer.MAX_VALUE ? "from 0 on" : "0 to " + (classes - 1))
                    + ", got "
                    + weight
                    + " for class "
                    + id);
          }
        });
    double[] values = new double[rows()];
    for (int row = 0; row < values.length; row++) {
      double weight = classWeights.getOrDefault(classOf(row, head), 1.0);
      values[row] = weights == null ? weight : weight * weights[row];
    }
    return new TrainingSet(x, targets, values);
  }

  /** How many classes there can be; numbers rounded to classes may be of any size. */
  private static int classes(Head head) {
    if (head.classIds() || head.outputs() > 1) {
      return head.outputs();
    }
    return head.targets().most() == 1 ? 2 : Integer.MAX_VALUE;
  }

  private int classOf(int row, Head head) {
    double[] y = targets.values();
    if (head.classIds() || targets.width() == 1) {
      return (int) Math.rint(y[row * targets.width()]);
    }
    int best = 0;
    for (int j = 1; j < targets.width(); j++) {
      if (y[row * targets.width() + j] > y[row * targets.width() + best]) {
        best = j;
      }
    }
    return best;
  }
}
