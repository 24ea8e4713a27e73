package annlab.experiments.keras;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares arrays to the last bit. */
public final class Bits {
  private Bits() {}

  /** Numbers that are not the same float32 in both, those that only one array has included. */
  public static int different(INDArray a, INDArray b) {
    return different(floats(a), floats(b));
  }

  private static int different(float[] a, float[] b) {
    int shorter = Math.min(a.length, b.length);
    return Math.abs(a.length - b.length)
        + (int)
            IntStream.range(0, shorter)
                .filter(i -> Float.floatToIntBits(a[i]) != Float.floatToIntBits(b[i]))
                .count();
  }

  private static float[] floats(INDArray array) {
    return array.castTo(DataType.FLOAT).dup('c').reshape(array.length()).toFloatVector();
  }
}
