package annlab.networks.internal.step;

import annlab.kernels.DoubleNumbers;
import annlab.kernels.FloatNumbers;
import annlab.kernels.Matrix;
import annlab.kernels.Numbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Contiguous rows of an array in the CPU's memory, to be copied to the heap and back. */
final class HostRows {
  /** Bytes that one buffer shows at most. */
  private static final long CHUNK = 1 << 30;

  /** Held, since the memory is freed with it. */
  private final INDArray array;

  private final boolean twice;
  private final int width;
  private final int rowsPerChunk;
  private final FloatBuffer[] floats;
  private final DoubleBuffer[] doubles;

  /** Written so that no compiler leaves a look out. */
  @SuppressWarnings("UnusedVariable")
  private double seen;

  /**
   * Rows.
   *
   * @param array FLOAT or DOUBLE, [rows, width] or a flat one, which is one row
   */
  HostRows(INDArray array) {
    this(array, array.rank() < 2 ? 1 : array.size(0));
  }

  /** The same of an array of any shape, cut into so many rows. */
  private HostRows(INDArray array, long rows) {
    this.array = array;
    this.twice = array.dataType() == DataType.DOUBLE;
    this.width = Math.toIntExact(array.length() / rows);
    long rowBytes = (long) width * (twice ? Double.BYTES : Float.BYTES);
    this.rowsPerChunk = (int) Math.min(rows, Math.max(1, CHUNK / rowBytes));
    int chunks = Math.toIntExact((rows + rowsPerChunk - 1) / rowsPerChunk);
    this.floats = new FloatBuffer[twice ? 0 : chunks];
    this.doubles = new DoubleBuffer[twice ? chunks : 0];
    BytePointer bytes = new BytePointer(array.data().addressPointer());
    for (int i = 0; i < chunks; i++) {
      long from = (long) i * rowsPerChunk * rowBytes;
      long to = Math.min(from + rowsPerChunk * rowBytes, rows * rowBytes);
      ByteBuffer buffer =
          bytes.capacity(to).position(from).limit(to).asByteBuffer().order(ByteOrder.nativeOrder());
      if (twice) {
        doubles[i] = buffer.asDoubleBuffer();
      } else {
        floats[i] = buffer.asFloatBuffer();
      }
    }
  }

  /**
   * Rows of an array.
   *
   * @param known what was made of it before, if it was; making it anew takes longer than a small
   *     network's step
   */
  static HostRows of(INDArray array, int rows, @Nullable HostRows known) {
    return known != null && known.array == array ? known : new HostRows(array, rows);
  }

  /** Numbers in a row. */
  int width() {
    return width;
  }

  /** Copies a row to numbers of its type. */
  void read(int row, Numbers to, int at) {
    int index = row % rowsPerChunk * width;
    if (twice) {
      doubles[row / rowsPerChunk].get(index, ((DoubleNumbers) to).array(), at, width);
    } else {
      floats[row / rowsPerChunk].get(index, ((FloatNumbers) to).array(), at, width);
    }
  }

  /**
   * Copies {@code count} rows, named by {@code order} from {@code at} on, to the first rows of a
   * matrix. Both ends of all rows are looked at first: the waits for pages that are far apart then
   * overlap, where one copy after the other would wait for each.
   */
  void read(int[] order, int at, int count, Matrix to) {
    for (int i = 0; i < count; i++) {
      int row = order[at + i];
      int index = row % rowsPerChunk * width;
      seen +=
          twice
              ? doubles[row / rowsPerChunk].get(index)
                  + doubles[row / rowsPerChunk].get(index + width - 1)
              : floats[row / rowsPerChunk].get(index)
                  + floats[row / rowsPerChunk].get(index + width - 1);
    }
    for (int i = 0; i < count; i++) {
      read(order[at + i], to.numbers(), to.rowAt(i));
    }
  }

  /** Copies {@code count} rows from a first one on to the first rows of a matrix. */
  void read(int first, int count, Matrix to) {
    for (int row = 0; row < count; row++) {
      read(first + row, to.numbers(), to.rowAt(row));
    }
  }

  /** Copies numbers to a row. */
  void write(int row, Numbers from, int at) {
    int index = row % rowsPerChunk * width;
    if (twice) {
      doubles[row / rowsPerChunk].put(index, ((DoubleNumbers) from).array(), at, width);
    } else {
      floats[row / rowsPerChunk].put(index, ((FloatNumbers) from).array(), at, width);
    }
  }
}
