package annlab.playground;

import annlab.datasets.DataHome;
import annlab.estimators.perceptron.PerceptronSteps;
import annlab.estimators.perceptron.PerceptronSteps.Visit;
import annlab.estimators.specification.FitSpec;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A perceptron's training point by point, as a page shows it. */
final class Steps {
  /** Visits that a page gets; of later epochs it gets the number of mistakes. */
  static final int MAX_VISITS = 6_000;

  private Steps() {}

  /**
   * The steps of a specification's perceptron.
   *
   * @return {@code visits} as rows of epoch, row and z, then 0, or 1 for a mistake with both
   *     weights and the bias after it; {@code mistakes} of each epoch; {@code total}; {@code
   *     separated}; {@code radius} and, where a line lies between the classes, {@code gamma} and
   *     the theorem's {@code bound}
   * @throws IllegalArgumentException if it is no perceptron of two features
   */
  static ObjectNode of(FitSpec spec, DataHome home) {
    Plane.of(spec, home, Integer.MAX_VALUE); // refuses more than two features or classes
    PerceptronSteps steps =
        spec.steps(home, MAX_VISITS)
            .orElseThrow(
                () -> new IllegalArgumentException("only a Perceptron is shown point by point"));
    ObjectNode json = Json.object();
    ArrayNode visits = json.putArray("visits");
    for (Visit visit : steps.visits()) {
      ArrayNode row = visits.addArray().add(visit.epoch()).add(visit.row()).add((float) visit.z());
      row.add(visit.wrong() ? 1 : 0);
      if (visit.wrong()) {
        row.add(visit.weights().get(0)).add(visit.weights().get(1)).add(visit.bias());
      }
    }
    ArrayNode mistakes = json.putArray("mistakes");
    steps.mistakes().forEach(mistakes::add);
    json.put("total", steps.total()).put("separated", steps.separated());
    json.put("radius", steps.margin().radius());
    if (steps.margin().gamma() > 0) {
      json.put("gamma", steps.margin().gamma()).put("bound", steps.margin().bound());
    }
    return json;
  }
}
