package annlab.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Makes small data files for the tests: good ones and each sort of bad one. */
final class Packing {
  static final byte[] CONTENT = content();

  private Packing() {}

  /** Incompressible, so that every byte of the gzip file matters. */
  private static byte[] content() {
    byte[] content = new byte[200_000];
    new Random(7).nextBytes(content);
    return content;
  }

  static DataFile file() {
    return new DataFile("things.data.gz", CONTENT.length, sha256(CONTENT));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The content with one bit flipped, packed so that gzip itself has nothing to complain about. */
  static byte[] oneBitFlipped() {
    byte[] flipped = CONTENT.clone();
    flipped[100_000] ^= 1;
    return gzip(flipped);
  }

  /** A hundred megabytes of zeros in a hundred kilobytes. */
  static byte[] bomb() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      byte[] zeros = new byte[1 << 20];
      IntStream.range(0, 100).forEach(i -> write(gzip, zeros));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Path write(Path path, byte[] bytes) {
    try {
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
