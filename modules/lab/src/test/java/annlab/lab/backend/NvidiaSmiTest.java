package annlab.lab.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class NvidiaSmiTest {
  @TempDir Path temp;

  @Test
  void everyCardIsReadWithCapabilityDriverAndMemory() throws Exception {
    NvidiaSmi.Answer answer =
        FakeNvidiaSmi.of(
                temp,
                "echo 'NVIDIA GeForce RTX 3090, 535.104.05, 24576 MiB, 8.6'\n"
                    + "echo 'Tesla K80, 535.104.05, 11441 MiB, 3.7'")
            .ask();
    assertThat(answer.trouble()).isEmpty();
    assertThat(answer.cards())
        .containsExactly(
            new Card(
                "NVIDIA GeForce RTX 3090",
                Optional.of(new Capability(8, 6)),
                "535.104.05",
                "24576 MiB"),
            new Card("Tesla K80", Optional.of(new Capability(3, 7)), "535.104.05", "11441 MiB"));
  }

  @Test
  void anOldDriverThatDoesNotKnowTheCapabilityStillNamesItsCard() throws Exception {
    NvidiaSmi.Answer answer =
        FakeNvidiaSmi.of(
                temp,
                "case \"$*\" in *compute_cap*) echo 'Field \"compute_cap\" is not a valid field';"
                    + " exit 2;; esac\necho 'Tesla P100, 450.80.02, 16280 MiB'")
            .ask();
    assertThat(answer.cards())
        .containsExactly(new Card("Tesla P100", Optional.empty(), "450.80.02", "16280 MiB"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo 'No devices were found'; exit 6 | ended with code 6: No devices were found",
        "echo 'No devices were found'         | said 'No devices were found'",
        "echo 'sorry, <garbage>'              | said 'sorry, <garbage>', expected NAME",
        "echo 'Card, 535.1, 8 MiB, [N/A]'     | said 'Card, 535.1, 8 MiB, [N/A]'",
        "true                                 | lists no card",
        "sleep 60                             | did not answer within 2 s",
      })
  void whateverElseItSaysIsATroubleWithAdvice(String script, String found) throws Exception {
    NvidiaSmi.Answer answer = FakeNvidiaSmi.of(temp, script).ask();
    assertThat(answer.cards()).isEmpty();
    assertThat(answer.trouble().orElseThrow().found()).contains(found);
    assertThat(answer.trouble().orElseThrow().advice()).isNotBlank();
  }

  @Test
  void withoutTheToolThereIsNoDriver() {
    NvidiaSmi absent = new NvidiaSmi(temp.resolve("absent").toString(), Duration.ofSeconds(1));
    assertThat(absent.ask().trouble().orElseThrow().found()).contains("no nvidia-smi on the PATH");
  }
}
