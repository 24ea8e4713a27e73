package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.Demonstrations;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemonstrationsTest {
  /** What the page promises beside each gradient. */
  private static final double AGREES = 1e-6;

  private static JsonNode show(String id, String question) throws Exception {
    return Demonstrations.find(id).orElseThrow().show(new ObjectMapper().readTree(question));
  }

  @ParameterizedTest
  @CsvSource({"sigmoid, 0", "sigmoid, 200", "tanh, 7", "relu, 0", "step, 3", "linear, 1"})
  void everyGradientStandsBesideAFiniteDifferenceThatAgrees(String activation, int iteration)
      throws Exception {
    JsonNode answer =
        show("backprop", "{\"activation\":\"" + activation + "\",\"iteration\":" + iteration + "}");
    assertThat(answer.path("nearKink").asBoolean()).isFalse();
    assertThat(answer.path("parameters")).hasSize(2 * 3 + 3 + 3 * 2 + 2);
    for (JsonNode parameter : answer.path("parameters")) {
      assertThat(parameter.path("gradient").asDouble())
          .as(parameter.path("name").asText())
          .isCloseTo(parameter.path("difference").asDouble(), within(AGREES));
    }
  }

  /** What is written beside the numbers must lead to them. */
  @Test
  void stepsFollowFromTheStepsBefore() throws Exception {
    JsonNode answer = show("backprop", "{\"rate\":0.5}");
    Map<String, Double> known = new HashMap<>();
    for (JsonNode step : answer.path("steps")) {
      known.putIfAbsent(step.path("quantity").asText(), step.path("value").asDouble());
    }
    double product = known.get("∂L/∂z2[0]") * known.get("a1[1]");
    assertThat(known.get("∂L/∂w2[1,0]")).isCloseTo(product, within(1e-15));
    JsonNode first = answer.path("parameters").get(0);
    assertThat(known.get("w1[0,0]"))
        .isEqualTo(first.path("value").asDouble() - 0.5 * first.path("gradient").asDouble());
  }

  @Test
  void theNextIterationBeginsWhereThisOneEnds() throws Exception {
    JsonNode first = show("backprop", "{\"iteration\":4}");
    JsonNode second = show("backprop", "{\"iteration\":5}");
    assertThat(second.path("loss").asDouble()).isEqualTo(first.path("lossAfter").asDouble());
    assertThat(second.path("loss").asDouble()).isLessThan(first.path("loss").asDouble());
  }

  @Test
  void questionsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> show("backprop", "{\"activation\":\"cosine\"}"))
        .hasMessage("activation must be sigmoid, tanh, relu, step or linear, got 'cosine'");
    assertThatThrownBy(() -> show("backprop", "{\"rate\":0}"))
        .hasMessage("rate must be in (0, 10], got 0.0");
    assertThatThrownBy(() -> show("backprop", "{\"iteration\":501}"))
        .hasMessage("iteration must be a whole number in [0, 500], got 501");
  }

  @Test
  void slopesOfCurvesAreThoseOfTheirValues() throws Exception {
    JsonNode answer = show("activations", "{}");
    JsonNode z = answer.path("z");
    double step = z.get(1).asDouble() - z.get(0).asDouble();
    for (JsonNode function : answer.path("functions")) {
      if (function.path("id").asText().matches("step|relu")) {
        continue; // not smooth everywhere
      }
      for (int i = 1; i + 1 < z.size(); i++) {
        double difference =
            (function.path("values").get(i + 1).asDouble()
                    - function.path("values").get(i - 1).asDouble())
                / (2 * step);
        // h^2 / 6 times the third derivative, which is below 2
        assertThat(function.path("slopes").get(i).asDouble())
            .as("%s at %s", function.path("id"), z.get(i))
            .isCloseTo(difference, within(step * step / 3));
      }
    }
  }
}
