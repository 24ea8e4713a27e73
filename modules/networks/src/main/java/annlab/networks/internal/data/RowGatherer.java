package annlab.networks.internal.data;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Copies chosen rows of the training inputs into one reused off-heap buffer. */
public final class RowGatherer {
  private final INDArray source;
  private final INDArray buffer;
  private final boolean onHost;
  private final long rowBytes;
  private final BytePointer from;
  private final BytePointer to;
  private final long start;

  /**
   * A gatherer.
   *
   * @param source [rows, inputs], contiguous row by row
   * @param capacity rows of the largest batch
   */
  public RowGatherer(INDArray source, int capacity) {
    this.source = source;
    this.buffer =
        Nd4j.createUninitialized(source.dataType(), new long[] {capacity, source.size(1)}, 'c');
    this.onHost = Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;
    int width = source.dataType().width();
    this.rowBytes = source.size(1) * width;
    this.start = source.offset() * width;
    this.from = new BytePointer(source.data().pointer());
    this.to = new BytePointer(buffer.data().pointer());
  }

  /** The first rows of the buffer, as a view. */
  public INDArray view(int rows) {
    return rows == buffer.size(0) ? buffer : buffer.get(NDArrayIndex.interval(0, rows));
  }

  /**
   * Copies {@code count} rows, named by {@code order} from {@code at} on, to the buffer's front.
   */
  public void gather(int[] order, int at, int count) {
    if (onHost) {
      for (int i = 0; i < count; i++) {
        from.position(start + order[at + i] * rowBytes);
        to.position(i * rowBytes);
        Pointer.memcpy(to, from, rowBytes);
      }
    } else {
      int[] rows = Arrays.copyOfRange(order, at, at + count);
      view(count).assign(Nd4j.pullRows(source, 1, rows));
    }
  }
}
