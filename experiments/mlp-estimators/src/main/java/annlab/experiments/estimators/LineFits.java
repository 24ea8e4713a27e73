package annlab.experiments.estimators;

import annlab.lab.Demonstration;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Straight lines of smallest squared, absolute and Huber loss through points that the reader moves.
 */
public final class LineFits implements Demonstration {
  /** Where the plane ends in both directions. */
  private static final double REACH = 10;

  private static final int MAX_POINTS = 50;

  /** {@code y = 2 + 0.5 x} and some noise, rounded. */
  private static final List<Line.Point> POINTS =
      List.of(
          new Line.Point(0.5, 2.5),
          new Line.Point(1.5, 2.4),
          new Line.Point(2.5, 3.6),
          new Line.Point(3.5, 3.5),
          new Line.Point(4.5, 4.5),
          new Line.Point(5.5, 4.4),
          new Line.Point(6.5, 5.6),
          new Line.Point(7.5, 5.5),
          new Line.Point(8.5, 6.5),
          new Line.Point(9.5, 6.6));

  /** Made by {@link java.util.ServiceLoader}. */
  public LineFits() {}

  @Override
  public String id() {
    return "losses";
  }

  /**
   * The three lines, each with its loss, and how far it has moved from the line through the points
   * as they were first: the largest distance between x = 0 and x = 10.
   */
  @Override
  public ObjectNode show(JsonNode question) {
    List<Line.Point> points = points(question.path("points"));
    ObjectNode answer = Json.object().put("reach", REACH).put("delta", LineLoss.DELTA);
    ArrayNode given = answer.putArray("points");
    points.forEach(point -> given.addArray().add(point.x()).add(point.y()));
    ArrayNode fits = answer.putArray("fits");
    for (LineLoss loss : LineLoss.values()) {
      Line line = loss.fit(points);
      Line before = loss.fit(POINTS);
      fits.addObject()
          .put("id", loss.id())
          .put("label", loss.label())
          .put("slope", line.slope())
          .put("intercept", line.intercept())
          .put("loss", loss.mean(line, points))
          .put(
              "moved",
              Math.max(
                  Math.abs(line.at(0) - before.at(0)),
                  Math.abs(line.at(REACH) - before.at(REACH))));
    }
    return answer;
  }

  private static List<Line.Point> points(JsonNode json) {
    if (json.isMissingNode()) {
      return POINTS;
    }
    List<Line.Point> points = new ArrayList<>();
    for (JsonNode pair : json) {
      if (pair.size() != 2 || !inside(pair.get(0)) || !inside(pair.get(1))) {
        throw new IllegalArgumentException(
            "each of points must be two numbers in [-10, 20], as [1.5, 2], got " + pair);
      }
      points.add(new Line.Point(pair.get(0).asDouble(), pair.get(1).asDouble()));
    }
    if (!json.isArray() || points.size() > MAX_POINTS) {
      throw new IllegalArgumentException("points must be a list of 2 to " + MAX_POINTS + " points");
    }
    if (points.stream().mapToDouble(Line.Point::x).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "points must have two different x at least; a line cannot be fitted to fewer");
    }
    return points;
  }

  private static boolean inside(JsonNode number) {
    return number.isNumber() && number.asDouble() >= -REACH && number.asDouble() <= 2 * REACH;
  }
}
