package annlab.estimators;

import annlab.estimators.internal.Inputs;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Means and standard deviations that were learnt, and the change of units that they make. */
public final class FittedStandardScaler {
  private final double[] mean;
  private final double[] variance;
  private final double[] scale;

  FittedStandardScaler(double[] mean, double[] variance, double[] scale) {
    this.mean = mean;
    this.variance = variance;
    this.scale = scale;
  }

  /**
   * The mean of each feature.
   *
   * @return one number a feature, in the feature's unit
   */
  public List<Double> mean() {
    return Arrays.stream(mean).boxed().toList();
  }

  /**
   * The variance of each feature, divided by the rows.
   *
   * @return one number a feature, in the feature's unit squared
   */
  public List<Double> variance() {
    return Arrays.stream(variance).boxed().toList();
  }

  /**
   * What each feature is divided by: its standard deviation, or 1 if it is constant.
   *
   * @return one number a feature, in the feature's unit
   */
  public List<Double> scale() {
    return Arrays.stream(scale).boxed().toList();
  }

  /**
   * The number of features learnt.
   *
   * @return at least 1
   */
  public int features() {
    return mean.length;
  }

  /**
   * Scales: {@code (x - mean) / scale}.
   *
   * @param x floating point, shape [rows, features]
   * @return a new matrix of x's type
   * @throws IllegalArgumentException if x has another number of features, or NaN or infinity
   */
  public INDArray transform(INDArray x) {
    INDArray checked = Inputs.features(x, "StandardScaler", mean.length);
    INDArray scaled = copy(checked);
    scaled.subiRowVector(row(mean)).diviRowVector(row(scale));
    return scaled.castTo(checked.dataType());
  }

  /**
   * Undoes {@link #transform}: {@code x * scale + mean}.
   *
   * @param x floating point, shape [rows, features], scaled
   * @return a new matrix of x's type in the features' own units
   * @throws IllegalArgumentException if x has another number of features, or NaN or infinity
   */
  public INDArray inverseTransform(INDArray x) {
    INDArray checked = Inputs.features(x, "StandardScaler", mean.length);
    INDArray restored = copy(checked);
    restored.muliRowVector(row(scale)).addiRowVector(row(mean));
    return restored.castTo(checked.dataType());
  }

  private static INDArray copy(INDArray x) {
    return x.dataType() == DataType.DOUBLE ? x.dup('c') : x.castTo(DataType.DOUBLE).dup('c');
  }

  private static INDArray row(double[] values) {
    return Nd4j.createFromArray(values);
  }
}
