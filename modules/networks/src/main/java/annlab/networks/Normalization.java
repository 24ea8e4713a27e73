package annlab.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes each feature have mean 0 and variance 1 over the rows that the layer was adapted to: {@code
 * (x - mean) / max(sqrt(variance), 1e-7)}, variance divided by the number of rows. Stands before
 * the first Dense layer.
 *
 * @param statistics means and variances; empty until {@link #adapt}
 * @param name the layer's name, empty for one of its own
 */
public record Normalization(Optional<Statistics> statistics, String name) implements Layer {
  /**
   * Means and variances of the features.
   *
   * @param mean a mean a feature
   * @param variance a population variance a feature
   */
  public record Statistics(List<Double> mean, List<Double> variance) {
    public Statistics {
      mean = List.copyOf(mean);
      variance = List.copyOf(variance);
      if (mean.size() != variance.size()) {
        throw new IllegalArgumentException(
            "there are " + mean.size() + " means but " + variance.size() + " variances");
      }
    }
  }

  /** A layer that has yet to be adapted. */
  public Normalization() {
    this(Optional.empty(), "");
  }

  /**
   * The layer adapted to training rows. Unlike Keras' layer this one does not change: add what is
   * returned to the model.
   *
   * @param x training inputs, shape [rows, features]
   * @return an adapted copy
   * @throws IllegalArgumentException if x is not a matrix with rows
   */
  public Normalization adapt(INDArray x) {
    if (x.rank() != 2 || x.size(0) == 0) {
      throw new IllegalArgumentException(
          "adapt takes inputs of shape [rows, features], got "
              + java.util.Arrays.toString(x.shape()));
    }
    double[][] rows = x.castTo(DataType.DOUBLE).toDoubleMatrix();
    List<Double> mean = new ArrayList<>();
    List<Double> variance = new ArrayList<>();
    for (int j = 0; j < rows[0].length; j++) {
      double sum = 0;
      for (double[] row : rows) {
        sum += row[j];
      }
      double average = sum / rows.length;
      double squares = 0;
      for (double[] row : rows) {
        squares += (row[j] - average) * (row[j] - average);
      }
      mean.add(average);
      variance.add(squares / rows.length);
    }
    return new Normalization(Optional.of(new Statistics(mean, variance)), name);
  }

  @Override
  public Normalization named(String name) {
    return new Normalization(statistics, name);
  }

  /** What it was adapted to. */
  Statistics adapted() {
    return statistics.orElseThrow(
        () ->
            new IllegalStateException(
                "the Normalization layer has not been adapted; add new"
                    + " Normalization().adapt(x), x the training inputs, to the model"));
  }
}
