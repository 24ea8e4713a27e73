package annlab.datasets;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of a data set: its name, the content it must have and where it can be fetched.
 *
 * <p>The content is what is in the gzip file, not the gzip file itself: different sources compress
 * the same data differently.
 *
 * @param name the file's name, ending in {@code .gz}
 * @param bytes the length of the uncompressed content
 * @param sha256 the SHA-256 of the uncompressed content, 64 hexadecimal digits in lower case
 * @param mirrors where it can be fetched, in the order to try; empty if nowhere
 * @param advice how else to get the file, as {@code install the Debian package ...}
 */
public record DataFile(String name, int bytes, String sha256, List<Mirror> mirrors, String advice) {

  // before the files below, whose construction checks them
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  /** Fashion MNIST, 60,000 training images of 28 x 28 unsigned bytes. */
  public static final DataFile FASHION_MNIST_TRAIN_IMAGES =
      fashionMnist(
          "train-images-idx3-ubyte.gz",
          47_040_016,
          "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888");

  /** Fashion MNIST, 60,000 training labels. */
  public static final DataFile FASHION_MNIST_TRAIN_LABELS =
      fashionMnist(
          "train-labels-idx1-ubyte.gz",
          60_008,
          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9");

  /** Fashion MNIST, 10,000 test images of 28 x 28 unsigned bytes. */
  public static final DataFile FASHION_MNIST_TEST_IMAGES =
      fashionMnist(
          "t10k-images-idx3-ubyte.gz",
          7_840_016,
          "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b");

  /** Fashion MNIST, 10,000 test labels. */
  public static final DataFile FASHION_MNIST_TEST_LABELS =
      fashionMnist(
          "t10k-labels-idx1-ubyte.gz",
          10_008,
          "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  /** The first 1,500 training images of Fashion MNIST. */
  public static final DataFile FASHION_MNIST_EXTRACT_TRAIN_IMAGES =
      extract(
          "train-images-1500-idx3-ubyte.gz",
          1_176_016,
          "79a1615c551b6d706e03d877a3c735317820a37753871211a0be3336f63f8c62");

  /** The first 1,500 training labels of Fashion MNIST. */
  public static final DataFile FASHION_MNIST_EXTRACT_TRAIN_LABELS =
      extract(
          "train-labels-1500-idx1-ubyte.gz",
          1_508,
          "9b42ff8b31718148cf0fa8113c1ad43e3a26d654e98b6ad5a95f3a43d57e035a");

  /** The first 500 test images of Fashion MNIST. */
  public static final DataFile FASHION_MNIST_EXTRACT_TEST_IMAGES =
      extract(
          "t10k-images-500-idx3-ubyte.gz",
          392_016,
          "c9bd0ed7148856eb2287d902861921296d6c36d95a5113341a35554343e84123");

  /** The first 500 test labels of Fashion MNIST. */
  public static final DataFile FASHION_MNIST_EXTRACT_TEST_LABELS =
      extract(
          "t10k-labels-500-idx1-ubyte.gz",
          508,
          "9f5f7b9143df7bffff73a8bf7d8a53545dbf787f86e5e195c64401d2c6f8f372");

  /** California housing, 20,640 lines of 9 numbers; also found as a member of the archive. */
  public static final DataFile CALIFORNIA_HOUSING =
      new DataFile(
          "cal_housing.data.gz",
          2_071_484,
          "a2b44dcc7e1c9091b43c4f458b25cbd1f7e8068d08edd26bc4703108d3fa6214",
          List.of(
              new Mirror(
                  URI.create("https://ndownloader.figshare.com/files/5976036"), "cal_housing.tgz"),
              new Mirror(
                  URI.create("https://www.dcc.fc.up.pt/~ltorgo/Regression/cal_housing.tgz"),
                  "cal_housing.tgz")),
          "fetch cal_housing.tgz from https://ndownloader.figshare.com/files/5976036");

  /**
   * An address of a file.
   *
   * @param address http or https
   * @param fileName the name under which what comes from there is kept; {@code .gz} is the content
   *     compressed, {@code .tgz} an archive that has the content as a member
   */
  public record Mirror(URI address, String fileName) {
    public Mirror {
      if (!FILE_NAME.matcher(fileName).matches()) {
        throw new IllegalArgumentException("not a plain file name: " + fileName);
      }
    }
  }

  public DataFile {
    if (!FILE_NAME.matcher(name).matches() || !name.endsWith(".gz")) {
      throw new IllegalArgumentException("name must be a file name ending in .gz, got " + name);
    }
    if (bytes <= 0) {
      throw new IllegalArgumentException("bytes must be above 0, got " + bytes);
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits, got " + sha256);
    }
    mirrors = List.copyOf(mirrors);
  }

  /**
   * The file names to look for in a folder.
   *
   * @return the file's own name first, then those of what its addresses give
   */
  public List<String> fileNames() {
    return Stream.concat(Stream.of(name), mirrors.stream().map(Mirror::fileName))
        .distinct()
        .toList();
  }

  /**
   * The copies of this file in a folder, verified or not.
   *
   * @param folder a folder; it need not exist
   * @return the paths of files that are there, the file's own name first
   */
  List<Path> copiesIn(Path folder) {
    return fileNames().stream().map(folder::resolve).filter(Files::isRegularFile).toList();
  }

  /**
   * Reads the content of a copy of this file and verifies it.
   *
   * @param path the copy
   * @return the uncompressed content, {@link #bytes} long
   * @throws DamagedFileException if the copy cannot be read or its content is another
   */
  byte[] read(Path path) throws DamagedFileException {
    String packing = path.toString().endsWith(".tgz") ? ".tgz" : ".gz";
    return PackedContent.read(this, path, packing, path.toString());
  }

  private static DataFile fashionMnist(String name, int bytes, String sha256) {
    List<Mirror> mirrors =
        Stream.of(
                "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
                "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/")
            .map(folder -> new Mirror(URI.create(folder + name), name))
            .toList();
    return new DataFile(
        name,
        bytes,
        sha256,
        mirrors,
        "install the Debian package dataset-fashion-mnist, or fetch it from "
            + mirrors.get(0).address());
  }

  private static DataFile extract(String name, int bytes, String sha256) {
    return new DataFile(
        name,
        bytes,
        sha256,
        List.of(),
        "it is part of the project's sources, in"
            + " modules/datasets/src/test/resources/fashion-mnist-extract");
  }
}
