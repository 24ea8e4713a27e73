package annlab.datasets;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Unsigned bytes in the IDX format of the MNIST files: a magic number (two zero bytes, the type,
 * the number of dimensions), the sizes, big-endian, then the values.
 */
final class Idx {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int WORD = 4;

  private final int[] shape;
  private final byte[] content;
  private final int start;

  private Idx(int[] shape, byte[] content, int start) {
    this.shape = shape;
    this.content = content;
    this.start = start;
  }

  /**
   * Reads an IDX file's content; the bytes are kept, not copied.
   *
   * @throws DataUnavailableException if it is not such a file, with the name and what is wrong
   */
  static Idx parse(byte[] content, int dimensions, String name) {
    int start = WORD * (1 + dimensions);
    if (content.length < start) {
      throw new DataUnavailableException(
          name + " is cut short: a header has " + start + " bytes, got " + content.length);
    }
    ByteBuffer header = ByteBuffer.wrap(content);
    int expected = UNSIGNED_BYTE << 8 | dimensions;
    int magic = header.getInt();
    if (magic != expected) {
      throw new DataUnavailableException(
          name
              + " is not the IDX file wanted: magic number must be "
              + expected
              + ", got "
              + magic);
    }
    int[] shape = new int[dimensions];
    long length = 1;
    for (int d = 0; d < dimensions; d++) {
      shape[d] = header.getInt();
      if (shape[d] <= 0) {
        throw new DataUnavailableException(
            name + ": size " + (d + 1) + " must be above 0, got " + shape[d]);
      }
      // longer than any content, and no overflow
      length = Math.min(length * shape[d], Integer.MAX_VALUE);
    }
    if (content.length - start != length) {
      throw new DataUnavailableException(
          String.format(
              "%s: %s values must follow the header, got %d bytes",
              name, Arrays.toString(shape), content.length - start));
    }
    return new Idx(shape, content, start);
  }

  /** The first rows only, copied, so that the rest can be freed. */
  Idx first(int rows) {
    int[] fewer = shape.clone();
    fewer[0] = rows;
    int length = rows * rowLength();
    return new Idx(fewer, Arrays.copyOfRange(content, start, start + length), 0);
  }

  int rows() {
    return shape[0];
  }

  /** Values in one row. */
  int rowLength() {
    return (content.length - start) / shape[0];
  }

  /** The shape of a number of rows. */
  long[] shapeOf(int rows) {
    long[] result = Arrays.stream(shape).asLongStream().toArray();
    result[0] = rows;
    return result;
  }

  /** A value, 0..255, counted from the first of the first row. */
  int value(int index) {
    return Byte.toUnsignedInt(content[start + index]);
  }
}
