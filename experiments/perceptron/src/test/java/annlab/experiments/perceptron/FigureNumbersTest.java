package annlab.experiments.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The figures of the site's text compute in the browser: their numbers are those computed here. */
class FigureNumbersTest {
  @Test
  void twoLayersAnswerAsTheNetworkWhoseWeightsAreSetByHand() throws IOException {
    JsonNode layers =
        new ObjectMapper()
            .readTree(
                Path.of(System.getProperty("annlab.root"), "ui/src/test/js/figures.json").toFile())
            .path("layers");
    assertThat(layers).hasSize(5);
    for (JsonNode each : layers) {
      double[] answers =
          ExclusiveOr.handSet(each.path("and").asDouble())
              .predict(LogicGates.inputs())
              .reshape(4)
              .toDoubleVector();
      for (int row = 0; row < answers.length; row++) {
        assertThat(each.path("outputs").get(row).asDouble())
            .as("%s, row %d", each, row)
            .isEqualTo(answers[row]);
      }
    }
  }
}
