package annlab.estimators.mlp;

import annlab.estimators.Estimator;
import annlab.estimators.FittedRegressor;
import annlab.networks.OnnxExport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A fitted multilayer perceptron for numbers. */
public final class FittedMLPRegressor extends FittedMultilayerPerceptron
    implements FittedRegressor {
  private final MLPRegressor estimator;
  private final boolean oneColumn;

  FittedMLPRegressor(
      MLPRegressor estimator, MLPTraining.Result result, int features, boolean oneColumn) {
    super(estimator.settings, result, features);
    this.estimator = estimator;
    this.oneColumn = oneColumn;
  }

  @Override
  public INDArray predict(INDArray x) {
    INDArray predicted = outputs(x, MLPRegressor.NAME).castTo(DataType.DOUBLE);
    return oneColumn ? predicted.reshape(predicted.length()) : predicted;
  }

  /**
   * Trains one epoch more, with the optimizer's state.
   *
   * @param x inputs, shape [rows, features]
   * @param y targets in the shape learnt before
   * @return what is learnt then; this stays as it is
   * @throws IllegalArgumentException as {@link Estimator#fit}
   * @throws IllegalStateException if the solver is lbfgs
   */
  public FittedMLPRegressor partialFit(INDArray x, INDArray y) {
    return estimator.partialFit(x, y, this);
  }

  @Override
  public String outActivation() {
    return lower(estimator.outputActivation());
  }

  @Override
  public OnnxExport onnx() {
    return OnnxExport.of(model());
  }
}
