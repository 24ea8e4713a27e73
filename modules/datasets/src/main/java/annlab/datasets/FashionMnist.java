package annlab.datasets;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Fashion MNIST: pictures of clothes, 28 x 28 grey values, ten classes.
 *
 * <p>Zalando Research, 2017, MIT licence. The chapter's split: the first 55,000 training rows
 * train, the last 5,000 validate.
 *
 * <p>The files' bytes are kept; every array is made anew when it is asked for, off the Java heap,
 * and belongs to the caller.
 */
public final class FashionMnist {
  /** The class of each label, as in the data set's own description. */
  public static final List<String> CLASS_NAMES = DataSet.FASHION_MNIST.layout().classNames();

  /** 60,000 training images of 28 x 28 unsigned bytes. */
  public static final DataFile TRAIN_IMAGES = DataSet.FASHION_MNIST.files().get(0);

  /** 60,000 training labels. */
  public static final DataFile TRAIN_LABELS = DataSet.FASHION_MNIST.files().get(1);

  /** 10,000 test images of 28 x 28 unsigned bytes. */
  public static final DataFile TEST_IMAGES = DataSet.FASHION_MNIST.files().get(2);

  /** 10,000 test labels. */
  public static final DataFile TEST_LABELS = DataSet.FASHION_MNIST.files().get(3);

  private static final int VALIDATION_ROWS = 5_000;
  private static final int QUICK_TRAIN_ROWS = 1_500;
  private static final int QUICK_TEST_ROWS = 500;
  private static final int QUICK_VALIDATION_ROWS = 300;

  private static final double BRIGHTEST = 255;

  /** Every grey value, scaled to 0..1: a look-up is faster than 43 million divisions. */
  private static final float[] SCALED = scaled();

  /** A few megabytes on the Java heap, instead of the whole set once more. */
  private static final int ROWS_AT_A_TIME = 1_000;

  private final Idx trainImages;
  private final Idx trainLabels;
  private final Idx testImages;
  private final Idx testLabels;
  private final int validationRows;

  private FashionMnist(
      Idx trainImages, Idx trainLabels, Idx testImages, Idx testLabels, int validationRows) {
    this.trainImages = trainImages;
    this.trainLabels = trainLabels;
    this.testImages = testImages;
    this.testLabels = testLabels;
    this.validationRows = validationRows;
  }

  /**
   * The whole data set: 60,000 training rows, of which the last 5,000 validate, and 10,000 test
   * rows.
   *
   * @param home where the files are found
   * @return the data set
   * @throws DataUnavailableException if a file is missing or has the wrong content
   */
  public static FashionMnist load(DataHome home) {
    return new FashionMnist(
        idx(home, TRAIN_IMAGES, 3),
        idx(home, TRAIN_LABELS, 1),
        idx(home, TEST_IMAGES, 3),
        idx(home, TEST_LABELS, 1),
        VALIDATION_ROWS);
  }

  /**
   * The rows to test on alone; the files of the training rows are not read.
   *
   * @param home where the files are found
   * @param type FLOAT or DOUBLE
   * @return as {@link #test(DataType)}
   * @throws DataUnavailableException if a file is missing or has the wrong content
   */
  public static Samples test(DataHome home, DataType type) {
    Idx images = idx(home, TEST_IMAGES, 3);
    return samples(images, idx(home, TEST_LABELS, 1), 0, images.rows(), type);
  }

  /**
   * Few rows for a quick run: the first 1,500 training rows, of which the last 300 validate, and
   * the first 500 test rows.
   *
   * @param home where the files are found
   * @return these rows of the data set
   * @throws DataUnavailableException if a file is missing or has the wrong content
   */
  public static FashionMnist quick(DataHome home) {
    FashionMnist whole = load(home);
    return new FashionMnist(
        whole.trainImages.first(QUICK_TRAIN_ROWS),
        whole.trainLabels.first(QUICK_TRAIN_ROWS),
        whole.testImages.first(QUICK_TEST_ROWS),
        whole.testLabels.first(QUICK_TEST_ROWS),
        QUICK_VALIDATION_ROWS);
  }

  private static Idx idx(DataHome home, DataFile file, int dimensions) {
    return Idx.parse(home.shared(file), dimensions, file.name());
  }

  /**
   * All training images, those for validation at the end.
   *
   * @return grey values 0 (white) to 255 (black), UINT8, shape [60000, 28, 28]
   */
  public INDArray trainImages() {
    return unsignedBytes(trainImages);
  }

  /**
   * All training labels.
   *
   * @return classes 0..9, UINT8, shape [60000]
   */
  public INDArray trainLabels() {
    return unsignedBytes(trainLabels);
  }

  /**
   * The test images.
   *
   * @return grey values 0 (white) to 255 (black), UINT8, shape [10000, 28, 28]
   */
  public INDArray testImages() {
    return unsignedBytes(testImages);
  }

  /**
   * The test labels.
   *
   * @return classes 0..9, UINT8, shape [10000]
   */
  public INDArray testLabels() {
    return unsignedBytes(testLabels);
  }

  /**
   * The rows to train on.
   *
   * @param type FLOAT or DOUBLE
   * @return x = grey value / 255, divided in double precision and then rounded to the type, shape
   *     [55000, 28, 28]; y INT32, shape [55000]
   */
  public Samples train(DataType type) {
    return samples(trainImages, trainLabels, 0, trainImages.rows() - validationRows, type);
  }

  /**
   * The rows to validate on: the last of the training rows.
   *
   * @param type FLOAT or DOUBLE
   * @return as {@link #train}, 5,000 rows
   */
  public Samples validation(DataType type) {
    int rows = trainImages.rows();
    return samples(trainImages, trainLabels, rows - validationRows, rows, type);
  }

  /**
   * The rows to test on.
   *
   * @param type FLOAT or DOUBLE
   * @return as {@link #train}, 10,000 rows
   */
  public Samples test(DataType type) {
    return samples(testImages, testLabels, 0, testImages.rows(), type);
  }

  private static Samples samples(Idx images, Idx labels, int from, int to, DataType type) {
    int[] classes = new int[to - from];
    for (int row = from; row < to; row++) {
      classes[row - from] = labels.value(row);
    }
    INDArray x =
        switch (type) {
          case FLOAT -> filled(images, from, to, type, FashionMnist::floats);
          case DOUBLE -> filled(images, from, to, type, FashionMnist::doubles);
          default ->
              throw new IllegalArgumentException("type must be FLOAT or DOUBLE, got " + type);
        };
    return new Samples(x, Nd4j.createFromArray(classes));
  }

  private static INDArray unsignedBytes(Idx idx) {
    return filled(idx, 0, idx.rows(), DataType.UINT8, FashionMnist::integers);
  }

  private static INDArray filled(Idx idx, int from, int to, DataType type, Chunk chunk) {
    INDArray result = Nd4j.createUninitialized(type, idx.shapeOf(to - from));
    for (int row = from; row < to; row += ROWS_AT_A_TIME) {
      int rows = Math.min(ROWS_AT_A_TIME, to - row);
      try (INDArray values = chunk.of(idx, row * idx.rowLength(), rows * idx.rowLength())) {
        result
            .get(NDArrayIndex.interval(row - from, row - from + rows))
            .assign(values.reshape(idx.shapeOf(rows)));
      }
    }
    return result;
  }

  private static INDArray floats(Idx idx, int first, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = SCALED[idx.value(first + i)];
    }
    return Nd4j.createFromArray(values);
  }

  private static INDArray doubles(Idx idx, int first, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = idx.value(first + i) / BRIGHTEST;
    }
    return Nd4j.createFromArray(values);
  }

  private static INDArray integers(Idx idx, int first, int length) {
    int[] values = new int[length];
    for (int i = 0; i < length; i++) {
      values[i] = idx.value(first + i);
    }
    return Nd4j.createFromArray(values);
  }

  private static float[] scaled() {
    float[] values = new float[(int) BRIGHTEST + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (i / BRIGHTEST);
    }
    return values;
  }

  /** Reads the files for the catalogue. */
  static final class FilesReader implements DataSet.Reader {
    @Override
    public DataSet.Rows read(DataHome home) {
      return new Pictures(idx(home, TRAIN_IMAGES, 3), idx(home, TRAIN_LABELS, 1));
    }

    @Override
    public DataSet.Rows shown(DataHome home) {
      return new Pictures(idx(home, TEST_IMAGES, 3), idx(home, TEST_LABELS, 1));
    }

    @Override
    public Optional<DataSet.Parts> parts(DataHome home, DataType type) {
      FashionMnist data = load(home);
      return Optional.of(
          new DataSet.Parts(data.train(type), data.validation(type), data.test(type)));
    }
  }

  /** Pictures as rows of grey values from 0 to 1. */
  private record Pictures(Idx images, Idx labels) implements DataSet.Rows {
    @Override
    public int count() {
      return images.rows();
    }

    @Override
    public double[] features(int row) {
      double[] values = new double[images.rowLength()];
      for (int i = 0; i < values.length; i++) {
        values[i] = images.value(row * values.length + i) / BRIGHTEST;
      }
      return values;
    }

    @Override
    public double target(int row) {
      return labels.value(row);
    }
  }

  /** Makes an array from values of an IDX file, given the first and their number. */
  private interface Chunk {
    INDArray of(Idx idx, int first, int length);
  }
}
