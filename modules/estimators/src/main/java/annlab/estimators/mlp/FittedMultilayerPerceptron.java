package annlab.estimators.mlp;

import annlab.estimators.Fitted;
import annlab.estimators.internal.Inputs;
import annlab.estimators.internal.Settings;
import annlab.networks.Model;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What {@link FittedMLPRegressor} and {@link FittedMLPClassifier} share: scikit-learn's results.
 */
public abstract sealed class FittedMultilayerPerceptron implements Fitted
    permits FittedMLPRegressor, FittedMLPClassifier {
  final Settings settings;
  final MLPTraining.Result result;
  private final int features;

  FittedMultilayerPerceptron(Settings settings, MLPTraining.Result result, int features) {
    this.settings = settings;
    this.result = result;
    this.features = features;
  }

  private MLPProgress progress() {
    return result.progress();
  }

  final Model model() {
    return result.model();
  }

  /** The network's outputs, [rows, outputs]. */
  final INDArray outputs(INDArray x, String owner) {
    return model().predict(Inputs.features(x, owner, features));
  }

  /**
   * DL4J's network that was trained.
   *
   * @return the network itself; to change it changes what is predicted
   */
  public final MultiLayerNetwork network() {
    return model().network();
  }

  /** {@inheritDoc} */
  @Override
  public final int features() {
    return features;
  }

  /**
   * The weights of each layer.
   *
   * @return copies, shape [inputs, outputs], one per layer
   */
  public final List<INDArray> coefs() {
    return every2nd(0);
  }

  /**
   * The biases of each layer.
   *
   * @return copies, shape [outputs], one per layer
   */
  public final List<INDArray> intercepts() {
    return every2nd(1);
  }

  private List<INDArray> every2nd(int from) {
    List<INDArray> weights = model().weights();
    return IntStream.range(0, weights.size() / 2).mapToObj(i -> weights.get(2 * i + from)).toList();
  }

  /**
   * The loss of the last epoch, its penalty included; of lbfgs the loss reached.
   *
   * @return the mean over the rows
   */
  public final double loss() {
    return progress().loss;
  }

  /**
   * The lowest loss of any epoch.
   *
   * @return empty for lbfgs and with early stopping, as in scikit-learn
   */
  public final OptionalDouble bestLoss() {
    return settings.get(MultilayerPerceptron.EARLY_STOPPING)
            || settings.get(MultilayerPerceptron.SOLVER) == Solver.LBFGS
        ? OptionalDouble.empty()
        : OptionalDouble.of(progress().bestLoss);
  }

  /**
   * The loss of each epoch: the mean over its batches as they were met, penalties included.
   *
   * @return one value an epoch; empty for lbfgs
   */
  public final List<Double> lossCurve() {
    return List.copyOf(progress().lossCurve);
  }

  /**
   * The score on the rows held out, after each epoch.
   *
   * @return one value an epoch; empty without early stopping
   */
  public final List<Double> validationScores() {
    return List.copyOf(progress().validationScores);
  }

  /**
   * The best score on the rows held out, whose weights were kept.
   *
   * @return empty without early stopping
   */
  public final OptionalDouble bestValidationScore() {
    return progress().validationScores.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(progress().bestValidationScore);
  }

  /**
   * Epochs trained, or iterations of lbfgs.
   *
   * @return scikit-learn's {@code n_iter_}
   */
  public final int iterations() {
    return progress().iterations;
  }

  /**
   * Rows seen in training, counted anew in each epoch.
   *
   * @return scikit-learn's {@code t_}; 0 for lbfgs
   */
  public final long steps() {
    return progress().rowsSeen;
  }

  /**
   * Layers, input and output included.
   *
   * @return scikit-learn's {@code n_layers_}
   */
  public final int layers() {
    return settings.get(MultilayerPerceptron.HIDDEN_LAYER_SIZES).size() + 2;
  }

  /**
   * Neurons of the last layer.
   *
   * @return scikit-learn's {@code n_outputs_}
   */
  public final int outputs() {
    List<INDArray> intercepts = intercepts();
    return Math.toIntExact(intercepts.get(intercepts.size() - 1).length());
  }

  /**
   * The name of the output activation.
   *
   * @return scikit-learn's {@code out_activation_}: identity, logistic or softmax; or one of {@link
   *     OutputActivation}
   */
  public abstract String outActivation();

  /**
   * Why the training may not be at its end.
   *
   * @return what scikit-learn's ConvergenceWarning says, if it would be given
   */
  public final Optional<String> convergenceWarning() {
    return result.warning();
  }

  static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
