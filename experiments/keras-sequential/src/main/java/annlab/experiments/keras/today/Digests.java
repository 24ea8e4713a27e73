package annlab.experiments.keras.today;

import annlab.experiments.keras.Reference;
import annlab.networks.Model;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernels and orders from seeds, held against the SHA-256 of those that Keras 3 drew. */
public final class Digests {
  private static final int EPOCHS = 3;
  private static final List<Integer> ROWS = List.of(55_000, 11_610);

  private final Reference reference = Reference.today();

  /** For each backend and seed that was measured. */
  private int count(Function<Integer, Integer> differences) {
    int sum = 0;
    for (int i = 0; i < reference.size("/digests"); i++) {
      sum += differences.apply(i);
    }
    return sum;
  }

  private String pointer(int at, String field) {
    return String.format(Locale.ROOT, "/digests/%d/%s", at, field);
  }

  private Seeds seeds(int at, long shift) {
    long seed = (long) reference.number(pointer(at, "seed")) + shift;
    return Seeds.keras3(seed, KerasBackend.named(reference.text(pointer(at, "backend"))));
  }

  /**
   * Kernels that are not Keras' to the bit.
   *
   * @param model of 784-300-100-10 from seeds
   * @param shift added to each seed; 0 for Keras' own
   */
  public int kernels(Function<Seeds, Model> model, long shift) {
    return count(
        at -> {
          // listing: KERAS3-kernels
          Model drawn = model.apply(seeds(at, shift)); // .seed(Seeds.keras3(42, JAX)), ...
          int differing = 0;
          List<String> expected = reference.texts(pointer(at, "kernels"));
          for (int i = 0; i < expected.size(); i++) {
            INDArray kernel = drawn.weights().get(2 * i);
            differing += digest(kernel.ravel().toFloatVector()).equals(expected.get(i)) ? 0 : 1;
          }
          // end listing
          return differing;
        });
  }

  /**
   * Orders of an epoch that are not Keras'.
   *
   * @param shift added to each seed; 0 for Keras' own
   */
  public int orders(long shift) {
    return count(
        at -> {
          int differing = 0;
          // listing: KERAS3-orders
          for (int rows : ROWS) {
            List<String> expected = reference.texts(pointer(at, "orders/" + rows));
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
              int[] order = seeds(at, shift).order().rows(epoch, rows);
              differing += digest(order).equals(expected.get(epoch)) ? 0 : 1;
            }
          }
          // end listing
          return differing;
        });
  }

  private static String digest(float[] numbers) {
    ByteBuffer bytes = buffer(numbers.length * Float.BYTES);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return sha256(bytes);
  }

  private static String digest(int[] numbers) {
    ByteBuffer bytes = buffer(numbers.length * Long.BYTES);
    for (int number : numbers) {
      bytes.putLong(number);
    }
    return sha256(bytes);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String sha256(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.rewind());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
