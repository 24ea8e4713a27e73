package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Demonstrations;
import annlab.lab.settings.Json;
import annlab.web.Site;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what the laboratories compute against the site's description of it. */
class DemonstrationContractTest {
  @ParameterizedTest
  @CsvSource({
    "activations, ActivationCurves",
    "backprop, GradientSteps",
    "losses, LineFits",
    "dl4j, Differences"
  })
  void everyDemonstrationAnswersAsDescribed(String id, String name) throws Exception {
    JsonNode components;
    try (InputStream in = Site.class.getResourceAsStream("openapi.json")) {
      components = new ObjectMapper().readTree(in).path("components");
    }
    ObjectNode schema = (ObjectNode) components.path("schemas").path(name).deepCopy();
    schema.set("components", components);
    JsonNode answer = Demonstrations.find(id).orElseThrow().show(Json.object());
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(answer))
        .isEmpty();
  }
}
