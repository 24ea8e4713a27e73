package annlab.datasets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Fisher's iris data: 150 flowers of three species, with Fisher's own values in samples 35 and 38,
 * where the copy of the UCI repository has errors.
 *
 * <p>The file is scikit-learn's and is part of this module; source and licence stand beside it, in
 * {@code iris.LICENSE.txt}.
 */
public final class Iris {
  /** scikit-learn's names of the four features, in order. */
  public static final List<String> FEATURE_NAMES = DataSet.IRIS.layout().featureNames();

  /** The species of each class, 0 to 2. */
  public static final List<String> CLASS_NAMES = DataSet.IRIS.layout().classNames();

  private Iris() {}

  /**
   * The data set, in the file's order: 50 rows of each class.
   *
   * @return x DOUBLE, shape [150, 4], centimetres; y INT32, shape [150], classes 0..2
   */
  public static Samples load() {
    return DataSet.IRIS.load(new DataHome());
  }

  static DataSet.Rows read(DataHome home) {
    byte[] csv = home.shared(DataSet.IRIS.files().get(0));
    return DataSet.table(
        new String(csv, StandardCharsets.US_ASCII)
            .lines()
            .skip(1)
            .map(
                line ->
                    Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray()));
  }
}
