package annlab.networks.layers;

import annlab.networks.config.JavaSource;
import annlab.networks.config.KerasObject;
import annlab.networks.config.KerasOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Makes each feature have mean 0 and variance 1 over the rows that the layer was adapted to: {@code
 * (x - mean) / max(sqrt(variance), 1e-7)}, variance divided by the number of rows. Stands before
 * the first Dense layer.
 *
 * @param statistics means and variances; empty until {@link #adapt}
 * @param name the layer's name, empty for one of its own
 */
public record Normalization(Optional<Statistics> statistics, String name) implements Layer {
  private static final int ROWS_AT_A_TIME = 1_000;

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
   * @throws IllegalArgumentException if x is not a matrix with rows, or holds NaN or infinity
   */
  @Override
  public Normalization adapt(INDArray x) {
    if (x.rank() != 2 || x.size(0) == 0) {
      throw new IllegalArgumentException(
          "adapt takes inputs of shape [rows, features], got " + Arrays.toString(x.shape()));
    }
    double[] mean = new double[(int) x.size(1)];
    sum(x, (feature, value) -> mean[feature] += value);
    divide(mean, x.size(0));
    double[] variance = new double[mean.length];
    sum(
        x,
        (feature, value) -> variance[feature] += (value - mean[feature]) * (value - mean[feature]));
    divide(variance, x.size(0));
    requireFinite(variance);
    Statistics statistics =
        new Statistics(
            Arrays.stream(mean).boxed().toList(), Arrays.stream(variance).boxed().toList());
    return new Normalization(Optional.of(statistics), name);
  }

  private static void requireFinite(double[] variance) {
    for (int feature = 0; feature < variance.length; feature++) {
      if (!Double.isFinite(variance[feature])) {
        throw new IllegalArgumentException(
            "column "
                + feature
                + " of the inputs to adapt to holds NaN or infinity; remove or fill such rows");
      }
    }
  }

  /** Takes one value of a feature. */
  private interface Sum {
    void add(int feature, double value);
  }

  /** Goes through all rows in order, some thousand at a time: images need not fit on the heap. */
  private static void sum(INDArray x, Sum sum) {
    for (long from = 0; from < x.size(0); from += ROWS_AT_A_TIME) {
      long to = Math.min(from + ROWS_AT_A_TIME, x.size(0));
      INDArray part = x.get(NDArrayIndex.interval(from, to)).castTo(DataType.DOUBLE);
      for (double[] row : part.toDoubleMatrix()) {
        for (int j = 0; j < row.length; j++) {
          sum.add(j, row[j]);
        }
      }
    }
  }

  private static void divide(double[] sums, long rows) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] /= rows;
    }
  }

  @Override
  public Normalization named(String name) {
    return new Normalization(statistics, name);
  }

  /** What it was adapted to. */
  public Statistics adapted() {
    return statistics.orElseThrow(
        () ->
            new IllegalStateException(
                "the Normalization layer has not been adapted; add new"
                    + " Normalization().adapt(x), x the training inputs, to the model"));
  }

  static Normalization read(KerasOptions options) {
    List<Double> mean = options.numbers("mean");
    List<Double> variance = options.numbers("variance");
    return new Normalization(
        mean.isEmpty() && variance.isEmpty()
            ? Optional.empty()
            : Optional.of(new Statistics(mean, variance)),
        options.text(NAME, ""));
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = KerasObject.options(NAME, name);
    statistics.ifPresent(
        found -> {
          options.put("mean", found.mean());
          options.put("variance", found.variance());
        });
    return options;
  }

  @Override
  public List<LayerVariable> variables(long inputs) {
    List<Long> shape = List.of(inputs);
    return List.of(
        new LayerVariable("mean", "", shape, LayerVariable.Role.STATISTIC),
        new LayerVariable("variance", "", shape, LayerVariable.Role.STATISTIC),
        new LayerVariable("count", "", List.of(), LayerVariable.Role.COUNT));
  }

  /** Mean, variance and the count of rows, which is not kept here and which Keras does not use. */
  @Override
  public List<INDArray> statistics(DataType type) {
    return List.of(
        vector(adapted().mean(), type), vector(adapted().variance(), type), Nd4j.scalar(0));
  }

  private static INDArray vector(List<Double> values, DataType type) {
    return Nd4j.createFromArray(values.toArray(Double[]::new)).castTo(type);
  }

  @Override
  public Normalization restored(List<INDArray> variables) {
    return variables.isEmpty()
        ? this
        : new Normalization(
            Optional.of(new Statistics(numbers(variables.get(0)), numbers(variables.get(1)))),
            name);
  }

  private static List<Double> numbers(INDArray array) {
    return Arrays.stream(array.ravel().castTo(DataType.DOUBLE).toDoubleVector()).boxed().toList();
  }

  @Override
  public boolean complete() {
    return statistics.isPresent();
  }

  @Override
  public boolean adapts() {
    return true;
  }

  @Override
  public boolean fused() {
    return true;
  }

  @Override
  public void accept(LayerVisitor visitor) {
    visitor.normalization(this);
  }

  @Override
  public List<String> dl4jCode(JavaSource code, long inputs, double weightDecay, String loss) {
    code.note("The inputs are first standardized, as by NormalizerStandardize.");
    return List.of();
  }

  @Override
  public String javaCode(JavaSource code) {
    return "new " + code.use(Normalization.class) + "().adapt(inputs)";
  }

  /** Its statistics are variables in Keras' files. */
  @Override
  public Map<String, Object> kerasOptions(String dtype) {
    return KerasObject.options(NAME, name, DTYPE, dtype, "axis", -1);
  }

  @Override
  public void requireInput(List<Long> shape, boolean inside) {
    Layer.super.requireInput(shape, inside);
    if (inside) {
      throw new IllegalArgumentException(
          "a single Normalization may stand before the first Dense layer; use BatchNormalization"
              + " behind it");
    }
    int features = adapted().mean().size();
    if (features != shape.get(0)) {
      throw new IllegalArgumentException(
          "the Normalization layer was adapted to "
              + features
              + " features, but its input has "
              + shape.get(0));
    }
  }
}
