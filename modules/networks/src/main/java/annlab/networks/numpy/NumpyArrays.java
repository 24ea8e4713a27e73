package annlab.networks.numpy;

import annlab.networks.files.ZipFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lists of arrays as NumPy's {@code .npz}: {@code arr_0}, {@code arr_1}, ..., what {@code
 * numpy.savez(file, *arrays)} writes.
 */
public final class NumpyArrays {
  /** The entry of the first array. */
  public static final String FIRST = "arr_0.npy";

  private NumpyArrays() {}

  /**
   * Writes arrays.
   *
   * @param file replaced if it is there
   * @param arrays FLOAT, DOUBLE or INT32
   */
  public static void write(Path file, List<INDArray> arrays) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (INDArray array : arrays) {
      entries.put("arr_" + entries.size() + ".npy", Npy.write(array));
    }
    ZipFiles.write(file, entries);
  }

  /**
   * Reads arrays.
   *
   * @param file with the arrays {@code arr_0}, {@code arr_1}, ...
   * @return the arrays, in the order of their numbers
   * @throws IllegalArgumentException if the file is damaged or holds other names, NaN or infinity
   */
  public static List<INDArray> read(Path file) {
    return read(ZipFiles.read(file), file.toString());
  }

  /**
   * Reads arrays.
   *
   * @param entries of the zip file
   * @param file names it in errors
   * @return the arrays, in the order of their numbers
   * @throws IllegalArgumentException if the file is damaged or holds other names, NaN or infinity
   */
  public static List<INDArray> read(Map<String, byte[]> entries, String file) {
    List<INDArray> arrays = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String name = "arr_" + i + ".npy";
      byte[] content = entries.get(name);
      if (content == null) {
        throw new IllegalArgumentException(
            file
                + " must hold the arrays arr_0 to arr_"
                + (entries.size() - 1)
                + ", got "
                + entries.keySet());
      }
      INDArray array = Npy.read(content, file + ", " + name);
      if (!Arrays.stream(array.ravel().castTo(DataType.DOUBLE).toDoubleVector())
          .allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            file + ", " + name + " has numbers that are not finite; use another copy");
      }
      arrays.add(array);
    }
    return arrays;
  }
}
