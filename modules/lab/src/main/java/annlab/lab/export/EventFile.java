package annlab.lab.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.tensorflow.framework.Summary;

/**
 * A file of TensorBoard's events: TFRecords, each of which is an {@code Event} of TensorFlow's
 * {@code util/event.proto}.
 */
final class EventFile {
  /** Fields of {@code Event}. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;

  private static final double NANOS = 1e9;

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  /**
   * A file with its first event, which tells the version.
   *
   * @param begun when
   */
  EventFile(Instant begun) {
    add(begun, 0, event -> event.writeString(FILE_VERSION, "brain.Event:2"));
  }

  /** Adds values. */
  void add(Instant at, long step, Summary summary) {
    add(at, step, event -> event.writeMessage(SUMMARY, summary));
  }

  private interface Fields {
    void write(CodedOutputStream event) throws IOException;
  }

  private void add(Instant at, long step, Fields fields) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream event = CodedOutputStream.newInstance(bytes);
      event.writeDouble(WALL_TIME, at.getEpochSecond() + at.getNano() / NANOS);
      event.writeInt64(STEP, step);
      fields.write(event);
      event.flush();
      record(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot be written", e);
    }
  }

  /** {@code length, masked CRC of the length, data, masked CRC of the data}, little-endian. */
  private void record(byte[] data) {
    byte[] length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    records.writeBytes(length);
    records.writeBytes(masked(length));
    records.writeBytes(data);
    records.writeBytes(masked(data));
  }

  private static byte[] masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int value = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  byte[] bytes() {
    return records.toByteArray();
  }
}
