package annlab.networks.formats;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes arrays as HDF5. A group comes into being with its first data set: an empty one that the
 * library writes cannot be read by HDF5 itself.
 */
final class Hdf5Writer {
  private final Map<String, Object> arrays = new LinkedHashMap<>();

  /** Adds an array of type FLOAT or DOUBLE and of rank 0 to 2. */
  void add(String path, INDArray array) {
    boolean wide = array.dataType() == DataType.DOUBLE;
    INDArray rows = array.dup('c');
    arrays.put(
        path,
        switch (array.rank()) {
          case 0 -> wide ? (Object) array.getDouble() : (Object) array.getFloat();
          case 1 -> wide ? rows.toDoubleVector() : rows.toFloatVector();
          default -> wide ? rows.toDoubleMatrix() : rows.toFloatMatrix();
        });
  }

  /** Adds an int64. */
  void add(String path, long number) {
    arrays.put(path, number);
  }

  /** Adds a float32. */
  void add(String path, float number) {
    arrays.put(path, number);
  }

  /** The file's bytes. */
  byte[] bytes() {
    try {
      // the library writes to a file alone
      Path file = Files.createTempFile("annlab", ".h5");
      try {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
          Map<String, WritableGroup> groups = new LinkedHashMap<>();
          arrays.forEach(
              (path, array) -> {
                int cut = path.lastIndexOf('/');
                group(hdf, path.substring(0, cut), groups)
                    .putDataset(path.substring(cut + 1), array);
              });
        }
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a temporary file", e);
    }
  }

  private static WritableGroup group(
      WritableHdfFile hdf, String path, Map<String, WritableGroup> groups) {
    WritableGroup known = groups.get(path);
    if (known != null) {
      return known;
    }
    int cut = path.lastIndexOf('/');
    WritableGroup made =
        cut < 0
            ? hdf.putGroup(path)
            : group(hdf, path.substring(0, cut), groups).putGroup(path.substring(cut + 1));
    groups.put(path, made);
    return made;
  }
}
