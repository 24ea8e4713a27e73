package annlab.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** Unpacks a copy of a data file and verifies what comes out. */
final class PackedContent {
  private static final int BUFFER = 1 << 16;

  private final DataFile file;
  private final byte[] bytes;
  private int length;
  private String fault = "";

  private PackedContent(DataFile file) {
    this.file = file;
    this.bytes = new byte[file.bytes()];
  }

  /** Reads and verifies. */
  static byte[] read(DataFile file, DataCopy copy) throws DamagedFileException {
    PackedContent content = new PackedContent(file);
    content.unpack(copy);
    String actual = content.sha256();
    if (content.fault.isEmpty() && actual.equals(file.sha256())) {
      return content.bytes;
    }
    throw new DamagedFileException(
        copy.place()
            + " has the wrong content: expected "
            + file.bytes()
            + " bytes with SHA-256 "
            + file.sha256()
            + ", got "
            + content.length
            + " bytes with SHA-256 "
            + actual
            + content.fault);
  }

  /**
   * Reads no more than the expected length and one byte, so a file made to unpack to gigabytes
   * costs no more than a good one.
   */
  private void unpack(DataCopy copy) {
    try (InputStream packed = new BufferedInputStream(copy.open(), BUFFER);
        InputStream in = file.compressed() ? new GZIPInputStream(packed, BUFFER) : packed) {
      int got = 0;
      while (got >= 0 && length < bytes.length) {
        length += got;
        got = in.read(bytes, length, bytes.length - length);
      }
      if (in.read() >= 0) {
        fault = " and more behind them";
      }
    } catch (IOException e) {
      fault = " (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")";
    }
  }

  private String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
