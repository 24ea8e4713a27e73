package annlab.experiments.neurons;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.Iris;
import annlab.datasets.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The figures of the site's text compute in the browser: their numbers are those of the rules here.
 */
class FigureNumbersTest {
  private static final int EPOCHS = 20;
  private static final int EACH = 6;
  private static final List<List<Double>> INPUTS =
      List.of(List.of(0.0, 0.0), List.of(0.0, 1.0), List.of(1.0, 0.0), List.of(1.0, 1.0));
  private static final Map<String, List<Double>> TARGETS =
      Map.of(
          "and", List.of(0.0, 0.0, 0.0, 1.0),
          "or", List.of(0.0, 1.0, 1.0, 1.0),
          "xor", List.of(0.0, 1.0, 1.0, 0.0));

  private final JsonNode golden = golden();

  private static JsonNode golden() {
    try {
      return new ObjectMapper()
          .readTree(
              Path.of(System.getProperty("annlab.root"), "ui/src/test/js/figures.json").toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ThresholdLogicUnit unit(double first, double second, double bias) {
    return new ThresholdLogicUnit(List.of(first, second), bias, Step.HEAVISIDE);
  }

  @Test
  void thePerceptronsRuleChangesWeightsAsItDoesHere() {
    List<List<Double>> steps = new ArrayList<>();
    JsonNode start = golden.path("rules").path("start");
    ThresholdLogicUnit unit =
        unit(start.get(0).asDouble(), start.get(1).asDouble(), start.get(2).asDouble());
    List<Double> targets = TARGETS.get("and");
    int rows = golden.path("rules").path("perceptron").size();
    for (int i = 0; i < rows; i++) {
      List<Double> x = INPUTS.get(i % INPUTS.size());
      double z = unit.sum(x);
      double said = unit.output(x);
      unit = LearningRule.ROSENBLATT.step(unit, x, targets.get(i % INPUTS.size()), 1);
      steps.add(List.of(z, said, unit.weights().get(0), unit.weights().get(1), unit.bias()));
    }
    assertThat(rows(golden.path("rules").path("perceptron"))).isEqualTo(steps);
    assertThat(mistakes(unit, targets)).as("it has learnt").isZero();
  }

  @Test
  void hebbsRuleChangesWeightsAsItDoesHere() {
    JsonNode start = golden.path("rules").path("start");
    double bias = start.get(2).asDouble();
    Hebb hebb =
        new Hebb(
            new double[] {start.get(0).asDouble(), start.get(1).asDouble()},
            -bias,
            1,
            Hebb.Growth.TOGETHER);
    JsonNode rows = golden.path("rules").path("hebb");
    List<List<Double>> steps = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Double> x = INPUTS.get(i % INPUTS.size());
      double z = hebb.weight(0) * x.get(0) + hebb.weight(1) * x.get(1) + bias;
      boolean fired = hebb.experience(x.get(0) == 1, x.get(1) == 1);
      steps.add(List.of(z, fired ? 1.0 : 0.0, hebb.weight(0), hebb.weight(1), bias));
    }
    assertThat(rows(rows)).hasSameSizeAs(rows(golden.path("rules").path("perceptron")));
    assertThat(rows(rows)).isEqualTo(steps);
  }

  @Test
  void theRuleMakesAsManyMistakesInEachEpoch() {
    TARGETS.forEach(
        (name, targets) -> {
          List<Integer> mistakes = new ArrayList<>();
          ThresholdLogicUnit unit = unit(0, 0, 0);
          while (mistakes.size() < EPOCHS && !mistakes.contains(0)) {
            int wrong = 0;
            for (int row = 0; row < INPUTS.size(); row++) {
              wrong += unit.output(INPUTS.get(row)) == targets.get(row) ? 0 : 1;
              unit = LearningRule.ROSENBLATT.step(unit, INPUTS.get(row), targets.get(row), 1);
            }
            mistakes.add(wrong);
          }
          List<Integer> shown = new ArrayList<>();
          golden.path("convergence").path(name).forEach(count -> shown.add(count.asInt()));
          assertThat(shown).as(name).isEqualTo(mistakes);
        });
  }

  @Test
  void theFlowersAreThoseOfTheDataAndAreAnsweredAlike() {
    List<List<Double>> flowers = rows(golden.path("threshold").path("flowers"));
    Samples iris = Iris.load();
    INDArray x = iris.x();
    List<List<Double>> expected = new ArrayList<>();
    for (int row = 0; row < iris.count(); row += EACH) {
      double setosa = iris.y().getInt(row) == 0 ? 1 : 0;
      expected.add(List.of(x.getDouble(row, 2), x.getDouble(row, 3), setosa));
    }
    assertThat(flowers).isEqualTo(expected);
    for (JsonNode one : golden.path("threshold").path("units")) {
      JsonNode w = one.path("w");
      ThresholdLogicUnit unit =
          unit(w.get(0).asDouble(), w.get(1).asDouble(), one.path("b").asDouble());
      long right =
          flowers.stream()
              .filter(flower -> unit.output(flower.subList(0, 2)) == flower.get(2))
              .count();
      assertThat(one.path("right").asLong()).as("%s", one).isEqualTo(right);
    }
  }

  private static int mistakes(ThresholdLogicUnit unit, List<Double> targets) {
    int wrong = 0;
    for (int row = 0; row < INPUTS.size(); row++) {
      wrong += unit.output(INPUTS.get(row)) == targets.get(row) ? 0 : 1;
    }
    return wrong;
  }

  private static List<List<Double>> rows(JsonNode rows) {
    List<List<Double>> all = new ArrayList<>();
    for (JsonNode row : rows) {
      List<Double> numbers = new ArrayList<>();
      row.forEach(number -> numbers.add(number.asDouble()));
      all.add(numbers);
    }
    return all;
  }
}
