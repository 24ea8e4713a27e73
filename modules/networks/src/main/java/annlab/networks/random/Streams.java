package annlab.networks.random;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Independent random streams, one a purpose, all from one root seed. */
public final class Streams {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Streams() {}

  /** The stream of a purpose, e.g. ("weights", 0) for the first layer's kernel. */
  public static SplittableRandom of(long root, String purpose, long index) {
    CRC32 crc = new CRC32();
    crc.update(purpose.getBytes(StandardCharsets.UTF_8));
    return new SplittableRandom(mix(mix(root) ^ (crc.getValue() * GOLDEN) ^ mix(index + GOLDEN)));
  }

  static int[] ascending(int rows) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Fisher and Yates' shuffle. */
  static int[] permutation(long root, int epoch, int rows) {
    SplittableRandom random = of(root, "shuffle", epoch);
    int[] order = ascending(rows);
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** The finalizer of MurmurHash3, so that neighbouring seeds give unlike streams. */
  private static long mix(long z) {
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
