package annlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
  @Test
  void theServiceLoaderFindsExperiments() {
    assertThat(Experiments.all()).extracting(Experiment::id).containsExactly("toy");
    assertThat(Experiments.find("toy")).isInstanceOf(FakeExperiment.class);
  }

  @Test
  void anUnknownIdIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Experiments.find("yot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no experiment is called 'yot'; did you mean toy?; there are toy");
    assertThatThrownBy(() -> Experiments.find("something-else"))
        .hasMessage("no experiment is called 'something-else'; there are toy");
  }

  @Test
  void sectionsSortByTheirNumbers() {
    assertThat(Stream.of("1.3", "1.2.10", "1.2.9", "1.10").sorted(Experiments::compareSections))
        .containsExactly("1.2.9", "1.2.10", "1.3", "1.10");
  }
}
