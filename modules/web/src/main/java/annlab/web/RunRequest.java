package annlab.web;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.settings.OrderLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A request of a page to run an experiment.
 *
 * @param experiment the experiment
 * @param quick whether as a quick run
 * @param seed in place of the experiment's own
 * @param epochs in place of the experiment's own
 * @param timeout how long it may train; then it is stopped
 */
record RunRequest(
    Experiment experiment, boolean quick, OptionalLong seed, OptionalInt epochs, Duration timeout) {
  /** Every experiment of the chapter ends long before, on a slow machine too. */
  private static final int SECONDS = 7_200;

  private static final Set<String> FIELDS =
      Set.of("experiment", "quick", "seed", "epochs", "timeoutSeconds");

  /**
   * Reads a request.
   *
   * @param json {@code {"experiment": "fashion-mnist", "quick": true, "seed": 42, "epochs": 2}};
   *     all but the experiment may be left out
   * @param limits how much may be asked for
   * @throws IllegalArgumentException if it is not such an object; the message says why
   */
  static RunRequest read(String json, OrderLimits limits) {
    JsonNode body = Body.object(json);
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' is no field of a run; there are experiment, quick, seed, epochs,"
                + " timeoutSeconds");
      }
    }
    JsonNode experiment = body.path("experiment");
    if (!experiment.isTextual()) {
      throw new IllegalArgumentException("experiment must be the id of an experiment");
    }
    JsonNode quick = body.path("quick");
    if (!quick.isMissingNode() && !quick.isBoolean()) {
      throw new IllegalArgumentException("quick must be true or false, got " + quick);
    }
    Optional<JsonNode> epochs = count(body, "epochs", limits.epochs());
    Optional<JsonNode> seed = integer(body, "seed", JsonNode::canConvertToLong);
    Optional<JsonNode> timeout = count(body, "timeoutSeconds", limits.seconds());
    return new RunRequest(
        Experiments.find(experiment.asText()),
        quick.asBoolean(),
        seed.map(node -> OptionalLong.of(node.asLong())).orElse(OptionalLong.empty()),
        epochs.map(node -> OptionalInt.of(node.asInt())).orElse(OptionalInt.empty()),
        Duration.ofSeconds(
            timeout.map(JsonNode::asInt).orElse(Math.min(SECONDS, limits.seconds()))));
  }

  private static Optional<JsonNode> count(JsonNode body, String name, int max) {
    Optional<JsonNode> node = integer(body, name, JsonNode::canConvertToInt);
    node.ifPresent(
        given -> {
          if (given.asInt() < 1 || given.asInt() > max) {
            throw new IllegalArgumentException(
                name + " must be in [1, " + max + "] (see annlab.conf), got " + given);
          }
        });
    return node;
  }

  private static Optional<JsonNode> integer(
      JsonNode body, String name, java.util.function.Predicate<JsonNode> fits) {
    JsonNode node = body.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isIntegralNumber() || !fits.test(node)) {
      throw new IllegalArgumentException(name + " must be a whole number, got " + node);
    }
    return Optional.of(node);
  }

  /** The run's settings. */
  Parameters parameters() {
    Parameters own = quick ? experiment.quick() : experiment.defaults();
    Parameters seeded = seed.isPresent() ? own.withSeed(seed.getAsLong()) : own;
    return epochs.isPresent() ? seeded.withEpochs(epochs.getAsInt()) : seeded;
  }

  /** The same as options of {@code annlab run}. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    if (quick) {
      options.add("--quick");
    }
    seed.ifPresent(value -> options.addAll(List.of("--seed", Long.toString(value))));
    epochs.ifPresent(value -> options.addAll(List.of("--epochs", Integer.toString(value))));
    return options;
  }
}
