package annlab.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fisher's iris data: 150 flowers of three species, with Fisher's own values in samples 35 and 38,
 * where the copy of the UCI repository has errors.
 *
 * <p>The file is scikit-learn's and is part of this module; source and licence stand beside it, in
 * {@code iris.LICENSE.txt}.
 */
public final class Iris {
  /** scikit-learn's names of the four features, in order. */
  public static final List<String> FEATURE_NAMES =
      List.of("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)");

  /** The species of each class, 0 to 2. */
  public static final List<String> CLASS_NAMES = List.of("setosa", "versicolor", "virginica");

  private static final String RESOURCE = "iris.csv";

  private Iris() {}

  /**
   * The data set, in the file's order: 50 rows of each class.
   *
   * @return x DOUBLE, shape [150, 4], centimetres; y INT32, shape [150], classes 0..2
   */
  public static Samples load() {
    List<String[]> rows = text().lines().skip(1).map(line -> line.split(",", -1)).toList();
    double[][] x = new double[rows.size()][FEATURE_NAMES.size()];
    int[] y = new int[rows.size()];
    for (int row = 0; row < y.length; row++) {
      String[] fields = rows.get(row);
      for (int feature = 0; feature < FEATURE_NAMES.size(); feature++) {
        x[row][feature] = Double.parseDouble(fields[feature]);
      }
      y[row] = Integer.parseInt(fields[FEATURE_NAMES.size()]);
    }
    return new Samples(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
  }

  private static String text() {
    try (InputStream in = Iris.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar of annlab.datasets");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
