package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.text.SweepText;
import annlab.lab.settings.Json;
import annlab.sweep.specification.SweepSpec;
import annlab.sweep.specification.Trial;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SweepCommandTest {
  private static final Path READY =
      Path.of(System.getProperty("annlab.root", "../..")).resolve("experiments/sweeps");

  static Stream<Path> ready() throws IOException {
    try (Stream<Path> files = Files.list(READY)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("ready")
  void everyStageOfAReadySweepIsValid(Path file) {
    SweepSpec spec = SweepSpec.read(file);
    Optional<Trial> best = Optional.empty();
    for (int stage = 0; stage < spec.stages(); stage++) {
      List<Trial> trials = spec.trials(stage, best);
      assertThat(trials).isNotEmpty();
      best = Optional.of(trials.get(trials.size() - 1));
    }
  }

  @Test
  void theChaptersAdviceTurnsTheKnobsInTheChaptersOrder() {
    SweepSpec spec = SweepSpec.read(READY.resolve("chapter-advice.json"));
    Trial any = spec.trials(0, Optional.empty()).get(0);

    assertThat(spec.stages()).isEqualTo(6);
    List<String> turned =
        Stream.iterate(0, stage -> stage + 1)
            .limit(6)
            .map(stage -> spec.trials(stage, stage == 0 ? Optional.empty() : Optional.of(any)))
            .map(trials -> trials.get(0).parameters().fieldNames().next())
            .toList();
    assertThat(turned)
        .containsExactly(
            "/compile/optimizer/SGD/learning_rate",
            "/compile/optimizer",
            "/sequential",
            "/sequential/1/Dense/units",
            "/sequential/1/Dense/activation",
            "/fit/batch_size");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "0.004567899, 0.004568",
    "1e-7, 0.0000001",
    "300, 300",
    "12345678, 12350000"
  })
  void numbersHaveFourDigits(double value, String text) {
    assertThat(SweepText.number(value)).isEqualTo(text);
  }

  @Test
  void settingsAreNamedByAsLittleAsTellsThemApart() {
    ObjectNode parameters =
        (ObjectNode)
            Json.parse(
                "{\"/sequential/1/Dense/units\": 3, \"/sequential/2/Dense/units\": 4,"
                    + " \"/compile/optimizer/SGD/learning_rate\": 0.25, \"/seed\": 1}");

    assertThat(SweepText.describe(parameters))
        .isEqualTo("1/Dense/units 3, 2/Dense/units 4, learning_rate 0.25, seed 1");
    assertThat(SweepText.describe(Json.object())).isEqualTo("as it is");
  }
}
