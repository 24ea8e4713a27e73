package annlab.networks.formats;

import annlab.networks.files.ZipFiles;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An HDF5 file in memory, of which only what is asked for is read: groups, texts, and numbers that
 * lie in one piece. Links and filters are refused, and nothing outside the file is opened.
 */
final class Hdf5 implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** As Keras' own names are at most, several folded into one path. */
  private static final int MAX_DEPTH = 20;

  private final String name;
  private final int size;
  private final HdfFile file;

  private Hdf5(String name, int size, HdfFile file) {
    this.name = name;
    this.size = size;
    this.file = file;
  }

  static boolean begins(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Opens a file.
   *
   * @param name names it in errors
   * @throws IllegalArgumentException if it is no HDF5 file or is damaged
   */
  static Hdf5 of(byte[] bytes, String name) {
    if (!begins(bytes)) {
      throw new IllegalArgumentException(name + " is not an HDF5 file");
    }
    return new Hdf5(name, bytes.length, guarded(name, () -> HdfFile.fromBytes(bytes)));
  }

  /** The library meets damage in many ways, none of which may pass for a fault of this program. */
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private static <T> T guarded(String name, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Refused e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new Refused(
          name
              + " is a damaged HDF5 file: "
              + ZipFiles.line(
                  e instanceof HdfException && e.getMessage() != null
                      ? e.getMessage()
                      : "its structure contradicts itself")
              + "; use another copy");
    }
  }

  /** A refusal that says all there is to say. */
  private static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private Refused refused(String how) {
    return new Refused(name + ": " + ZipFiles.line(how));
  }

  IllegalArgumentException damaged(String how) {
    return refused(how);
  }

  int bytes() {
    return size;
  }

  /** The node at a path, by its own name in each group, through no link. */
  private Optional<Node> node(String path) {
    Node at = file;
    String[] parts =
        Arrays.stream(path.split("/", -1)).filter(s -> !s.isEmpty()).toArray(String[]::new);
    if (parts.length > MAX_DEPTH) {
      throw refused("the path " + path + " is too deep");
    }
    for (String part : parts) {
      if (!(at instanceof Group group)) {
        return Optional.empty();
      }
      Node child = group.getChild(part);
      if (child == null) {
        return Optional.empty();
      }
      if (child.isLink()) {
        throw refused(path + " is a link; only what lies in the file itself is read");
      }
      at = child;
    }
    return Optional.of(at);
  }

  boolean has(String path) {
    return guarded(name, () -> node(path).isPresent());
  }

  /** The names in a group; none if there is no such group. */
  Set<String> children(String path) {
    return guarded(
        name,
        () ->
            node(path).filter(Group.class::isInstance).map(Group.class::cast).stream()
                .findFirst()
                .map(group -> Set.copyOf(group.getChildren().keySet()))
                .orElse(Set.of()));
  }

  /** A text that stands at a group; empty if there is none of the name. */
  Optional<String> text(String path, String attribute) {
    return guarded(
        name,
        () ->
            attribute(path, attribute)
                .map(
                    found -> {
                      if (found.getData() instanceof String text) {
                        return text;
                      }
                      throw refused("its attribute " + attribute + " is no text");
                    }));
  }

  /** Texts that stand at a group; Keras cuts long lists in pieces, name0, name1, ... */
  Optional<List<String>> texts(String path, String attribute) {
    return guarded(
        name,
        () -> {
          Optional<Attribute> whole = attribute(path, attribute);
          if (whole.isPresent()) {
            return whole.map(found -> list(attribute, found));
          }
          List<String> all = new java.util.ArrayList<>();
          for (int i = 0; ; i++) {
            Optional<Attribute> piece = attribute(path, attribute + i);
            if (piece.isEmpty()) {
              return i == 0 ? Optional.<List<String>>empty() : Optional.of(List.copyOf(all));
            }
            all.addAll(list(attribute, piece.get()));
          }
        });
  }

  private List<String> list(String attribute, Attribute found) {
    if (found.isEmpty() || found.getSize() == 0) {
      return List.of();
    }
    if (found.getData() instanceof String[] texts) {
      return List.of(texts);
    }
    throw refused("its attribute " + attribute + " is no list of texts");
  }

  private Optional<Attribute> attribute(String path, String attribute) {
    Optional<Attribute> found = node(path).map(node -> node.getAttribute(attribute));
    found.ifPresent(
        a -> {
          if (!a.isEmpty()
              && (a.getSize() < 0 || a.getSize() > size || a.getSizeInBytes() > size)) {
            throw refused("its attribute " + attribute + " is larger than the file");
          }
        });
    return found;
  }

  /**
   * The numbers at a path.
   *
   * @return FLOAT for float32, DOUBLE for float64 and integers
   * @throws IllegalArgumentException if there are none, or they are of another type, stored in
   *     pieces, compressed, or not finite
   */
  INDArray array(String path) {
    return guarded(
        name,
        () -> {
          Node node = node(path).orElseThrow(() -> refused("it has no data set " + path));
          if (!(node instanceof Dataset dataset)) {
            throw refused(path + " is a group, not a data set");
          }
          return array(path, dataset);
        });
  }

  private INDArray array(String path, Dataset dataset) {
    if (!(dataset instanceof ContiguousDataset contiguous)) {
      throw refused(
          path
              + " is stored in pieces or compressed; save the model without compression, as Keras"
              + " does");
    }
    DataType type = dataset.getDataType();
    int width = type.getSize();
    boolean real = type instanceof FloatingPoint && (width == Float.BYTES || width == Double.BYTES);
    boolean integer = type instanceof FixedPoint && (width == Integer.BYTES || width == Long.BYTES);
    if (!real && !integer) {
      throw refused(path + " must hold float32, float64, int32 or int64 numbers");
    }
    long[] shape = dataset.getDimensionsAsLong();
    long length = 1;
    for (long side : shape) {
      if (side < 1 || side > size || (length = Math.multiplyExact(length, side)) > size) {
        throw refused(path + " has the shape " + Arrays.toString(shape) + ", larger than the file");
      }
    }
    if (length * width > size) {
      throw refused(path + " has the shape " + Arrays.toString(shape) + ", larger than the file");
    }
    ByteBuffer data = contiguous.getBuffer();
    data.order(((OrderedDataType) type).getByteOrder());
    if (data.remaining() < length * width) {
      throw refused(path + " is cut short");
    }
    return numbers(path, data, shape, (int) length, width, real);
  }

  private INDArray numbers(
      String path, ByteBuffer data, long[] shape, int length, int width, boolean real) {
    if (real && width == Float.BYTES) {
      float[] values = new float[length];
      data.asFloatBuffer().get(values);
      for (float value : values) {
        requireFinite(path, value);
      }
      return shape.length == 0
          ? Nd4j.scalar(values[0])
          : Nd4j.createFromArray(values).reshape(shape);
    }
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = real ? data.getDouble() : width == Long.BYTES ? data.getLong() : data.getInt();
      requireFinite(path, values[i]);
    }
    return shape.length == 0 ? Nd4j.scalar(values[0]) : Nd4j.createFromArray(values).reshape(shape);
  }

  private void requireFinite(String path, double value) {
    if (!Double.isFinite(value)) {
      throw refused(path + " has numbers that are not finite");
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
