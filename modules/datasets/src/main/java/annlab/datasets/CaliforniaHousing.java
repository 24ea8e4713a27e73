package annlab.datasets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

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
      List.of(
          "MedInc",
          "HouseAge",
          "AveRooms",
          "AveBedrms",
          "Population",
          "AveOccup",
          "Latitude",
          "Longitude");

  /** scikit-learn's name of the target. */
  public static final String TARGET_NAME = "MedHouseVal";

  /** The one file of the data set. */
  public static final List<DataFile> FILES = List.of(DataFile.CALIFORNIA_HOUSING);

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
    List<String> lines =
        new String(home.shared(DataFile.CALIFORNIA_HOUSING), StandardCharsets.US_ASCII)
            .lines()
            .toList();
    double[][] x = new double[lines.size()][];
    double[] y = new double[lines.size()];
    for (int row = 0; row < x.length; row++) {
      double[] columns = numbers(lines.get(row), row);
      x[row] = features(columns);
      y[row] = columns[8] / DOLLARS_PER_UNIT;
    }
    return new Samples(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
  }

  private static double[] numbers(String line, int row) {
    String[] fields = line.split(",", -1);
    if (fields.length != COLUMNS) {
      throw new DataUnavailableException(
          DataFile.CALIFORNIA_HOUSING.name()
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
    return numbers;
  }

  private static double[] features(double[] columns) {
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
      longitude
    };
  }
}
