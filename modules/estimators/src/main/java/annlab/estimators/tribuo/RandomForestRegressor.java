package annlab.estimators.tribuo;

import annlab.estimators.internal.Inputs;
import annlab.estimators.internal.Range;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tribuo.Model;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;

/**
 * A random forest by Tribuo with the settings of scikit-learn's {@code RandomForestRegressor}:
 * every tree grows on a bootstrap sample until its leaves are pure, and looks at all features in
 * every split. The random draws are Tribuo's own, so single predictions differ from scikit-learn's.
 */
public final class RandomForestRegressor
    implements annlab.estimators.Regressor<FittedTribuoRegressor> {
  /** scikit-learn's default {@code n_estimators}. */
  public static final int TREES = 100;

  private static final String NAME = "RandomForestRegressor";

  /** A node of fewer rows is not split: scikit-learn's default {@code min_samples_split}. */
  private static final float MIN_ROWS_TO_SPLIT = 2;

  private final int trees;
  private final long randomState;

  /**
   * A forest.
   *
   * @param trees the number of trees, in [1, inf)
   * @param randomState the seed of bootstrap samples and trees
   * @throws IllegalArgumentException if trees is out of range
   */
  public RandomForestRegressor(int trees, long randomState) {
    this.trees = Range.COUNT.check(NAME, "n_estimators", trees);
    this.randomState = Range.SEED.check(NAME, "random_state", randomState);
  }

  /** {@inheritDoc} Several outputs get trees of their own. */
  @Override
  public FittedTribuoRegressor fit(INDArray x, INDArray y) {
    INDArray checked = Inputs.features(x, NAME);
    Inputs.targets(checked, y);
    List<Model<Regressor>> forests = new ArrayList<>();
    for (int output = 0; output < y.length() / y.size(0); output++) {
      INDArray column = y.rank() == 1 ? y : y.getColumn(output);
      forests.add(
          new BaggingTrainer<>(
                  new RegressionTreeTrainer(MIN_ROWS_TO_SPLIT, randomState),
                  new AveragingCombiner(),
                  trees,
                  randomState)
              .train(TribuoData.regression(checked, column)));
    }
    return new FittedTribuoRegressor(NAME, forests, checked, y);
  }
}
