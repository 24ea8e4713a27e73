package annlab.networks.numpy;

import annlab.networks.files.VerifiedZip;
import annlab.networks.files.ZipFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** NumPy's file format for one array (numpy/lib/format.py, version 1.0), little-endian. */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREFIX = MAGIC.length + 4;
  private static final int ALIGNMENT = 64;

  /** NumPy's own limit (max_header_size in numpy/lib/format.py). */
  private static final int MAX_HEADER = 10_000;

  /** ND4J's own limit. */
  private static final int MAX_RANK = 32;

  private static final Pattern HEADER =
      Pattern.compile(
          "'descr':\\s*'(<f4|<f8|<i4|<i8)'.*'fortran_order':\\s*(True|False).*'shape':\\s*\\(([0-9, ]*)\\)");

  private Npy() {}

  /** The bytes of a file that holds the array, FLOAT, DOUBLE or INT32. */
  public static byte[] write(INDArray array) {
    boolean wide = array.dataType() == DataType.DOUBLE;
    boolean whole = array.dataType() == DataType.INT32;
    String shape =
        LongStream.of(array.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String header =
        String.format(
            Locale.ROOT,
            "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }",
            wide ? "<f8" : whole ? "<i4" : "<f4",
            array.rank() == 1 ? shape + "," : shape);
    int total = (PREFIX + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    int size = Math.toIntExact(array.length());
    ByteBuffer out =
        ByteBuffer.allocate(total + size * (wide ? Double.BYTES : Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - PREFIX));
    out.put(header.getBytes(StandardCharsets.US_ASCII));
    while (out.position() < total - 1) {
      out.put((byte) ' ');
    }
    out.put((byte) '\n');
    if (wide) {
      out.asDoubleBuffer().put(array.dup('c').data().asDouble());
    } else if (whole) {
      out.asIntBuffer().put(array.dup('c').data().asInt());
    } else {
      out.asFloatBuffer().put(array.dup('c').data().asFloat());
    }
    return out.array();
  }

  /**
   * An array in a verified file.
   *
   * @param part the array's name in it
   * @throws IllegalArgumentException if it is missing, damaged or holds another type
   */
  public static INDArray read(VerifiedZip zip, String part) {
    return read(zip.content(part), zip.nameOf(part));
  }

  /**
   * The array of a file.
   *
   * @param name names the file in errors
   * @throws IllegalArgumentException if it is damaged or holds another type
   */
  public static INDArray read(byte[] bytes, String name) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < PREFIX || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException(name + " is not a NumPy array (.npy)");
    }
    boolean first = bytes[MAGIC.length] == 1;
    int start = MAGIC.length + 2 + (first ? Short.BYTES : Integer.BYTES);
    if (bytes.length < start) {
      throw new IllegalArgumentException(name + " is cut short");
    }
    int length = first ? in.getShort(MAGIC.length + 2) & 0xffff : in.getInt(MAGIC.length + 2);
    if (length < 0 || length > bytes.length - start) {
      throw new IllegalArgumentException(name + " is cut short");
    }
    if (length > MAX_HEADER) {
      throw new IllegalArgumentException(
          name + " has a header of " + length + " bytes, expected " + MAX_HEADER + " at most");
    }
    String header = new String(bytes, start, length, StandardCharsets.US_ASCII);
    Matcher fields = HEADER.matcher(header);
    if (!fields.find()) {
      throw new IllegalArgumentException(
          name
              + " must hold float32, float64, int32 or int64 numbers, its header is "
              + ZipFiles.line(header.trim()));
    }
    return array(
        in.position(start + length).slice().order(ByteOrder.LITTLE_ENDIAN),
        fields.group(1),
        fields.group(2).equals("True") ? 'f' : 'c',
        shape(fields.group(3), name),
        name);
  }

  private static long[] shape(String text, String name) {
    try {
      long[] shape = sizes(text);
      long unused = LongStream.of(shape).reduce(Double.BYTES, Math::multiplyExact); // no overflow
      if (shape.length <= MAX_RANK) {
        return shape;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // said below
    }
    throw new IllegalArgumentException(name + " has no shape of an array: (" + text + ")");
  }

  private static long[] sizes(String text) {
    return Arrays.stream(text.split(","))
        .map(String::trim)
        .filter(size -> !size.isEmpty())
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private static INDArray array(
      ByteBuffer data, String type, char order, long[] shape, String name) {
    long size = LongStream.of(shape).reduce(1, Math::multiplyExact);
    if (data.remaining() != size * (type.endsWith("8") ? Double.BYTES : Float.BYTES)) {
      throw new IllegalArgumentException(
          name
              + " should hold "
              + size
              + " numbers of shape "
              + Arrays.toString(shape)
              + ", but has "
              + data.remaining()
              + " bytes of data");
    }
    if (shape.length == 0) {
      return Nd4j.scalar(number(data, type));
    }
    if (type.equals("<f4")) {
      float[] values = new float[(int) size];
      data.asFloatBuffer().get(values);
      return Nd4j.create(values, shape, Nd4j.getStrides(shape, order), order, DataType.FLOAT);
    }
    double[] values = new double[(int) size];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(data, type);
    }
    return Nd4j.create(values, shape, Nd4j.getStrides(shape, order), order, DataType.DOUBLE);
  }

  private static double number(ByteBuffer data, String type) {
    return switch (type) {
      case "<f4" -> data.getFloat();
      case "<f8" -> data.getDouble();
      case "<i8" -> data.getLong();
      default -> data.getInt();
    };
  }
}
