package annlab.experiments.keras;

import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
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
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Measures what the chapter says of the data set itself. */
final class DataChecks {
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

  /** The chapter's names, in its order. */
  private static final List<String> CHAPTER_NAMES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private static final int IMAGE = 28 * 28;
  private static final int ROWS_AT_A_TIME = 1_000;
  private static final int FLIPPED_PLACES = 8;

  private DataChecks() {}

  /** Puts the number of every claim of section 1.3.1 that concerns the arrays. */
  static void measure(
      FashionMnist data, Samples train, Samples validation, Map<String, Double> numbers) {
    try (INDArray images = data.trainImages();
        INDArray testImages = data.testImages()) {
      int[] labels = data.trainLabels().toIntVector();
      numbers.put("E1-images", (double) images.size(0) + testImages.size(0));
      numbers.put("E1-training-images", (double) images.size(0));
      numbers.put("E1-test-images", (double) testImages.size(0));
      numbers.put("E1-validation-split", (double) misplaced(labels, train, validation));
      numbers.put("E2-shape-and-type", (double) oddities(images, train.count()));
      numbers.put("E4-class-names", (double) wrongNames() + outside(labels));
      numbers.put("E5-first-image", (double) labels[0]);
      numbers.put("E7-two-views", (double) differentPixels(images));
      pixels(List.of(train, validation), numbers);
    }
  }

  /** Puts the numbers of the claims that concern the files; reads each of them once more. */
  static void measureFiles(DataHome home, Map<String, Double> numbers) {
    long wrong =
        FashionMnist.FILES.stream()
            .filter(file -> !sha256(home.content(file)).equals(PUBLISHED_SHA256.get(file.name())))
            .count();
    numbers.put("E6-content", (double) wrong);
    numbers.put("E6-flipped-bit", (double) acceptedFlips(DataFile.FASHION_MNIST_TEST_LABELS, home));
  }

  /** Labels of the two parts that are not the file's at their place. */
  private static int misplaced(int[] labels, Samples train, Samples validation) {
    int[] parts = concatenate(train.y().toIntVector(), validation.y().toIntVector());
    int wrong = Math.abs(parts.length - labels.length);
    for (int i = 0; i < Math.min(parts.length, labels.length); i++) {
      if (parts[i] != labels[i]) {
        wrong++;
      }
    }
    return wrong + (validation.count() == 5_000 ? 0 : 1);
  }

  private static int oddities(INDArray images, long trainRows) {
    long[] shape = images.get(NDArrayIndex.interval(0, trainRows)).shape();
    long[] expected = {55_000, IMAGE / 28, 28};
    int odd = shape.length == expected.length ? 0 : 1;
    for (int i = 0; i < Math.min(shape.length, expected.length); i++) {
      odd += shape[i] == expected[i] ? 0 : 1;
    }
    return odd + (images.dataType() == DataType.UINT8 ? 0 : 1);
  }

  private static int wrongNames() {
    int wrong = Math.abs(CHAPTER_NAMES.size() - FashionMnist.CLASS_NAMES.size());
    for (int i = 0; i < CHAPTER_NAMES.size(); i++) {
      wrong += CHAPTER_NAMES.get(i).equals(FashionMnist.CLASS_NAMES.get(i)) ? 0 : 1;
    }
    return wrong;
  }

  private static long outside(int[] labels) {
    return Arrays.stream(labels).filter(label -> label < 0 || label > 9).count();
  }

  /** Pixels at which the square view and the flat view of floats differ, or are no whole 0..255. */
  private static int differentPixels(INDArray images) {
    long rows = Math.min(ROWS_AT_A_TIME, images.size(0));
    INDArray square = images.get(NDArrayIndex.interval(0, rows));
    float[] flat = square.castTo(DataType.FLOAT).reshape('c', rows, IMAGE).ravel().toFloatVector();
    int[] integers = square.dup('c').reshape(rows * IMAGE).toIntVector();
    int different = 0;
    for (int i = 0; i < integers.length; i++) {
      boolean agree = integers[i] >= 0 && integers[i] <= 255 && flat[i] == integers[i];
      different += agree ? 0 : 1;
    }
    return different;
  }

  private static void pixels(List<Samples> parts, Map<String, Double> numbers) {
    double sum = 0;
    double squares = 0;
    long count = 0;
    long outside = 0;
    for (Samples part : parts) {
      for (long from = 0; from < part.count(); from += ROWS_AT_A_TIME) {
        long to = Math.min(part.count(), from + ROWS_AT_A_TIME);
        for (float pixel : part.rows(from, to).x().dup('c').reshape(-1).toFloatVector()) {
          sum += pixel;
          squares += (double) pixel * pixel;
          outside += pixel >= 0 && pixel <= 1 ? 0 : 1;
          count++;
        }
      }
    }
    double mean = sum / count;
    numbers.put("E3-mean", mean);
    numbers.put("E3-deviation", Math.sqrt(squares / count - mean * mean));
    numbers.put("E3-range", (double) outside);
  }

  /** Copies with one flipped bit that a data home hands out. */
  static int acceptedFlips(DataFile file, DataHome home) {
    try {
      byte[] good = Files.readAllBytes(home.require(file));
      Path folder = Files.createTempDirectory("annlab-flipped");
      try {
        int accepted = 0;
        for (int place = 0; place < FLIPPED_PLACES; place++) {
          // From the middle on: the first bytes of a gzip file hold a name and a time, no content.
          byte[] flipped = good.clone();
          int at = good.length / 2 + place * good.length / (4 * FLIPPED_PLACES);
          flipped[at] = (byte) (good[at] ^ 1 << place);
          Files.write(folder.resolve(file.name()), flipped);
          accepted += accepts(DataHome.offline(List.of(folder), folder), file) ? 1 : 0;
        }
        return accepted;
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot try a damaged copy of " + file.name(), e);
    }
  }

  private static boolean accepts(DataHome home, DataFile file) {
    try {
      home.require(file);
      return true;
    } catch (DataUnavailableException e) {
      return false;
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.toList()) {
        Files.delete(path);
      }
    }
    Files.delete(folder);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
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
