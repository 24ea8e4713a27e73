package annlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import org.junit.jupiter.api.Test;

/** Holds the ledger over the experiments of the chapter. */
class LedgerOfTheChapterTest {
  @Test
  void everyExperimentKnowsTheCodeThatItDependsOn() {
    assertThat(Experiments.all())
        .isNotEmpty()
        .allSatisfy(
            experiment ->
                assertThat(experiment.fingerprint().orElseThrow()).matches("[0-9a-f]{64}"));
    assertThat(Experiments.all().stream().map(Experiment::section))
        .allMatch(section -> section.matches("1\\.\\d(\\.\\d)?"));
  }
}
