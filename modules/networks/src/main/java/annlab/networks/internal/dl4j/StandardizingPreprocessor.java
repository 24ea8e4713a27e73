package annlab.networks.internal.dl4j;

import annlab.networks.layers.Normalization;
import java.util.List;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** The {@link Normalization} layer in DL4J's network: what it does to the inputs of layer 0. */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE)
public final class StandardizingPreprocessor implements InputPreProcessor {
  private static final long serialVersionUID = 1L;

  /** Keras' guard against a constant feature (backend epsilon). */
  private static final double EPSILON = 1e-7;

  private final double[] mean;
  private final double[] deviation;

  StandardizingPreprocessor(Normalization.Statistics statistics) {
    this.mean = numbers(statistics.mean());
    this.deviation = numbers(statistics.variance());
    for (int i = 0; i < deviation.length; i++) {
      deviation[i] = Math.max(Math.sqrt(deviation[i]), EPSILON);
    }
  }

  @JsonCreator
  StandardizingPreprocessor(
      @JsonProperty("mean") double[] mean, @JsonProperty("deviation") double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public INDArray mean(DataType type) {
    return row(mean, type);
  }

  public INDArray deviation(DataType type) {
    return row(deviation, type);
  }

  @Override
  public INDArray preProcess(INDArray input, int rows, LayerWorkspaceMgr workspaces) {
    INDArray out = workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    return out.subiRowVector(row(mean, out.dataType()))
        .diviRowVector(row(deviation, out.dataType()));
  }

  @Override
  public INDArray backprop(INDArray output, int rows, LayerWorkspaceMgr workspaces) {
    INDArray out = workspaces.dup(ArrayType.ACTIVATION_GRAD, output);
    return out.diviRowVector(row(deviation, out.dataType()));
  }

  private static INDArray row(double[] values, DataType type) {
    return Nd4j.create(values, new long[] {values.length}, type);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // immutable
  public InputPreProcessor clone() {
    return this;
  }

  @Override
  public InputType getOutputType(InputType inputType) {
    return inputType;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int rows) {
    return new Pair<>(mask, state);
  }
}
