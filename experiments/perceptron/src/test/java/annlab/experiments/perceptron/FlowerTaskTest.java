package annlab.experiments.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FlowerTaskTest {
  @Test
  void foldsTakeAFifthOfEachClassInOrder() {
    int[] classes = {0, 0, 1, 0, 0, 0, 1, 1, 1, 1};
    assertThat(FlowerTask.folds(classes)).containsExactly(0, 1, 0, 2, 3, 4, 1, 2, 3, 4);
  }

  @Test
  void thePerceptronsFoldsAreScikitLearns() {
    // cross_val_score(Perceptron(random_state=42), X[:, [2, 3]], y == 2, cv=5), scikit-learn 1.2.1:
    // 30, 30, 26, 10 and 30 of 30
    assertThat(
            FlowerTask.VIRGINICA_BY_PETALS.crossValidated(LinearClassifiers.perceptron(42)) * 150)
        .isCloseTo(126, org.assertj.core.api.Assertions.within(1e-9));
  }
}
