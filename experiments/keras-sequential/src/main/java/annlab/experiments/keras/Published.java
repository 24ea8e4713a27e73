package annlab.experiments.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.RunContext;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Numbers that the chapter's public notebook prints for its Fashion MNIST run (ageron/handson-ml3,
 * {@code 10_neural_nets_with_keras.ipynb}): targets to compare with, none of them measured here.
 */
public final class Published {
  private static final String RESOURCE = "fashion-mnist-published.json";

  private final JsonNode root;

  private Published(JsonNode root) {
    this.root = root;
  }

  public static Published load() {
    try (InputStream in =
        Objects.requireNonNull(Published.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new Published(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
    }
  }

  /** One value an epoch, under Keras' name. */
  public List<Double> series(String name) {
    return numbers(fit(name));
  }

  /** Where they are published. */
  String source() {
    JsonNode source = root.path("source");
    return source.path("repository").asText() + ", " + source.path("path").asText();
  }

  /** Keeps the published curves with a run: the site draws them behind the run's own. */
  public void keepCurves(RunContext context) {
    ObjectNode document = Json.object();
    document.put("source", source());
    ObjectNode history = document.putObject("history");
    TrainingChecks.SERIES.forEach(name -> history.set(name, fit(name)));
    context.artifact("published.json", Json.print(document).getBytes(UTF_8));
  }

  /** The value of the last epoch, under Keras' name. */
  public double last(String name) {
    List<Double> all = series(name);
    return all.get(all.size() - 1);
  }

  /** The test set's loss or accuracy. */
  public double test(String name) {
    return root.path("test").path(name).asDouble();
  }

  /** The ten probabilities of each of the first three test images, rounded to two decimals. */
  public List<List<Double>> firstThreeProbabilities() {
    List<List<Double>> rows = new ArrayList<>();
    root.path("first_three_probabilities").forEach(row -> rows.add(numbers(row)));
    return rows;
  }

  /** The classes predicted for the first three test images. */
  public List<Integer> firstThreeClasses() {
    List<Integer> classes = new ArrayList<>();
    root.path("first_three_classes").forEach(node -> classes.add(node.asInt()));
    return classes;
  }

  /** Seconds of an epoch as printed, the same in all 30 epochs. */
  double epochSeconds() {
    return fit("seconds").asDouble();
  }

  /** The time beside the epoch's seconds as printed, in seconds, the same in all 30 epochs. */
  double printedTime() {
    return fit("step_milliseconds").asDouble() / 1000;
  }

  /** Mini-batches of an epoch. */
  int batches() {
    return fit("batches").asInt();
  }

  /** Rows of an epoch. */
  int rows() {
    return fit("rows").asInt();
  }

  private JsonNode fit(String name) {
    return root.path("fit").path(name);
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> values = new ArrayList<>();
    array.forEach(node -> values.add(node.asDouble()));
    return values;
  }
}
