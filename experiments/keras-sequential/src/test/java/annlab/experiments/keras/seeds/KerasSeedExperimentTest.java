package annlab.experiments.keras.seeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The published training from Keras' seed, on the rows that come with the sources. */
class KerasSeedExperimentTest {
  /** What is a matter of the seed alone, whatever the rows. */
  private static final List<String> ROWLESS =
      List.of("F6-notebook-kernel", "F6-first-kernel", "F6-row-order", "X4-printed-kernel");

  private final KerasSeedExperiment experiment = new KerasSeedExperiment();

  @Test
  void kernelsAndOrdersAreKerasOwnWhateverTheRows() {
    RecordingContext run = quick(42);
    Map<String, Double> numbers = experiment.run(run).measurements();
    assertThat(numbers.keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      Judgement expected = ROWLESS.contains(claim.id()) ? Judgement.PASS : Judgement.FAIL;
      if (claim.kind() != Claim.Kind.EXHIBIT) {
        // two epochs over 1,200 rows must not pass for 30 over 55,000
        assertThat(claim.judge(numbers.get(claim.id())).judgement())
            .as(claim.id())
            .isEqualTo(expected);
      }
    }
    assertThat(run.epochs()).hasSize(2);
    assertThat(run.figures().keySet())
        .containsExactlyInAnyOrder("published-curve", "published-difference");
    List<String> table =
        new String(run.files().get("published-and-ours.csv"), UTF_8).lines().toList();
    assertThat(table).hasSize(3);
    assertThat(table.get(0).split(",")).hasSize(13);
    assertThat(table.get(1)).startsWith("1,0.722,");
  }

  @Test
  void anotherSeedIsHeldAgainstNothingPublished() {
    assertThat(experiment.run(quick(43)).measurements()).isEmpty();
  }

  @Test
  @Tag("slow")
  void theWholeRunIsThePublishedOne() {
    DataHome home = new DataHome();
    Map<String, Double> numbers =
        experiment.run(RecordingContext.of(experiment.defaults()).withData(home)).measurements();
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(numbers.get(claim.id())).judgement())
          .as("%s, measured %s", claim.id(), numbers.get(claim.id()))
          .isNotEqualTo(Judgement.FAIL);
    }
  }

  private RecordingContext quick(long seed) {
    return RecordingContext.of(experiment.quick().withSeed(seed))
        .withData(new DataHome())
        .quickly();
  }
}
