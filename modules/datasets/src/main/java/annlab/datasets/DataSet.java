package annlab.datasets;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A data set, and the catalogue of all: what is to be known of one stands here and nowhere else.
 * {@code annlab fit}, {@code annlab data}, the doctor and the site go by {@link #ALL}.
 *
 * @param id its name in specifications, on the command line and in addresses
 * @param title its name for people
 * @param about what it is, in a sentence or two
 * @param origin licence and source
 * @param files its files
 * @param layout what a row is made of
 * @param reader reads the files
 */
public record DataSet(
    String id,
    String title,
    String about,
    Origin origin,
    List<DataFile> files,
    Layout layout,
    Reader reader) {

  /** Fashion MNIST. */
  public static final DataSet FASHION_MNIST =
      new DataSet(
          "fashion-mnist",
          "Fashion MNIST",
          "70,000 grey pictures of clothes, 28 by 28 pixels, ten classes: 55,000 to train on,"
              + " 5,000 to validate, 10,000 to test. Zalando Research, 2017.",
          new Origin("MIT", "https://github.com/zalandoresearch/fashion-mnist"),
          List.of(
              new DataFile(
                  "train-images-idx3-ubyte.gz",
                  47_040_016,
                  "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
              new DataFile(
                  "train-labels-idx1-ubyte.gz",
                  60_008,
                  "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
              new DataFile(
                  "t10k-images-idx3-ubyte.gz",
                  7_840_016,
                  "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
              new DataFile(
                  "t10k-labels-idx1-ubyte.gz",
                  10_008,
                  "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
          new Layout(
              List.of(28, 28),
              IntStream.range(0, 28 * 28).mapToObj(i -> new Column("pixel" + i, "0..1")).toList(),
              new Column("class", ""),
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
                  "Ankle boot")),
          new FashionMnist.FilesReader());

  /** California housing, with scikit-learn's names. */
  public static final DataSet CALIFORNIA_HOUSING =
      new DataSet(
          "california-housing",
          "California housing",
          "20,640 districts of the 1990 census, eight numbers each, and the median value of"
              + " their houses. Pace and Barry, 1997.",
          new Origin("CC BY 4.0", "https://doi.org/10.6084/m9.figshare.3829992"),
          List.of(
              new DataFile(
                  "cal_housing.data.gz",
                  2_071_484,
                  "a2b44dcc7e1c9091b43c4f458b25cbd1f7e8068d08edd26bc4703108d3fa6214")),
          new Layout(
              List.of(8),
              List.of(
                  new Column("MedInc", "10,000 dollars"),
                  new Column("HouseAge", "years"),
                  new Column("AveRooms", "rooms per household"),
                  new Column("AveBedrms", "bedrooms per household"),
                  new Column("Population", "people"),
                  new Column("AveOccup", "people per household"),
                  new Column("Latitude", "degrees"),
                  new Column("Longitude", "degrees")),
              new Column("MedHouseVal", "100,000 dollars"),
              List.of()),
          CaliforniaHousing::read);

  /** Fisher's iris data, in scikit-learn's version. */
  public static final DataSet IRIS =
      new DataSet(
          "iris",
          "Iris",
          "150 flowers of three species with the length and width of sepals and petals."
              + " Fisher, 1936; part of the program.",
          new Origin(
              "BSD-3-Clause",
              "https://github.com/scikit-learn/scikit-learn/blob/1.2.1/sklearn/datasets/data/iris.csv"),
          List.of(
              new DataFile(
                  "iris.csv",
                  2_734,
                  "f13ffa8fdd56fd8e6c8d16d4081a3fbd3114bcd0aae4256c43205169cd9d1449")),
          new Layout(
              List.of(4),
              List.of(
                  new Column("sepal length (cm)", "cm"),
                  new Column("sepal width (cm)", "cm"),
                  new Column("petal length (cm)", "cm"),
                  new Column("petal width (cm)", "cm")),
              new Column("species", ""),
              List.of("setosa", "versicolor", "virginica")),
          Iris::read);

  /** All data sets that have files. Another one is added above and here. */
  public static final List<DataSet> ALL = List.of(FASHION_MNIST, CALIFORNIA_HOUSING, IRIS);

  /** A few megabytes on the Java heap, instead of the whole set once more. */
  private static final int VALUES_AT_A_TIME = 1_000_000;

  /**
   * Licence and source.
   *
   * @param licence its short name
   * @param source where it was published
   */
  public record Origin(String licence, String source) {}

  /**
   * A feature, or the target.
   *
   * @param name as scikit-learn calls it, where it has it
   * @param unit of the loaded numbers; empty where there is none
   */
  public record Column(String name, String unit) {}

  /**
   * What a row is made of.
   *
   * @param shape of a row's inputs: of two dimensions for a picture, else of one
   * @param features a column for each input, row by row for a picture
   * @param target the target's column
   * @param classNames names of the classes 0, 1 and so on; empty if the target is a number
   */
  public record Layout(
      List<Integer> shape, List<Column> features, Column target, List<String> classNames) {
    public Layout {
      shape = List.copyOf(shape);
      features = List.copyOf(features);
      classNames = List.copyOf(classNames);
      if (shape.stream().reduce(1, Math::multiplyExact) != features.size()) {
        throw new IllegalArgumentException(
            "a row of shape " + shape + " does not have " + features.size() + " features");
      }
    }

    /**
     * Whether rows are pictures.
     *
     * @return false for a table
     */
    public boolean pictures() {
      return shape.size() > 1;
    }

    /**
     * The features' names.
     *
     * @return one per feature, in order
     */
    public List<String> featureNames() {
      return features.stream().map(Column::name).toList();
    }
  }

  /** Rows as plain numbers, without ND4J. */
  public interface Rows {
    /**
     * The number of rows.
     *
     * @return at least 1
     */
    int count();

    /**
     * A row's inputs.
     *
     * @param row 0-based
     * @return one per feature
     */
    double[] features(int row);

    /**
     * A row's target.
     *
     * @param row 0-based
     * @return a number, or the class
     */
    double target(int row);
  }

  /**
   * The parts that a data set is usually divided into.
   *
   * @param train rows to train on
   * @param validation rows to evaluate after each epoch
   * @param test rows to score in the end
   */
  public record Parts(Samples train, Samples validation, Samples test) {}

  /** Reads a data set's files. */
  @FunctionalInterface
  public interface Reader {
    /**
     * All rows, without those of a test part of its own.
     *
     * @param home where the files are found
     * @return in the files' order
     */
    Rows read(DataHome home);

    /**
     * Rows to show to people.
     *
     * @param home where the files are found
     * @return by default all
     */
    default Rows shown(DataHome home) {
      return read(home);
    }

    /**
     * The published parts.
     *
     * @param home where the files are found
     * @param type FLOAT or DOUBLE
     * @return by default none
     */
    default Optional<Parts> parts(DataHome home, DataType type) {
      return Optional.empty();
    }
  }

  public DataSet {
    files = List.copyOf(files);
  }

  /**
   * The data set of a name.
   *
   * @param id its name
   * @return empty if there is none
   */
  public static Optional<DataSet> named(String id) {
    return ALL.stream().filter(set -> set.id().equals(id)).findFirst();
  }

  /**
   * The names of all.
   *
   * @return ids in the catalogue's order
   */
  public static List<String> names() {
    return ALL.stream().map(DataSet::id).toList();
  }

  /**
   * The files of several data sets.
   *
   * @param sets data sets
   * @return their files, each once
   */
  public static List<DataFile> files(Collection<DataSet> sets) {
    return sets.stream().flatMap(set -> set.files().stream()).distinct().toList();
  }

  /**
   * Loads the data set, in the files' order.
   *
   * @param home where the files are found
   * @return x DOUBLE, shape [rows, features]; y shape [rows], INT32 for classes, else DOUBLE
   * @throws DataUnavailableException if a file is missing or has the wrong content
   */
  public Samples load(DataHome home) {
    return load(home, Integer.MAX_VALUE);
  }

  /**
   * Loads the first rows; only they become arrays.
   *
   * @param home where the files are found
   * @param most how many rows at most
   * @return as {@link #load(DataHome)}
   * @throws DataUnavailableException if a file is missing or has the wrong content
   */
  public Samples load(DataHome home, int most) {
    return samples(reader.read(home), most, DataType.DOUBLE);
  }

  /**
   * Makes arrays of rows that were read before, in another thread perhaps.
   *
   * @param rows of this data set
   * @param most how many rows at most
   * @param type of x, FLOAT or DOUBLE
   * @return as {@link #load(DataHome)}, but for the type of x
   */
  public Samples samples(Rows rows, int most, DataType type) {
    int count = Math.min(most, rows.count());
    double[] targets = IntStream.range(0, count).mapToDouble(rows::target).toArray();
    INDArray y =
        layout.classNames().isEmpty()
            ? Nd4j.createFromArray(targets)
            : Nd4j.createFromArray(Arrays.stream(targets).mapToInt(id -> (int) id).toArray());
    return new Samples(features(rows, count, type), y);
  }

  private INDArray features(Rows rows, int count, DataType type) {
    int width = layout.features().size();
    int atATime = Math.max(1, VALUES_AT_A_TIME / width);
    if (count <= atATime) {
      return part(rows, 0, count, width, type);
    }
    INDArray x = Nd4j.createUninitialized(type, count, width);
    for (int from = 0; from < count; from += atATime) {
      int to = Math.min(count, from + atATime);
      try (INDArray part = part(rows, from, to, width, type)) {
        x.get(NDArrayIndex.interval(from, to)).assign(part);
      }
    }
    return x;
  }

  private static INDArray part(Rows rows, int from, int to, int width, DataType type) {
    if (type == DataType.FLOAT) {
      float[] values = new float[(to - from) * width];
      int at = 0;
      for (int row = from; row < to; row++) {
        for (double value : rows.features(row)) {
          values[at++] = (float) value;
        }
      }
      return Nd4j.createFromArray(values).reshape(to - from, width);
    }
    double[] values = new double[(to - from) * width];
    for (int row = from; row < to; row++) {
      System.arraycopy(rows.features(row), 0, values, (row - from) * width, width);
    }
    return Nd4j.createFromArray(values).reshape(to - from, width);
  }

  /** A table in memory: the fields of each line, features first, the target last. */
  static Rows table(Stream<double[]> lines) {
    List<double[]> all = lines.collect(Collectors.toList());
    return new Rows() {
      @Override
      public int count() {
        return all.size();
      }

      @Override
      public double[] features(int row) {
        double[] line = all.get(row);
        return Arrays.copyOf(line, line.length - 1);
      }

      @Override
      public double target(int row) {
        double[] line = all.get(row);
        return line[line.length - 1];
      }
    };
  }
}
