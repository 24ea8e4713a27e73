package annlab.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Reads damaged copies of good files: each must give a clear error of one line or a right answer,
 * and neither take long nor anything else.
 */
public final class Fuzz {
  /** Mutations of each format in every build. */
  public static final int FEW = 2_000;

  /** Mutations of each format under the tag {@code slow}. */
  public static final int MANY = 100_000;

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MAX_CHANGES = 4;
  private static final int MAX_INSERTED = 16;
  private static final byte[] EDGES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '0', '"', '{', ','};

  private Fuzz() {}

  /** Reads a file's content; throws if it is not right. */
  public interface Reader {
    /**
     * Reads and checks.
     *
     * @param bytes a damaged copy
     * @throws Exception the reader's own, for content that it refuses
     */
    void read(byte[] bytes) throws Exception;
  }

  /**
   * What came of it.
   *
   * @param refused mutations that gave a clear error
   * @param read mutations that were read
   */
  public record Tally(int refused, int read) {}

  /**
   * Reads so many mutations.
   *
   * @param seed of the mutations
   * @param count how many
   * @param good whole files
   * @param clear what a reader may throw
   * @param reader the reader
   * @return how many were refused and how many read
   * @throws AssertionError if one gives another exception, an unclear message, or takes too long
   */
  public static Tally run(
      long seed,
      int count,
      List<byte[]> good,
      List<Class<? extends Exception>> clear,
      Reader reader) {
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int number = 0; number < count; number++) {
      byte[] bytes = mutated(good.get(random.nextInt(good.size())), random);
      long begin = System.nanoTime();
      try {
        reader.read(bytes);
      } catch (Exception | Error e) {
        if (clear.stream().noneMatch(type -> type.isInstance(e)) || !clear(e.getMessage())) {
          throw new AssertionError(
              "mutation " + number + " of seed " + seed + " gave " + e + " for " + shown(bytes), e);
        }
        refused++;
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      if (took.compareTo(LONGEST) > 0) {
        throw new AssertionError("mutation " + number + " of seed " + seed + " took " + took);
      }
    }
    return new Tally(refused, count - refused);
  }

  /**
   * Writes a damaged copy as a file that is new: one that is overwritten, ext4 writes to the disk
   * at once, which takes twenty times as long.
   *
   * @param file where
   * @param bytes the copy
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }

  private static boolean clear(String message) {
    return message != null
        && message.length() > 10
        && !message.contains("\tat ")
        && !message.startsWith("For input string")
        && !message.startsWith("Index ");
  }

  private static String shown(byte[] bytes) {
    return bytes.length
        + " bytes: "
        + new String(bytes, 0, Math.min(bytes.length, 500), StandardCharsets.ISO_8859_1);
  }

  /**
   * A damaged copy: up to four changes of bytes, cuts, insertions or pieces in another place.
   *
   * @param good a whole file
   * @param random draws them
   * @return the copy
   */
  public static byte[] mutated(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(MAX_CHANGES);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length);
    int most = Math.min(bytes.length - at, 1 << random.nextInt(12));
    int length = 1 + random.nextInt(most);
    int to = random.nextInt(bytes.length);
    return switch (random.nextInt(7)) {
      case 0 -> with(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
      case 1 -> with(bytes, at, random.nextInt());
      case 2 -> with(bytes, at, EDGES[random.nextInt(EDGES.length)]);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> joined(bytes, at, new byte[0], at + length);
      case 5 -> {
        byte[] more = new byte[1 + random.nextInt(MAX_INSERTED)];
        random.nextBytes(more);
        yield joined(bytes, at, more, at);
      }
      default -> { // a piece from elsewhere, once more or in place of what was there
        byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
        int tail = random.nextBoolean() ? to : Math.min(bytes.length, to + length);
        yield joined(bytes, to, piece, tail);
      }
    };
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
    byte[] all = new byte[head + middle.length + bytes.length - tail];
    System.arraycopy(bytes, 0, all, 0, head);
    System.arraycopy(middle, 0, all, head, middle.length);
    System.arraycopy(bytes, tail, all, head + middle.length, bytes.length - tail);
    return all;
  }
}
