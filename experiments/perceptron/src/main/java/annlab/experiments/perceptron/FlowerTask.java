package annlab.experiments.perceptron;

import annlab.datasets.Iris;
import annlab.datasets.Samples;
import annlab.estimators.Classifier;
import annlab.estimators.FittedClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One species of iris against the other two, by some features.
 *
 * @param species 0 setosa, 1 versicolor, 2 virginica
 * @param features columns of the file
 */
record FlowerTask(int species, List<Integer> features) {
  private static final List<List<Integer>> FEATURES =
      List.of(List.of(2, 3), List.of(0, 1), List.of(0, 1, 2, 3));

  static final FlowerTask VIRGINICA_BY_PETALS = new FlowerTask(2, FEATURES.get(0));
  static final FlowerTask VERSICOLOR_BY_ALL = new FlowerTask(1, FEATURES.get(2));

  private static final int FOLDS = 5;

  FlowerTask {
    features = List.copyOf(features);
  }

  /** Each species by petals, by sepals and by all. */
  static List<FlowerTask> all() {
    List<FlowerTask> tasks = new ArrayList<>();
    for (int species = 0; species < 3; species++) {
      for (List<Integer> features : FEATURES) {
        tasks.add(new FlowerTask(species, features));
      }
    }
    return tasks;
  }

  /** Double, shape [150, features]. */
  INDArray x() {
    double[][] all = Iris.load().x().toDoubleMatrix();
    return Nd4j.createFromArray(
        Arrays.stream(all)
            .map(row -> features.stream().mapToDouble(column -> row[column]).toArray())
            .toArray(double[][]::new));
  }

  /** 1 for the species, else 0; shape [150]. */
  INDArray y() {
    int[] ids = Iris.load().y().toIntVector();
    return Nd4j.createFromArray(Arrays.stream(ids).map(id -> id == species ? 1 : 0).toArray());
  }

  /** The mean accuracy over five folds, scikit-learn's {@code cross_val_score(..., cv=5)}. */
  double crossValidated(Classifier<?> classifier) {
    Samples flowers = new Samples(x(), y());
    int[] folds = folds(flowers.y().toIntVector());
    double total = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int tested = fold;
      Samples train = flowers.pick(rows(folds, f -> f != tested));
      Samples test = flowers.pick(rows(folds, f -> f == tested));
      FittedClassifier fitted = classifier.fit(train.x(), train.y());
      total += fitted.score(test.x(), test.y());
    }
    return total / FOLDS;
  }

  private static int[] rows(int[] folds, IntPredicate wanted) {
    return IntStream.range(0, folds.length).filter(row -> wanted.test(folds[row])).toArray();
  }

  /**
   * The fold in which each row is tested: of each class the first fifth of its rows in order, then
   * the second, as scikit-learn's {@code StratifiedKFold(5)} divides counts that 5 divides.
   */
  static int[] folds(int[] classes) {
    int[] counts = new int[2];
    Arrays.stream(classes).forEach(id -> counts[id]++);
    int[] seen = new int[2];
    return Arrays.stream(classes).map(id -> FOLDS * seen[id]++ / counts[id]).toArray();
  }
}
