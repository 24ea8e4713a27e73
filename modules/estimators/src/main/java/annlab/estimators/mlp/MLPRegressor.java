package annlab.estimators.mlp;

import annlab.datasets.Samples;
import annlab.estimators.Regressor;
import annlab.estimators.Scores;
import annlab.estimators.internal.Inputs;
import annlab.estimators.internal.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A multilayer perceptron for numbers: scikit-learn's {@code MLPRegressor}, to the last digits, on
 * DL4J's MultiLayerNetwork. With several outputs scikit-learn reports the squared error's mean over
 * them and descends along the gradient of the sum; so does this.
 *
 * <p>Beyond it the output activation can be chosen, and two more losses. As in scikit-learn the
 * outputs of the Poisson loss are exponentials if nothing else is said.
 *
 * <pre>{@code
 * FittedMLPRegressor fitted =
 *     new MLPRegressor().withHiddenLayerSizes(50, 50, 50).withRandomState(42).fit(x, y);
 * }</pre>
 */
public final class MLPRegressor extends MultilayerPerceptron<MLPRegressor, FittedMLPRegressor>
    implements Regressor<FittedMLPRegressor> {
  static final String NAME = "MLPRegressor";

  private final Optional<OutputActivation> outputActivation;
  private final RegressionLoss loss;

  /** With scikit-learn's defaults. */
  public MLPRegressor() {
    this(Settings.defaults(), null, Optional.empty(), new RegressionLoss.SquaredError());
  }

  private MLPRegressor(
      Settings settings,
      @Nullable FittedMLPRegressor previous,
      Optional<OutputActivation> outputActivation,
      RegressionLoss loss) {
    super(settings, previous);
    this.outputActivation = outputActivation;
    this.loss = loss;
  }

  @Override
  String name() {
    return NAME;
  }

  @Override
  MLPRegressor copy(Settings changed) {
    return new MLPRegressor(changed, previous, outputActivation, loss);
  }

  /**
   * With another activation of the outputs.
   *
   * @param activation default: identity, or exp with the Poisson loss
   * @return a changed copy
   */
  public MLPRegressor withOutputActivation(OutputActivation activation) {
    return new MLPRegressor(settings, previous, Optional.of(activation), loss);
  }

  /**
   * The activation of the outputs.
   *
   * @return default: identity, or exp with the Poisson loss
   */
  public OutputActivation outputActivation() {
    return outputActivation.orElseGet(loss::outputActivation);
  }

  /**
   * With another loss.
   *
   * @param newLoss default: squared error
   * @return a changed copy
   */
  public MLPRegressor withLoss(RegressionLoss newLoss) {
    return new MLPRegressor(settings, previous, outputActivation, newLoss);
  }

  /**
   * The loss.
   *
   * @return default: squared error
   */
  public RegressionLoss loss() {
    return loss;
  }

  @Override
  public FittedMLPRegressor fit(INDArray x, INDArray y) {
    Samples data = checked(x, y);
    FittedMLPRegressor earlier = settings.get(WARM_START) ? previous : null;
    requireSameShape(data, earlier);
    return remembered(
        fitted(training(data).fit(data, earlier == null ? null : earlier.result), data, y));
  }

  /**
   * Trains one epoch, from new weights. To go on, call it on what comes back.
   *
   * @param x inputs, shape [rows, features]
   * @param y targets, shape [rows] or [rows, outputs]
   * @return what was learnt
   * @throws IllegalArgumentException as {@link #fit}
   * @throws IllegalStateException if the solver is lbfgs
   */
  public FittedMLPRegressor partialFit(INDArray x, INDArray y) {
    return partialFit(x, y, null);
  }

  FittedMLPRegressor partialFit(INDArray x, INDArray y, @Nullable FittedMLPRegressor earlier) {
    Samples data = checked(x, y);
    requireSameShape(data, earlier);
    return fitted(
        training(data).partialFit(data, earlier == null ? null : earlier.result), data, y);
  }

  private Samples checked(INDArray x, INDArray y) {
    INDArray inputs = Inputs.features(x, NAME);
    Inputs.targets(inputs, y);
    INDArray targets = y.castTo(DataType.DOUBLE).reshape('c', y.size(0), y.length() / y.size(0));
    loss.requireDefined(outputActivation(), targets);
    return new Samples(inputs, targets);
  }

  private static void requireSameShape(Samples data, @Nullable FittedMLPRegressor earlier) {
    if (earlier == null) {
      return;
    }
    Inputs.features(data.x(), NAME, earlier.features());
    if (data.y().size(1) != earlier.outputs()) {
      throw new IllegalArgumentException(
          "y has "
              + data.y().size(1)
              + " outputs, but the earlier training had "
              + earlier.outputs());
    }
  }

  private MLPTraining training(Samples data) {
    int outputs = Math.toIntExact(data.y().size(1));
    return new MLPTraining(
        NAME,
        settings,
        new MLPTraining.Head(outputActivation().activation(), loss.trained(outputs), false),
        (predicted, targets) -> Scores.r2(targets, predicted));
  }

  private FittedMLPRegressor fitted(MLPTraining.Result result, Samples data, INDArray y) {
    return new FittedMLPRegressor(
        this, result, Math.toIntExact(data.x().size(1)), y.rank() == 1 || y.size(1) == 1);
  }
}
