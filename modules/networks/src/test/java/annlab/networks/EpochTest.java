package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Epoch epoch() {
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put("loss", 0.1 + 0.2);
    logs.put("accuracy", Double.NaN);
    logs.put("val_loss", Double.POSITIVE_INFINITY);
    logs.put("val_accuracy", Double.NEGATIVE_INFINITY);
    return new Epoch(7, logs, 38, Duration.ofNanos(3_723_004_005_006L));
  }

  @Test
  void anEpochComesBackFromItsTextWithEveryNumberInItsOrder() throws Exception {
    String text = JSON.writeValueAsString(epoch().json());
    assertThat(text)
        .isEqualTo(
            "{\"number\":7,\"logs\":{\"loss\":0.30000000000000004,\"accuracy\":\"NaN\","
                + "\"val_loss\":\"Infinity\",\"val_accuracy\":\"-Infinity\"},\"steps\":38,"
                + "\"seconds\":3723.004005006}");
    Epoch again = Epoch.of(JSON.readTree(text));
    assertThat(again).isEqualTo(epoch());
    assertThat(again.logs().keySet())
        .containsExactly("loss", "accuracy", "val_loss", "val_accuracy");
  }

  @Test
  void theTreeThatWasNeverATextIsReadToo() {
    assertThat(Epoch.of(epoch().json())).isEqualTo(epoch());
  }

  @Test
  void aCheckpointsEpochHasItsTimeInNanoseconds() {
    ObjectNode json = epoch().json().put("took_ns", 17);
    json.remove("seconds");
    assertThat(Epoch.of(json).took()).isEqualTo(Duration.ofNanos(17));
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "logs", "steps", "seconds"})
  void whatLacksAPartIsNoEpoch(String part) {
    ObjectNode lacking = epoch().json();
    lacking.remove(part);
    ObjectNode other = epoch().json().put(part, "7");
    for (ObjectNode json : new ObjectNode[] {lacking, other}) {
      assertThatThrownBy(() -> Epoch.of(json))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an epoch lacks its number, logs, steps or time");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "null", "1,5"})
  void whatIsNoNumberIsRefused(String value) {
    ObjectNode json = epoch().json();
    json.withObject("/logs").put("loss", value);
    assertThatThrownBy(() -> Epoch.of(json)).isInstanceOf(NumberFormatException.class);
  }
}
