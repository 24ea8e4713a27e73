package annlab.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks a gzip file, or the one member wanted of a .tgz archive, and verifies what comes out. */
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

  /**
   * Reads and verifies.
   *
   * @param packing {@code .gz} or {@code .tgz}
   * @param source what to call the copy in a message
   */
  static byte[] read(DataFile file, Path path, String packing, String source)
      throws DamagedFileException {
    PackedContent content = new PackedContent(file);
    content.unpack(path, packing);
    String actual = content.sha256();
    if (content.fault.isEmpty() && actual.equals(file.sha256())) {
      return content.bytes;
    }
    throw new DamagedFileException(
        source
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
  private void unpack(Path path, String packing) {
    try (InputStream in = open(path, packing)) {
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

  private InputStream open(Path path, String packing) throws IOException {
    InputStream packed = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    try {
      InputStream unpacked = new GZIPInputStream(packed, BUFFER);
      return packing.equals(".tgz") ? member(unpacked) : unpacked;
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  private InputStream member(InputStream archive) throws IOException {
    String wanted = file.name().substring(0, file.name().length() - ".gz".length());
    TarArchiveInputStream members = new TarArchiveInputStream(archive);
    TarArchiveEntry entry = members.getNextEntry();
    while (entry != null) {
      if (entry.isFile() && ("/" + entry.getName()).endsWith("/" + wanted)) {
        return members;
      }
      entry = members.getNextEntry();
    }
    throw new IOException("the archive has no member " + wanted);
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
