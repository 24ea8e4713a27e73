package annlab.estimators.perceptron;

import annlab.estimators.Classifier;
import annlab.estimators.internal.ClassLabels;
import annlab.estimators.internal.Inputs;
import annlab.estimators.internal.Range;
import annlab.networks.Callback;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What {@link Perceptron} and {@link SGDClassifier} share: scikit-learn's hyperparameters under its
 * names, defaults and ranges. Each {@code with...} gives a changed copy and checks the value at
 * once.
 *
 * <p>Two classes are told apart by one neuron; of more, each is set against the rest by a neuron of
 * its own with an order of rows of its own. Columns of labels 0 and 1 are learnt as independent
 * neurons, all with the same seed (scikit-learn needs {@code MultiOutputClassifier} for that).
 *
 * <p>scikit-learn's penalties, class weights, averaging and early stopping are left out: a
 * perceptron has none by default.
 *
 * @param <E> the estimator itself
 */
public abstract sealed class PerceptronLearner<E extends PerceptronLearner<E>>
    implements Classifier<FittedPerceptron> permits Perceptron, SGDClassifier {
  /** scikit-learn's default (linear_model/_perceptron.py). */
  public static final int MAX_ITER = 1000;

  final PerceptronSettings settings;

  PerceptronLearner(PerceptronSettings settings) {
    this.settings = settings;
  }

  abstract String name();

  abstract E copy(PerceptronSettings changed);

  final E with(Consumer<PerceptronSettings> change) {
    PerceptronSettings changed = new PerceptronSettings(settings);
    change.accept(changed);
    return copy(changed);
  }

  @Override
  public final FittedPerceptron fit(INDArray x, INDArray y) {
    INDArray inputs = Inputs.features(x, name());
    Inputs.targets(inputs, y);
    return new PerceptronTraining(name(), settings).fit(inputs, y, ClassLabels.of(y));
  }

  /**
   * With another learning rate.
   *
   * @param eta0 what updates are multiplied by, in (0, inf); default 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withEta0(double eta0) {
    double checked = Range.POSITIVE.check(name(), "eta0", eta0);
    return with(s -> s.eta0 = checked);
  }

  /**
   * With or without an intercept.
   *
   * @param fitIntercept false to hold the intercept at 0; default: true
   * @return a changed copy
   */
  public final E withFitIntercept(boolean fitIntercept) {
    return with(s -> s.fitIntercept = fitIntercept);
  }

  /**
   * With another number of epochs at most.
   *
   * @param maxIter in [1, inf); default 1000
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withMaxIter(int maxIter) {
    int checked = Range.COUNT.check(name(), "max_iter", maxIter);
    return with(s -> s.maxIter = checked);
  }

  /**
   * With another improvement that counts.
   *
   * @param tol by how much the mean loss must fall below the best, in [0, inf); default 0.001
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withTol(double tol) {
    double checked = Range.NOT_NEGATIVE.check(name(), "tol", tol);
    return with(s -> s.tol = OptionalDouble.of(checked));
  }

  /**
   * Without a stop before maxIter: scikit-learn's {@code tol=None}.
   *
   * @return a changed copy
   */
  public final E withoutTol() {
    return with(s -> s.tol = OptionalDouble.empty());
  }

  /**
   * With or without a new order of rows in each epoch.
   *
   * @param shuffle default: true
   * @return a changed copy
   */
  public final E withShuffle(boolean shuffle) {
    return with(s -> s.shuffle = shuffle);
  }

  /**
   * With another number of epochs without improvement after which training stops.
   *
   * @param nIterNoChange in [1, inf); default 5
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withNIterNoChange(int nIterNoChange) {
    int checked = Range.COUNT.check(name(), "n_iter_no_change", nIterNoChange);
    return with(s -> s.nIterNoChange = checked);
  }

  /**
   * With another seed of the order of rows.
   *
   * @param randomState in [0, 4294967295]; without one, another seed in each fit
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final E withRandomState(long randomState) {
    long checked = Range.SEED.check(name(), "random_state", randomState);
    return with(s -> s.randomState = OptionalLong.of(checked));
  }

  /**
   * With more callbacks that see each epoch of each neuron in turn, after those that are there.
   *
   * @param more called in this order
   * @return a changed copy
   */
  public final E withCallbacks(Callback... more) {
    List<Callback> all = new ArrayList<>(settings.callbacks);
    all.addAll(List.of(more));
    return with(s -> s.callbacks = List.copyOf(all));
  }
}
