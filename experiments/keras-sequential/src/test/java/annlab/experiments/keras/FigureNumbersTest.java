package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.Demonstrations;
import annlab.lab.settings.Json;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of the site's text compute in the browser: their numbers are those computed here. */
class FigureNumbersTest {
  private static JsonNode golden(String figure) throws IOException {
    return new ObjectMapper()
        .readTree(
            Path.of(System.getProperty("annlab.root"), "ui/src/test/js/figures.json").toFile())
        .path(figure);
  }

  @Test
  void parametersAreThoseOfANetwork() throws IOException {
    JsonNode networks = golden("parameters");
    assertThat(networks.size()).isEqualTo(3);
    for (JsonNode each : networks) {
      JsonNode widths = each.path("widths");
      List<Layer> layers = new ArrayList<>(List.of(Input.of(widths.get(0).asInt())));
      for (int i = 1; i < widths.size(); i++) {
        layers.add(new Dense(widths.get(i).asInt(), "relu"));
      }
      Model model =
          Sequential.of(layers.toArray(Layer[]::new)).compile(Loss.meanSquaredError(), new Sgd());
      assertThat(each.path("all").asLong()).isEqualTo(model.parameters().length());
      for (int i = 0; i < widths.size() - 1; i++) {
        assertThat(each.path("layers").get(i).asLong())
            .isEqualTo(
                model.weights().get(2 * i).length() + model.weights().get(2 * i + 1).length());
      }
    }
  }

  @Test
  void theCurvesAreThePublishedOnesAndComeAsNearAsTheClaimMeasures() throws IOException {
    JsonNode shown = Demonstrations.find("learning-curves").orElseThrow().show(Json.object());
    JsonNode shift = golden("shift");
    assertThat(shift.path("ratio").asDouble())
        .isCloseTo(shown.path("ratio").asDouble(), within(1e-14));
    for (String name : List.of("loss", "valLoss")) {
      assertThat(shown.path(name)).hasSize(30);
      for (int i = 0; i < shift.path(name).size(); i++) {
        assertThat(shift.path(name).get(i)).isEqualTo(shown.path(name).get(i));
      }
    }
  }
}
