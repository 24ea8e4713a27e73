package annlab.experiments.backpropagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.layers.Activation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures of the site's text compute in the browser: their numbers are those computed here. */
class FigureNumbersTest {
  /** Two implementations of exp, and a handful of operations. */
  private static final double ROUNDING = 1e-14;

  private static JsonNode golden(String figure) throws IOException {
    return new ObjectMapper()
        .readTree(
            Path.of(System.getProperty("annlab.root"), "ui/src/test/js/figures.json").toFile())
        .path(figure);
  }

  @Test
  void activationsAndTheirDerivativesAreThoseOfTheLaboratory() throws IOException {
    JsonNode activations = golden("activations");
    assertThat(activations.size()).isEqualTo(5);
    for (Map.Entry<String, JsonNode> each : activations.properties()) {
      ActivationFunction function =
          ActivationFunction.valueOf(each.getKey().toUpperCase(Locale.ROOT));
      for (JsonNode row : each.getValue()) {
        double z = row.get(0).asDouble();
        assertThat(row.get(1).asDouble()).isCloseTo(function.value(z), within(ROUNDING));
        assertThat(row.get(2).asDouble()).isCloseTo(function.derivative(z), within(ROUNDING));
      }
    }
  }

  @Test
  void softmaxAndSigmoidsAreThoseOfTheNetworks() throws IOException {
    JsonNode outputs = golden("outputs");
    assertThat(outputs.size()).isEqualTo(4);
    for (JsonNode each : outputs) {
      double[] logits = numbers(each.path("logits"));
      assertThat(numbers(each.path("softmax")))
          .containsExactly(of(Activation.SOFTMAX, logits), within(ROUNDING));
      assertThat(numbers(each.path("sigmoid")))
          .containsExactly(of(Activation.SIGMOID, logits), within(ROUNDING));
    }
  }

  private static double[] of(Activation activation, double[] z) {
    double[] out = new double[z.length];
    activation.apply(z, out, 0, z.length);
    return out;
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
