package annlab.datasets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * California housing: 20,640 districts of the 1990 census, with the median value of their houses.
 *
 * <p>R. K. Pace and R. Barry, Sparse Spatial Autoregressions, Statistics and Probability Letters 33
 * (1997), by way of StatLib. The features and their order are those of scikit-learn's {@code
 * fetch_california_housing}.
 */
public final class CaliforniaHousing {
  /** scikit-learn's names of the eight features, in order. */
  public static final List<String> FEATURE_NAMES =
      DataSet.CALIFORNIA_HOUSING.layout().featureNames();

  /** scikit-learn's name of the target. */
  public static final String TARGET_NAME = DataSet.CALIFORNIA_HOUSING.layout().target().name();

  private static final int COLUMNS = 9;
  private static final double DOLLARS_PER_UNIT = 100_000;

  private CaliforniaHousing() {}

  /**
   * The data set, in the file's order.
   *
   * @param home where the file is found
   * @return x DOUBLE, shape [20640, 8]; y DOUBLE, shape [20640], in units of 100,000 dollars,
   *     capped at 5.00001
   * @throws DataUnavailableException if the file is missing or has the wrong content
   */
  public static Samples load(DataHome home) {
    return DataSet.CALIFORNIA_HOUSING.load(home);
  }

  static DataSet.Rows read(DataHome home) {
    DataFile file = DataSet.CALIFORNIA_HOUSING.files().get(0);
    List<String> lines = new String(home.shared(file), StandardCharsets.US_ASCII).lines().toList();
    return DataSet.table(
        IntStream.range(0, lines.size()).mapToObj(row -> columns(lines.get(row), row, file)));
  }

  private static double[] columns(String line, int row, DataFile file) {
    String[] fields = line.split(",", -1);
    if (fields.length != COLUMNS) {
      throw new DataUnavailableException(
          file.name()
              + " line "
              + (row + 1)
              + ": expected "
              + COLUMNS
              + " numbers, got "
              + fields.length);
    }
    double[] numbers = new double[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      numbers[i] = Double.parseDouble(fields[i]);
    }
    return row(numbers);
  }

  /** The features and the target. */
  private static double[] row(double[] columns) {
    double longitude = columns[0];
    double latitude = columns[1];
    double houseAge = columns[2];
    double rooms = columns[3];
    double bedrooms = columns[4];
    double population = columns[5];
    double households = columns[6];
    double income = columns[7];
    return new double[] {
      income,
      houseAge,
      rooms / households,
      bedrooms / households,
      population,
      population / households,
      latitude,
      longitude,
      columns[8] / DOLLARS_PER_UNIT
    };
  }
}
