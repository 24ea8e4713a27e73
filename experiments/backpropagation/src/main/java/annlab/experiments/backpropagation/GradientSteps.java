package annlab.experiments.backpropagation;

import annlab.experiments.backpropagation.ScalarNetwork.Hidden;
import annlab.experiments.backpropagation.ScalarNetwork.Objective;
import annlab.lab.Demonstration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One training step of a network of 2, 3 and 2 neurons on one row, number by number: the forward
 * pass, the loss, every gradient beside its finite difference, every update.
 */
public final class GradientSteps implements Demonstration {
  private static final List<Integer> SIZES = List.of(2, 3, 2);
  private static final List<List<Double>> X = List.of(List.of(0.6, -0.4));
  private static final List<List<Double>> Y = List.of(List.of(0.9, 0.1));
  private static final int MAX_ITERATIONS = 500;
  private static final double LARGEST_RATE = 10;

  /** The finite difference reaches two steps of a thousandth in a weight to either side. */
  private static final double NEAR = 0.01;

  /** Made by {@link java.util.ServiceLoader}. */
  public GradientSteps() {}

  @Override
  public String id() {
    return "backprop";
  }

  /**
   * What the reader chose.
   *
   * @param hidden activation of the hidden neurons
   * @param rate learning rate
   * @param seed of the first weights
   * @param iteration updates made before the one that is shown
   */
  private record Choice(Hidden hidden, double rate, long seed, int iteration) {
    static Choice of(JsonNode question) {
      String name = question.path("activation").asText("sigmoid");
      Hidden hidden =
          Stream.of(Hidden.values())
              .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "activation must be sigmoid, tanh, relu, step or linear, got '"
                              + name
                              + "'"));
      double rate = question.path("rate").asDouble(0.5);
      if (!(rate > 0 && rate <= LARGEST_RATE)) {
        throw new IllegalArgumentException("rate must be in (0, 10], got " + rate);
      }
      JsonNode iteration = question.path("iteration");
      if (!iteration.isMissingNode()
          && !(iteration.canConvertToInt()
              && iteration.asInt() >= 0
              && iteration.asInt() <= MAX_ITERATIONS)) {
        throw new IllegalArgumentException(
            "iteration must be a whole number in [0, " + MAX_ITERATIONS + "], got " + iteration);
      }
      return new Choice(hidden, rate, question.path("seed").asLong(1), iteration.asInt(0));
    }
  }

  @Override
  public ObjectNode show(JsonNode question) {
    Choice choice = Choice.of(question);
    ScalarNetwork network =
        new ScalarNetwork(SIZES, choice.hidden(), Objective.SIGMOID_HALF_SQUARED_ERROR);
    List<Double> parameters = network.randomParameters(new SplittableRandom(choice.seed()));
    for (int i = 0; i < choice.iteration(); i++) {
      parameters = updated(parameters, network.gradient(parameters, X, Y), choice.rate());
    }
    return new GradientTrace(network, parameters, X.get(0), Y.get(0), choice.rate())
        .json()
        .put("iteration", choice.iteration())
        .put("nearKink", nearKink(network, parameters));
  }

  /** {@code w - rate * gradient}. */
  static List<Double> updated(List<Double> parameters, List<Double> gradient, double rate) {
    List<Double> updated = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      updated.add(parameters.get(i) - rate * gradient.get(i));
    }
    return updated;
  }

  /** Whether a hidden sum is so near to a kink or jump that a finite difference straddles it. */
  private static boolean nearKink(ScalarNetwork network, List<Double> parameters) {
    boolean smooth = network.hidden() != Hidden.RELU && network.hidden() != Hidden.STEP;
    return !smooth
        && network
            .forward(network.record(new Tape(), parameters), X, Y)
            .sums()
            .get(0)
            .get(0)
            .stream()
            .anyMatch(sum -> Math.abs(sum.value()) < NEAR);
  }
}
