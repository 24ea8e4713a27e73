package annlab.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.datasets.DataHome;
import annlab.estimators.specification.FitSpec;
import annlab.lab.settings.Json;
import annlab.networks.Callback;
import annlab.networks.Model;
import annlab.networks.Training;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class NeuronsTest {
  @TempDir Path home;

  private Model trained(FitSpec spec) {
    List<Model> models = new ArrayList<>();
    spec.run(
        new DataHome(List.of(home)),
        new Callback() {
          @Override
          public void trainEnd(Training training) {
            models.add(training.model());
          }
        });
    return models.get(0);
  }

  private FitSpec spec(String data, String layers) {
    return FitSpec.parse(
        "{\"data\":"
            + data
            + ",\"sequential\":["
            + layers
            + ",{\"Dense\":{\"units\":1,\"activation\":\"sigmoid\"}}],"
            + "\"compile\":{\"loss\":\"binary_crossentropy\",\"optimizer\":\"adam\"},"
            + "\"fit\":{\"epochs\":3},\"split\":{\"test_size\":0.25,\"random_state\":1},\"seed\":4}",
        home);
  }

  private static JsonNode frame(Model model, Plane plane) {
    ObjectNode frame = Json.object();
    Neurons.of(model, plane).addTo(frame);
    return frame;
  }

  @Test
  void eachNeuronsPictureIsWhatItsWeightsGive() {
    FitSpec spec =
        spec(
            "{\"name\":\"moons\",\"rows\":40}",
            "{\"Dense\":{\"units\":10,\"activation\":\"tanh\"}}");
    Model model = trained(spec);
    Plane plane = Plane.of(spec, new DataHome(List.of(home)), 100);
    JsonNode frame = frame(model, plane);
    JsonNode neurons = frame.path("neurons").path(0);
    JsonNode weights = frame.path("weights");
    assertThat(neurons).hasSize(Neurons.MAX_NEURONS);
    assertThat(weights).hasSize(2);
    assertThat(weights.path(0).path(0)).hasSize(3);
    assertThat(weights.path(1)).hasSize(1);
    assertThat(weights.path(1).path(0)).hasSize(Neurons.MAX_NEURONS + 1);
    INDArray places = plane.places(Neurons.SIZE);
    for (int neuron = 0; neuron < Neurons.MAX_NEURONS; neuron++) {
      double[] outputs = new double[Neurons.SIZE * Neurons.SIZE];
      double largest = 0;
      JsonNode from = weights.path(0).path(neuron);
      for (int i = 0; i < outputs.length; i++) {
        double z =
            from.get(0).asDouble() * places.getDouble(i, 0)
                + from.get(1).asDouble() * places.getDouble(i, 1)
                + from.get(2).asDouble();
        outputs[i] = Math.tanh(z);
        largest = Math.max(largest, Math.abs(outputs[i]));
      }
      byte[] picture = Base64.getDecoder().decode(neurons.path(neuron).asText());
      for (int i = 0; i < outputs.length; i++) {
        assertThat((double) (picture[i] & 0xff))
            .isCloseTo(128 + 127 * outputs[i] / largest, within(0.51));
      }
    }
  }

  @Test
  void layersOfTableDataStandBehindTheOneThatStandardizes() {
    FitSpec spec =
        spec(
            "{\"name\":\"iris\",\"columns\":[2,3],\"positive\":1}",
            "{\"Normalization\":{}},{\"Dense\":{\"units\":3,\"activation\":\"relu\"}},"
                + "{\"Dense\":{\"units\":2,\"activation\":\"sigmoid\"}}");
    Model model = trained(spec);
    Plane plane = Plane.of(spec, new DataHome(List.of(home)), 200);
    JsonNode frame = frame(model, plane);
    assertThat(frame.path("neurons")).hasSize(2);
    assertThat(frame.path("neurons").path(0)).hasSize(3);
    assertThat(frame.path("neurons").path(1)).hasSize(2);
    byte[] relu = Base64.getDecoder().decode(frame.path("neurons").path(0).path(0).asText());
    for (byte value : relu) {
      assertThat(value & 0xff).isGreaterThanOrEqualTo(128);
    }
    assertThat(frame.path("weights")).hasSize(3);
    // what the last layer makes of the second hidden one is what the model says
    INDArray places = plane.places(Neurons.SIZE);
    INDArray said = model.predict(places);
    byte[][] second = new byte[2][];
    double[] largest = new double[2];
    for (int neuron = 0; neuron < 2; neuron++) {
      second[neuron] =
          Base64.getDecoder().decode(frame.path("neurons").path(1).path(neuron).asText());
    }
    INDArray hidden = model.network().feedForward(places.castTo(said.dataType()), false).get(2);
    for (int i = 0; i < places.size(0); i++) {
      double z = frame.path("weights").path(2).path(0).path(2).asDouble();
      for (int neuron = 0; neuron < 2; neuron++) {
        z +=
            hidden.getDouble(i, neuron)
                * frame.path("weights").path(2).path(0).path(neuron).asDouble();
        largest[neuron] = Math.max(largest[neuron], Math.abs(2 * hidden.getDouble(i, neuron) - 1));
      }
      assertThat(said.getDouble(i, 0)).isCloseTo(1 / (1 + Math.exp(-z)), within(1e-5));
    }
    for (int neuron = 0; neuron < 2; neuron++) {
      for (int i = 0; i < places.size(0); i++) {
        double share = (2 * hidden.getDouble(i, neuron) - 1) / largest[neuron];
        assertThat((double) (second[neuron][i] & 0xff)).isCloseTo(128 + 127 * share, within(0.51));
      }
    }
  }

  @Test
  void pointsThatAreKeptApartAreMeasuredByThemselves() {
    FitSpec spec =
        spec(
            "{\"name\":\"moons\",\"rows\":40}",
            "{\"Dense\":{\"units\":4,\"activation\":\"tanh\"}}");
    Plane plane = Plane.of(spec, new DataHome(List.of(home)), 100);
    assertThat(plane.json().path("points")).hasSize(30);
    assertThat(plane.json().path("test")).hasSize(10);
    Plane test = plane.test().orElseThrow();
    Model model = trained(spec);
    JsonNode result = spec.run(new DataHome(List.of(home))).json();
    assertThat(test.loss(model)).isEqualTo(result.path("test").path("loss").asDouble());
    assertThat(test.accuracy(model)).isBetween(0.0, 1.0);
    assertThat(test.json().path("extent")).isEqualTo(plane.json().path("extent"));
  }
}
