package annlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.settings.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void settingsComeBackFromTheirTextInTheirOrder() {
    Map<String, String> others = new LinkedHashMap<>();
    others.put("step", "dl4j");
    others.put("learning_rate", "0.01");
    Parameters settings = new Parameters(9_007_199_254_740_993L, 30, 1200, others);
    String text = Json.line(settings.json());
    assertThat(text)
        .isEqualTo(
            "{\"seed\":9007199254740993,\"epochs\":30,\"rows\":1200,\"step\":\"dl4j\","
                + "\"learning_rate\":\"0.01\"}");
    Parameters again = Parameters.of(Json.parse(text));
    assertThat(again).isEqualTo(settings);
    assertThat(again.others().keySet()).containsExactly("step", "learning_rate");
  }

  @Test
  void whatIsNoTextIsReadAsItIsWritten() {
    Parameters settings =
        Parameters.of(
            Json.parse("{\"rate\": 0.1, \"shuffle\": true, \"layers\": [{\"units\": 3}]}"));
    assertThat(settings.seed()).isZero();
    assertThat(settings.epochs()).isZero();
    assertThat(settings.others())
        .isEqualTo(Map.of("rate", "0.1", "shuffle", "true", "layers", "[{\"units\":3}]"));
  }
}
