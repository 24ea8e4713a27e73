package annlab.experiments.estimators;

import annlab.datasets.Samples;
import annlab.datasets.Split;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The chapter's parts of the housing data: a quarter for testing, then a quarter of the rest for
 * validation, both drawn with {@code random_state=42}.
 *
 * @param train 11,610 rows
 * @param valid 3,870 rows
 * @param test 5,160 rows
 * @param hashes SHA-256 of the row numbers of {@code train_full}, {@code test}, {@code train} and
 *     {@code valid}
 */
record HousingParts(Samples train, Samples valid, Samples test, Map<String, String> hashes) {
  private static final double QUARTER = 0.25;
  private static final int CHAPTER_SEED = 42;

  HousingParts {
    hashes = Map.copyOf(hashes);
  }

  static HousingParts of(Samples all) {
    return of(all, QUARTER, CHAPTER_SEED);
  }

  /** Parts of another share or another seed than the chapter's. */
  static HousingParts of(Samples all, double share, int seed) {
    // listing: C3
    Split outer = Split.of(all, share, seed);
    Split inner = Split.of(outer.train(), share, seed);
    int[] full = outer.trainRows();
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("train_full", sha256(full));
    hashes.put("test", sha256(outer.testRows()));
    hashes.put("train", sha256(rowsOfAll(inner.trainRows(), full)));
    hashes.put("valid", sha256(rowsOfAll(inner.testRows(), full)));
    // end listing
    return new HousingParts(inner.train(), inner.test(), outer.test(), hashes);
  }

  private static int[] rowsOfAll(int[] positions, int[] full) {
    return Arrays.stream(positions).map(position -> full[position]).toArray();
  }

  private static String sha256(int[] rows) {
    ByteBuffer bytes = ByteBuffer.allocate(rows.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int row : rows) {
      bytes.putLong(row);
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same parts with fewer training rows. */
  HousingParts withTrainingRows(int rows) {
    return rows == 0 || rows >= train.count()
        ? this
        : new HousingParts(train.rows(0, rows), valid, test, hashes);
  }
}
