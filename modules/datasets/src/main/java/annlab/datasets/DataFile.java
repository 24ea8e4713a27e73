package annlab.datasets;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file of a data set: its name and the content it must have.
 *
 * <p>The content is what is in the gzip file, not the gzip file itself: different sources compress
 * the same data differently.
 *
 * @param name the file's name; one that ends in {@code .gz} is compressed
 * @param bytes the length of the uncompressed content
 * @param sha256 the SHA-256 of the uncompressed content, 64 hexadecimal digits in lower case
 */
public record DataFile(String name, int bytes, String sha256) {
  // before the files below, whose construction checks them
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  /** Fashion MNIST, 60,000 training images of 28 x 28 unsigned bytes. */
  public static final DataFile FASHION_MNIST_TRAIN_IMAGES =
      new DataFile(
          "train-images-idx3-ubyte.gz",
          47_040_016,
          "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888");

  /** Fashion MNIST, 60,000 training labels. */
  public static final DataFile FASHION_MNIST_TRAIN_LABELS =
      new DataFile(
          "train-labels-idx1-ubyte.gz",
          60_008,
          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9");

  /** Fashion MNIST, 10,000 test images of 28 x 28 unsigned bytes. */
  public static final DataFile FASHION_MNIST_TEST_IMAGES =
      new DataFile(
          "t10k-images-idx3-ubyte.gz",
          7_840_016,
          "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b");

  /** Fashion MNIST, 10,000 test labels. */
  public static final DataFile FASHION_MNIST_TEST_LABELS =
      new DataFile(
          "t10k-labels-idx1-ubyte.gz",
          10_008,
          "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  /** California housing, 20,640 lines of 9 numbers. */
  public static final DataFile CALIFORNIA_HOUSING =
      new DataFile(
          "cal_housing.data.gz",
          2_071_484,
          "a2b44dcc7e1c9091b43c4f458b25cbd1f7e8068d08edd26bc4703108d3fa6214");

  public DataFile {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name must be a plain file name, got " + name);
    }
    if (bytes <= 0) {
      throw new IllegalArgumentException("bytes must be above 0, got " + bytes);
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits, got " + sha256);
    }
  }

  boolean compressed() {
    return name.endsWith(".gz");
  }

  /** A copy in a folder, which may not be there. */
  Path in(Path folder) {
    return folder.resolve(name);
  }
}
