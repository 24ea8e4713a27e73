package annlab.experiments.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.experiments.perceptron.LinearDichotomies.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LinearDichotomiesTest {
  @Test
  void pointsInGeneralPositionHaveAsManyAsCoverCounted() {
    SplittableRandom random = new SplittableRandom(1);
    List<Point> points = new ArrayList<>();
    for (int n = 1; n <= 8; n++) {
      points.add(new Point(random.nextDouble(), random.nextDouble()));
      // T. Cover (1965): 2 (C(n-1, 0) + C(n-1, 1) + C(n-1, 2)) in the plane
      int expected = 2 * (1 + (n - 1) + (n - 1) * (n - 2) / 2);
      assertThat(LinearDichotomies.of(points)).as("%s points", n).hasSize(expected);
    }
  }

  @Test
  void pointsInLineAreDividedInTwoPieces() {
    List<Point> line = List.of(new Point(2, 2), new Point(0, 0), new Point(1, 1));
    // no line puts the middle point alone on one side
    assertThat(LinearDichotomies.of(line))
        .hasSize(6)
        .doesNotContain(List.of(false, false, true), List.of(true, true, false));
  }

  @Test
  void exclusiveOrAndItsOppositeAreTheTwoThatNoLineMakes() {
    List<Point> corners =
        List.of(new Point(0, 0), new Point(0, 1), new Point(1, 0), new Point(1, 1));
    assertThat(LinearDichotomies.of(corners))
        .hasSize(14)
        .doesNotContain(List.of(false, true, true, false), List.of(true, false, false, true));
  }
}
