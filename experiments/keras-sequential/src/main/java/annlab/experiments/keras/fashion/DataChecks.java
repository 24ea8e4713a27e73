package annlab.experiments.keras.fashion;

import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.datasets.DataUnavailableException;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Measures what the chapter says of the data set itself. */
public final class DataChecks {
  /**
   * SHA-256 of the uncompressed contents of the four published files, in the order of their names.
   */
  private static final Map<String, String> PUBLISHED_SHA256 =
      Map.of(
          "train-images-idx3-ubyte.gz",
          "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
          "train-labels-idx1-ubyte.gz",
          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
          "t10k-images-idx3-ubyte.gz",
          "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
          "t10k-labels-idx1-ubyte.gz",
          "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  private static final int IMAGE = 28 * 28;
  private static final int ROWS_AT_A_TIME = 1_000;
  private static final int COMPARED = 1_000;
  private static final int FLIPPED_PLACES = 8;

  private DataChecks() {}

  /** Puts the number of every claim of section 1.3.1 that concerns the arrays. */
  public static void measure(
      FashionMnist data, Samples train, Samples validation, Map<String, Double> numbers) {
    try (INDArray images = data.trainImages();
        INDArray testImages = data.testImages()) {
      int[] labels = data.trainLabels().toIntVector();
      counts(images, testImages, numbers);
      numbers.put("E1-validation-split", (double) misplaced(labels, train, validation));
      numbers.put("E2-shape-and-type", (double) oddities(images, train.count()));
      numbers.put(
          "E4-class-names", (double) wrongNames(FashionMnist.CLASS_NAMES) + outside(labels));
      numbers.put("E5-first-image", (double) labels[0]);
      INDArray few = images.get(NDArrayIndex.interval(0, Math.min(COMPARED, images.size(0))));
      numbers.put("E7-two-views", (double) differentPixels(few, flat(few)));
      pixels(List.of(train, validation), numbers);
    }
  }

  /** Puts the numbers of the claims that concern the files; reads each of them once more. */
  static void measureFiles(DataHome home, Map<String, Double> numbers) {
    long wrong =
        DataSet.FASHION_MNIST.files().stream()
            .filter(file -> !published(file.name(), home.content(file)))
            .count();
    numbers.put("E6-content", (double) wrong);
    numbers.put(
        "E6-flipped-bit",
        (double) acceptedFlips(FashionMnist.TEST_LABELS, home, DataChecks::accepts));
  }

  private static void counts(INDArray images, INDArray testImages, Map<String, Double> numbers) {
    // listing: E1-images, E1-training-images, E1-test-images
    long training = images.size(0); // data.trainImages()
    long test = testImages.size(0); // data.testImages()
    numbers.put("E1-images", (double) training + test);
    numbers.put("E1-training-images", (double) training);
    numbers.put("E1-test-images", (double) test);
    // end listing
  }

  /** Labels of the two parts that are not the file's at their place. */
  public static int misplaced(int[] labels, Samples train, Samples validation) {
    // listing: E1-validation-split
    int[] parts = concatenate(train.y().toIntVector(), validation.y().toIntVector());
    int wrong = Math.abs(parts.length - labels.length); // labels: all 60,000 of the file
    for (int i = 0; i < Math.min(parts.length, labels.length); i++) {
      wrong += parts[i] == labels[i] ? 0 : 1;
    }
    wrong += validation.count() == 5_000 ? 0 : 1;
    // end listing
    return wrong;
  }

  /** Sizes of the training part that are not 55,000, 28 and 28, and a type of other numbers. */
  static int oddities(INDArray images, long trainRows) {
    // listing: E2
    INDArray train = images.get(NDArrayIndex.interval(0, trainRows));
    long[] expected = {55_000, 28, 28};
    int odd = train.rank() == expected.length ? 0 : 1;
    for (int i = 0; i < Math.min(train.rank(), expected.length); i++) {
      odd += train.size(i) == expected[i] ? 0 : 1;
    }
    odd += train.dataType() == DataType.UINT8 ? 0 : 1;
    // end listing
    return odd;
  }

  /** Places at which another name stands than in the chapter. */
  public static int wrongNames(List<String> names) {
    // listing: E4
    String chapter =
        "T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot";
    List<String> expected = List.of(chapter.split(", "));
    int wrong = Math.abs(expected.size() - names.size()); // FashionMnist.CLASS_NAMES
    for (int label = 0; label < Math.min(expected.size(), names.size()); label++) {
      wrong += expected.get(label).equals(names.get(label)) ? 0 : 1;
    }
    // end listing
    return wrong;
  }

  private static long outside(int[] labels) {
    return Arrays.stream(labels).filter(label -> label < 0 || label > 9).count();
  }

  /** The view that scikit-learn's loader has: a row of 784 floats for each image. */
  public static INDArray flat(INDArray square) {
    return square.castTo(DataType.FLOAT).reshape('c', square.size(0), IMAGE);
  }

  /** Pixels at which the square view and the flat view of floats differ, or are no whole 0..255. */
  public static int differentPixels(INDArray square, INDArray flat) {
    // listing: E7
    int[] integers = square.dup('c').reshape(square.length()).toIntVector(); // 28 x 28 an image
    float[] floats = flat.dup('c').reshape(flat.length()).toFloatVector(); // 784 a row
    int different = 0;
    for (int i = 0; i < integers.length; i++) {
      boolean agree = integers[i] >= 0 && integers[i] <= 255 && floats[i] == integers[i];
      different += agree ? 0 : 1;
    }
    // end listing
    return different;
  }

  /** Puts mean, deviation and range of all pixels of several parts. */
  public static void pixels(List<Samples> parts, Map<String, Double> numbers) {
    double sum = 0;
    double squares = 0;
    long count = 0;
    long outside = 0;
    for (Samples part : parts) {
      for (long from = 0; from < part.count(); from += ROWS_AT_A_TIME) {
        Samples rows = part.rows(from, Math.min(part.count(), from + ROWS_AT_A_TIME));
        // listing: E3
        for (float pixel : rows.x().dup('c').reshape(-1).toFloatVector()) {
          sum += pixel;
          squares += (double) pixel * pixel;
          outside += pixel >= 0 && pixel <= 1 ? 0 : 1;
          count++;
        }
        // end listing
      }
    }
    double mean = sum / count;
    numbers.put("E3-mean", mean);
    numbers.put("E3-deviation", Math.sqrt(squares / count - mean * mean));
    numbers.put("E3-range", (double) outside);
  }

  /** Whether a file's uncompressed content is the published one. */
  public static boolean published(String name, byte[] content) {
    // listing: E6-content
    String expected = PUBLISHED_SHA256.get(name); // train-images-idx3-ubyte.gz: c59f468a...
    MessageDigest sha256 = newDigest();
    sha256.update(content); // uncompressed
    String found = HexFormat.of().formatHex(sha256.digest());
    return found.equals(expected);
    // end listing
  }

  /**
   * Copies with one flipped bit that are accepted.
   *
   * @param file the file to copy
   * @param home has it
   * @param accepts whether a folder's copy of the file is taken for good
   */
  public static int acceptedFlips(
      DataFile file, DataHome home, BiPredicate<Path, DataFile> accepts) {
    try {
      byte[] good = home.packed(file);
      Path folder = Files.createTempDirectory("annlab-flipped");
      try {
        int accepted = 0;
        // listing: E6-flipped-bit
        for (int place = 0; place < FLIPPED_PLACES; place++) {
          // From the middle on: the first bytes of a gzip file hold a name and a time, no content.
          byte[] flipped = good.clone();
          int at = good.length / 2 + place * good.length / (4 * FLIPPED_PLACES);
          flipped[at] = (byte) (good[at] ^ 1 << place);
          Files.write(folder.resolve(file.name()), flipped);
          accepted += accepts.test(folder, file) ? 1 : 0;
        }
        // end listing
        return accepted;
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot try a damaged copy of " + file.name(), e);
    }
  }

  static boolean accepts(Path folder, DataFile file) {
    try {
      DataHome.ofFolders(List.of(folder)).content(file);
      return true;
    } catch (DataUnavailableException e) {
      return false;
    }
  }

  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.toList()) {
        Files.delete(path);
      }
    }
    Files.delete(folder);
  }

  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(newDigest().digest(content));
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static int[] concatenate(int[] a, int[] b) {
    int[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
