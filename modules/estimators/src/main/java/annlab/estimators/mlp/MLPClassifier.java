package annlab.estimators.mlp;

import annlab.datasets.Samples;
import annlab.estimators.Classifier;
import annlab.estimators.Scores;
import annlab.estimators.internal.ClassLabels;
import annlab.estimators.internal.Inputs;
import annlab.estimators.internal.Settings;
import annlab.networks.layers.Activation;
import annlab.networks.losses.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A multilayer perceptron for classes: scikit-learn's {@code MLPClassifier}, to the last digits, on
 * DL4J's MultiLayerNetwork. Three or more classes share a softmax; two classes are one logistic
 * output; labels that may occur together, given as columns of 0 and 1, have a logistic output each.
 *
 * <p>Unlike scikit-learn it refuses a target of one class only, from which nothing can be learnt.
 */
public final class MLPClassifier extends MultilayerPerceptron<MLPClassifier, FittedMLPClassifier>
    implements Classifier<FittedMLPClassifier> {
  static final String NAME = "MLPClassifier";

  /** With scikit-learn's defaults. */
  public MLPClassifier() {
    this(Settings.defaults(), null);
  }

  private MLPClassifier(Settings settings, @Nullable FittedMLPClassifier previous) {
    super(settings, previous);
  }

  @Override
  String name() {
    return NAME;
  }

  @Override
  MLPClassifier copy(Settings changed) {
    return new MLPClassifier(changed, previous);
  }

  @Override
  public FittedMLPClassifier fit(INDArray x, INDArray y) {
    INDArray inputs = Inputs.features(x, NAME);
    Inputs.targets(inputs, y);
    ClassLabels labels = ClassLabels.of(y);
    FittedMLPClassifier earlier = settings.get(WARM_START) ? previous : null;
    if (earlier != null) {
      requireSame(inputs, labels, earlier);
    }
    Samples data = new Samples(inputs, labels.indicators(y));
    MLPTraining.Result result = training(labels).fit(data, earlier == null ? null : earlier.result);
    return remembered(fitted(result, inputs, labels));
  }

  private static void requireSame(
      INDArray inputs, ClassLabels labels, FittedMLPClassifier earlier) {
    Inputs.features(inputs, NAME, earlier.features());
    if (!labels.equals(earlier.labels())) {
      throw new IllegalArgumentException(
          "warm_start can only be used where `y` has the same classes as in the previous call to"
              + " fit. Previously got "
              + earlier.classes()
              + ", `y` has "
              + labels.classes());
    }
  }

  /**
   * Trains one epoch, from new weights. To go on, call it on what comes back.
   *
   * @param x inputs, shape [rows, features]
   * @param y class ids, shape [rows]
   * @param classes all classes that will ever come, at least 2
   * @return what was learnt
   * @throws IllegalArgumentException as {@link #fit}, or if y has a class that is not named
   * @throws IllegalStateException if the solver is lbfgs
   */
  public FittedMLPClassifier partialFit(INDArray x, INDArray y, List<Integer> classes) {
    if (classes.stream().distinct().count() < 2) {
      throw new IllegalArgumentException("classes must be two or more, got " + classes);
    }
    return partialFit(
        x, y, new ClassLabels(classes.stream().sorted().distinct().toList(), false), null);
  }

  FittedMLPClassifier partialFit(
      INDArray x, INDArray y, ClassLabels labels, @Nullable FittedMLPClassifier earlier) {
    INDArray inputs = Inputs.features(x, NAME);
    Inputs.targets(inputs, y);
    if (earlier != null) {
      Inputs.features(inputs, NAME, earlier.features());
    }
    Samples data = new Samples(inputs, labels.indicators(y));
    MLPTraining.Result result =
        training(labels).partialFit(data, earlier == null ? null : earlier.result);
    return fitted(result, inputs, labels);
  }

  private MLPTraining training(ClassLabels labels) {
    return new MLPTraining(
        NAME,
        settings,
        head(labels),
        (outputs, targets) ->
            Scores.accuracy(
                FittedMLPClassifier.predicted(targets, labels),
                FittedMLPClassifier.predicted(outputs, labels)));
  }

  private MLPTraining.Head head(ClassLabels labels) {
    int outputs = labels.outputs();
    // scikit-learn's log_loss keeps probabilities within the spacing of their type at 1
    double eps = settings.get(DATA_TYPE) == DataType.FLOAT ? Math.ulp(1f) : Math.ulp(1.0);
    if (labels.multilabel() || outputs == 1) {
      // scikit-learn adds up the losses of the labels, where the binary cross-entropy averages.
      Loss loss = new Loss.Scaled(new Loss.BinaryCrossentropy(eps), outputs, outputs);
      return new MLPTraining.Head(Activation.SIGMOID, loss, outputs == 1);
    }
    Loss loss = new Loss.CategoricalCrossentropy(eps);
    return new MLPTraining.Head(Activation.SOFTMAX, loss, false);
  }

  private FittedMLPClassifier fitted(
      MLPTraining.Result result, INDArray inputs, ClassLabels labels) {
    return new FittedMLPClassifier(this, result, Math.toIntExact(inputs.size(1)), labels);
  }
}
