package annlab.bench;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of steps on one backend.
 *
 * @param backend {@code cpu} or {@code cuda}
 * @param machine processor, card and versions, as provenance has them
 * @param points what was measured
 */
record BackendTimes(String backend, JsonNode machine, List<Point> points) {
  /** The fused step; on the CPU only. */
  static final String DENSE = "dense";

  /** Our training loop and losses over DL4J's layers. */
  static final String DL4J = "dl4j";

  /** DL4J's own {@code fit}, loss and updater. */
  static final String PLAIN = "plain";

  private static final String FORMAT = "annlab-backend-times-1";

  /**
   * One size and one kind of step.
   *
   * @param variable {@code batch} or {@code width}
   * @param size its value
   * @param step {@value #DENSE}, {@value #DL4J} or {@value #PLAIN}
   * @param times milliseconds a step, block by block
   */
  record Point(String variable, int size, String step, Times times) {}

  BackendTimes {
    points = List.copyOf(points);
  }

  /** {@code {"format", "backend", "machine", "points": [{"variable", "size", "step", "ms"}]}}. */
  ObjectNode json() {
    ObjectNode object = Json.object().put("format", FORMAT).put("backend", backend);
    object.set("machine", machine);
    object.set("points", Json.array(points.stream().map(BackendTimes::json).toList()));
    return object;
  }

  private static ObjectNode json(Point point) {
    ObjectNode object =
        Json.object()
            .put("variable", point.variable())
            .put("size", point.size())
            .put("step", point.step());
    point.times().values().forEach(object.putArray("ms")::add);
    return object;
  }

  /**
   * Reads what {@link BackendProgram} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static BackendTimes read(Path file) {
    try {
      JsonNode document = new ObjectMapper().readTree(Files.readString(file));
      if (!document.path("format").asText().equals(FORMAT)) {
        throw new IllegalArgumentException(
            file + " has no \"format\": \"" + FORMAT + "\"; see docs/cuda.md for how to make one");
      }
      List<Point> points = new ArrayList<>();
      for (JsonNode item : document.path("points")) {
        List<Double> ms = new ArrayList<>();
        item.path("ms").forEach(value -> ms.add(value.asDouble()));
        points.add(
            new Point(
                item.path("variable").asText(),
                item.path("size").asInt(),
                item.path("step").asText(),
                new Times(ms)));
      }
      return new BackendTimes(document.path("backend").asText(), document.path("machine"), points);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
