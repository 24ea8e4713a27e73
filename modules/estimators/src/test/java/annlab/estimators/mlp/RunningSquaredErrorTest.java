package annlab.estimators.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.rtree.impurity.RegressorImpurity.ImpurityTuple;

class RunningSquaredErrorTest {
  /** Tribuo's own adds up in single precision. */
  private static final float SINGLE = 1e-5f;

  @Test
  void equalsTribuosOwnWhileASearchGoesThroughTheFeatures() {
    SplittableRandom random = new SplittableRandom(1);
    int rows = 60;
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = (float) random.nextDouble();
      weights[i] = 1 + random.nextInt(3);
    }
    RunningSquaredError running = new RunningSquaredError();
    for (int feature = 0; feature < 20; feature++) {
      List<int[]> values = values(random, rows, 2 + random.nextInt(10));
      for (int j = 1; j < values.size(); j++) {
        assertSame(running, values.subList(0, j), targets, weights);
        assertSame(running, values.subList(j, values.size()), targets, weights);
      }
    }
  }

  private static List<int[]> values(SplittableRandom random, int rows, int distinct) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int v = 0; v < distinct; v++) {
      groups.add(new ArrayList<>(List.of(random.nextInt(rows))));
    }
    for (int i = 0; i < rows; i++) {
      groups.get(random.nextInt(distinct)).add(i);
    }
    return groups.stream()
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static void assertSame(
      RunningSquaredError running, List<int[]> side, float[] targets, float[] weights) {
    ImpurityTuple expected = new MeanSquaredError().impurityTuple(side, targets, weights);
    ImpurityTuple got = running.impurityTuple(side, targets, weights);
    assertThat(got.impurity).isCloseTo(expected.impurity, within(SINGLE));
    assertThat(got.weight).isEqualTo(expected.weight);
  }

  @Test
  void aNodesOwnImpurityIsTheVariance() {
    float[] targets = {1, 2, 3, 6};
    float[] weights = {1, 1, 1, 1};
    RunningSquaredError running = new RunningSquaredError();
    assertThat(running.impurity(targets, weights)).isEqualTo(3.5);
    assertThat(running.impurity(new int[] {0, 1, 2, 3}, targets, weights)).isEqualTo(3.5);
    assertThat(running.impurity(new int[] {2}, targets, weights)).isZero();
  }
}
