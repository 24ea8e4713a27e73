package annlab.networks.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonFormatTest {
  private static JsonNode golden() throws IOException {
    try (InputStream in =
        PythonFormatTest.class.getResourceAsStream("/reference/python_formats.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void writesNumbersAsPythonDoes() throws IOException {
    for (JsonNode one : golden().get("numbers")) {
      assertThat(PythonFormat.of(one.get(0).asText()).number(one.get(1).doubleValue()))
          .as("%s of %s", one.get(0), one.get(1))
          .isEqualTo(one.get(2).asText());
    }
  }

  @Test
  void writesIntegersAsPythonDoes() throws IOException {
    for (JsonNode one : golden().get("integers")) {
      assertThat(PythonFormat.of(one.get(0).asText()).integer(one.get(1).intValue()))
          .as("%s of %s", one.get(0), one.get(1))
          .isEqualTo(one.get(2).asText());
    }
  }

  @Test
  void writesWhatIsNoNumber() {
    assertThat(PythonFormat.of(".2e").number(Double.NaN)).isEqualTo("nan");
    assertThat(PythonFormat.of("6F").number(Double.NEGATIVE_INFINITY)).isEqualTo("  -INF");
  }

  @ParameterizedTest
  @ValueSource(strings = {".3q", "x", "3.", "r", "..2f", "b", "2f2"})
  void refusesWhatPythonDoesNotKnow(String format) {
    assertThatThrownBy(() -> PythonFormat.of(format))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the format '"
                + format
                + "' is not one of a number's in Python, as 02d, .3f, .2e or .4g");
  }
}
