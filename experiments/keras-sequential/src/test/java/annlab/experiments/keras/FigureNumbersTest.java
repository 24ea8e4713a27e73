package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.Demonstrations;
import annlab.lab.settings.Json;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.OptimizerState;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
  void aWeightForTheRareClassIsThatOfFit() throws IOException {
    JsonNode weighted = golden("weighted");
    List<Double> features = new ArrayList<>();
    weighted.path("common").forEach(x -> features.add(x.asDouble()));
    int common = features.size();
    weighted.path("rare").forEach(x -> features.add(x.asDouble()));
    INDArray x = Nd4j.create(features.stream().mapToDouble(each -> each).toArray());
    INDArray y = Nd4j.zeros(DataType.DOUBLE, features.size(), 1);
    for (int row = common; row < features.size(); row++) {
      y.putScalar(row, 0, 1);
    }
    assertThat(weighted.path("units")).hasSize(3);
    for (JsonNode unit : weighted.path("units")) {
      Model model =
          Sequential.of(Input.of(1), new Dense(1, "sigmoid"))
              .seed(1)
              .dataType(DataType.DOUBLE)
              .compile(Loss.binaryCrossentropy(), new Sgd(0.5));
      model.setWeights(List.of(Nd4j.zeros(DataType.DOUBLE, 1, 1), Nd4j.zeros(DataType.DOUBLE, 1)));
      model.fit(
          x.reshape(features.size(), 1),
          y,
          FitOptions.defaults()
              .withEpochs(400)
              .withBatchSize(features.size())
              .withClassWeights(Map.of(1, unit.path("weight").asDouble())));
      assertThat(model.weights().get(0).getDouble(0))
          .isCloseTo(unit.path("w").asDouble(), within(1e-12));
      assertThat(model.weights().get(1).getDouble(0))
          .isCloseTo(unit.path("b").asDouble(), within(1e-12));
    }
  }

  /** The valley's height is {@code (50 w1^2 + w2^2) / 2}; both start at (1, 1). */
  @Test
  void descentTakesTheStepsOfTheOptimizers() throws IOException {
    JsonNode steps = golden("steps");
    assertSteps(steps.path("sgd"), new Sgd(0.03), 0.03);
    assertSteps(steps.path("adam"), new Adam(0.1), 0.1);
  }

  private static void assertSteps(JsonNode way, Optimizer optimizer, double rate) {
    assertThat(way).hasSize(41);
    OptimizerState state =
        new OptimizerState(
            optimizer,
            optimizer.stateFactor() == 0
                ? null
                : Nd4j.zeros(DataType.DOUBLE, 2L * optimizer.stateFactor()),
            true);
    double steep = 1;
    double flat = 1;
    for (int step = 0; step < way.size(); step++) {
      assertThat(way.get(step).get(0).asDouble()).isCloseTo(steep, within(1e-13));
      assertThat(way.get(step).get(1).asDouble()).isCloseTo(flat, within(1e-13));
      INDArray change = Nd4j.createFromArray(50 * steep, flat);
      optimizer.update(change, state, rate, step);
      steep -= change.getDouble(0);
      flat -= change.getDouble(1);
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
