package annlab.networks.internal.data;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** Moves small matrices between ND4J and Java arrays, row by row, on any backend. */
public final class HostArrays {
  private HostArrays() {}

  /** Copies a matrix into the beginning of {@code into}, row by row. */
  public static void read(INDArray matrix, double[] into) {
    int rows = (int) matrix.size(0);
    int columns = (int) matrix.size(1);
    if (Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      // on a card each number asked for singly is asked of the card: all at once instead
      INDArray copy = matrix.castTo(DataType.DOUBLE).dup('c');
      copy.data().asNioDouble().get(into, 0, rows * columns);
      return;
    }
    DataBuffer data = matrix.data();
    long down = matrix.stride(0);
    long right = matrix.stride(1);
    long offset = matrix.offset();
    boolean view = data.offset() != 0;
    long base = view ? offset - data.offset() : offset;
    int at = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        into[at++] = data.getDouble(base + r * down + c * right);
      }
    }
  }

  /** A matrix of the first rows * columns numbers of {@code from}, row by row. */
  public static INDArray create(double[] from, int rows, int columns, DataType type) {
    int size = rows * columns;
    if (type == DataType.FLOAT) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) from[i];
      }
      return Nd4j.create(values, new long[] {rows, columns}, DataType.FLOAT);
    }
    double[] values = from.length == size ? from : Arrays.copyOf(from, size);
    return Nd4j.create(values, new long[] {rows, columns}, type);
  }
}
