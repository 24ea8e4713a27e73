package annlab.estimators.mlp;

import annlab.estimators.Estimator;
import annlab.estimators.FittedProbabilisticClassifier;
import annlab.estimators.internal.ClassLabels;
import annlab.networks.OnnxExport;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fitted multilayer perceptron for classes. */
public final class FittedMLPClassifier extends FittedMultilayerPerceptron
    implements FittedProbabilisticClassifier {
  private final MLPClassifier estimator;
  private final ClassLabels labels;

  FittedMLPClassifier(
      MLPClassifier estimator, MLPTraining.Result result, int features, ClassLabels labels) {
    super(estimator.settings, result, features);
    this.estimator = estimator;
    this.labels = labels;
  }

  ClassLabels labels() {
    return labels;
  }

  @Override
  public List<Integer> classes() {
    return labels.classes();
  }

  /**
   * {@inheritDoc} For a multilabel target labels 0 and 1, shape [rows, labels]: a label is given
   * where its probability is above one half.
   */
  @Override
  public INDArray predict(INDArray x) {
    return predicted(outputs(x, MLPClassifier.NAME), labels);
  }

  static INDArray predicted(INDArray outputs, ClassLabels labels) {
    if (labels.multilabel()) {
      return outputs.gt(0.5).castTo(DataType.INT32);
    }
    if (labels.outputs() == 1) {
      return labels.ids(outputs.gt(0.5).castTo(DataType.INT32).ravel().toIntVector());
    }
    return labels.ids(ClassLabels.largest(outputs));
  }

  @Override
  public INDArray predictProba(INDArray x) {
    INDArray outputs = outputs(x, MLPClassifier.NAME).castTo(DataType.DOUBLE);
    return labels.outputs() == 1 ? Nd4j.hstack(outputs.rsub(1), outputs) : outputs;
  }

  /**
   * Trains one epoch more, with the optimizer's state.
   *
   * @param x inputs, shape [rows, features]
   * @param y class ids among {@link #classes}, or labels
   * @return what is learnt then; this stays as it is
   * @throws IllegalArgumentException as {@link Estimator#fit}
   * @throws IllegalStateException if the solver is lbfgs
   */
  public FittedMLPClassifier partialFit(INDArray x, INDArray y) {
    return estimator.partialFit(x, y, labels, this);
  }

  @Override
  public String outActivation() {
    return labels.multilabel() || labels.outputs() == 1 ? "logistic" : "softmax";
  }

  /** {@inheritDoc} For a multilabel target the output is {@code y}, a probability a label. */
  @Override
  public OnnxExport onnx() {
    OnnxExport onnx = OnnxExport.of(model());
    return labels.multilabel() ? onnx : onnx.withClasses(labels.classes());
  }
}
