package annlab.experiments.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.experiments.estimators.Line.Point;
import annlab.lab.Demonstrations;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineFitsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode show(String question) throws Exception {
    return Demonstrations.find("losses").orElseThrow().show(JSON.readTree(question));
  }

  private static List<Point> points(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      points.add(new Point(random.nextDouble(10), random.nextDouble(10)));
    }
    return points;
  }

  /** Each loss is convex, so no line near the best being better means that none is. */
  @Test
  void noLineNearbyHasASmallerLoss() {
    for (int seed = 0; seed < 20; seed++) {
      List<Point> points = points(seed);
      for (LineLoss loss : LineLoss.values()) {
        Line best = loss.fit(points);
        double least = loss.mean(best, points);
        for (double slope : List.of(-1e-4, 0.0, 1e-4)) {
          for (double intercept : List.of(-1e-4, 0.0, 1e-4)) {
            Line other = new Line(best.slope() + slope, best.intercept() + intercept);
            assertThat(loss.mean(other, points))
                .as("%s, seed %d", loss, seed)
                .isGreaterThanOrEqualTo(least - 1e-14);
          }
        }
      }
    }
  }

  @Test
  void pointsOnALineAreFittedByItWhateverTheLoss() {
    List<Point> line = List.of(new Point(0, 1), new Point(1, 3), new Point(5, 11));
    for (LineLoss loss : LineLoss.values()) {
      assertThat(loss.fit(line).slope()).isCloseTo(2, within(1e-12));
      assertThat(loss.fit(line).intercept()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void anOutlierMovesTheAbsoluteLossLeastAndTheSquaredMost() throws Exception {
    JsonNode before = show("{}");
    List<List<Double>> points = new ArrayList<>();
    before
        .path("points")
        .forEach(pair -> points.add(List.of(pair.get(0).asDouble(), pair.get(1).asDouble())));
    points.set(8, List.of(8.5, -8.0));
    JsonNode fits = show("{\"points\":" + JSON.writeValueAsString(points) + "}").path("fits");
    double squared = fits.get(0).path("moved").asDouble();
    double absolute = fits.get(1).path("moved").asDouble();
    double huber = fits.get(2).path("moved").asDouble();
    assertThat(absolute).isLessThan(huber);
    assertThat(huber).isLessThan(squared);
    before.path("fits").forEach(fit -> assertThat(fit.path("moved").asDouble()).isZero());
  }

  @Test
  void pointsThatAllowNoLineAreRefused() {
    assertThatThrownBy(() -> show("{\"points\":[[1,2],[1,3]]}"))
        .hasMessageContaining("two different x");
    assertThatThrownBy(() -> show("{\"points\":[[1,\"a\"],[2,3]]}"))
        .hasMessage("each of points must be two numbers in [-10, 20], as [1.5, 2], got [1,\"a\"]");
  }
}
