package annlab.experiments.keras;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.datasets.Samples;
import annlab.experiments.keras.california.WideAndDeepExperiment;
import annlab.experiments.keras.seeds.ClassWeightsExperiment;
import annlab.experiments.keras.tuning.SealedTest;
import annlab.experiments.keras.tuning.TuningExperiment;
import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Tuning, class weights, and a graph beside Sequential. */
class TuningExperimentsTest {

  @Test
  void aQuickSearchMeasuresEveryClaimAndListsItsTrials() {
    TuningExperiment experiment = new TuningExperiment();
    RecordingContext run =
        RecordingContext.of(experiment.quick()).withData(new DataHome()).quickly();
    Map<String, Double> numbers = measure(experiment, run);
    assertThat(numbers).containsEntry("G14-warning", 0.0);
    assertThat(numbers.get("G12-learning-rate")).isGreaterThan(0.1);
    List<String> trials =
        new String(run.files().get("trials.csv"), StandardCharsets.UTF_8).lines().toList();
    // a header, 5 rates, 3 x 3, Adam once more, 2 drawn, 3 batch sizes
    assertThat(trials).hasSize(1 + 5 + 9 + 1 + 2 + 3);
    assertThat(trials.get(3))
        .startsWith("learning rate,\"sgd 0.01, [300, 100] relu, batches of 32\",0.");
    assertThat(run.figures()).containsOnlyKeys("tuning");
  }

  @Test
  void theTestSetIsSealedUntilAChoiceIsMade() {
    SealedTest test = new SealedTest(new Samples(Nd4j.ones(2, 1), Nd4j.ones(2)));
    test.read("rate 0.1");
    assertThat(test.warnings()).hasSize(1);
    assertThat(test.warnings().get(0))
        .startsWith("the test set was read for rate 0.1 while the search went on")
        .contains("choose on validation rows");
    test.choose();
    test.read("the tuned network");
    assertThat(test.warnings()).hasSize(1);
    test.read("another network");
    assertThat(test.warnings()).hasSize(2);
  }

  @Test
  void classWeightsFindMoreShirtsOnTheRowsOfTheSourcesToo() {
    ClassWeightsExperiment experiment = new ClassWeightsExperiment();
    Parameters parameters = new Parameters(1, 15, 1_200, Map.of("seeds", "3"));
    allPass(
        experiment,
        measure(experiment, RecordingContext.of(parameters).withData(new DataHome()).quickly()));
  }

  @Test
  void theGraphBeatsItsWidePath() {
    WideAndDeepExperiment experiment = new WideAndDeepExperiment();
    DataHome home = new DataHome();
    Parameters parameters = new Parameters(5, 4, 0, Map.of());
    allPass(
        experiment, measure(experiment, RecordingContext.of(parameters).withData(home).quickly()));
  }

  @Test
  @Tag("slow")
  void everyClaimHoldsOnTheWholeDataSet() {
    DataHome home = new DataHome();
    for (Experiment experiment : List.of(new TuningExperiment(), new ClassWeightsExperiment())) {
      allPass(
          experiment,
          measure(experiment, RecordingContext.of(experiment.defaults()).withData(home)));
    }
  }

  private static Map<String, Double> measure(Experiment experiment, RecordingContext run) {
    Map<String, Double> numbers = experiment.run(run).measurements();
    assertThat(numbers.keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    return numbers;
  }

  private static void allPass(Experiment experiment, Map<String, Double> numbers) {
    for (Claim claim : experiment.claims()) {
      assertThat(claim.judge(numbers.get(claim.id())).judgement())
          .as("%s, measured %s", claim.id(), numbers)
          .isNotEqualTo(Judgement.FAIL);
    }
  }
}
