package annlab.experiments.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RecordingContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EstimatorExperimentsTest {
  @Test
  void theServiceLoaderFindsAll() {
    assertThat(ServiceLoader.load(Experiment.class))
        .extracting(Experiment::id)
        .containsExactlyInAnyOrder(
            "california-mlp-regressor",
            "iris-mlp-classifier",
            "regression-outputs",
            "regression-losses",
            "classification-outputs",
            "chapter-errata");
  }

  @Test
  void everyClaimOnIrisIsMeasuredAndHolds() {
    Experiment experiment = new IrisMlpClassifier();
    RecordingContext context = RecordingContext.of(experiment.defaults());
    assertHolds(experiment, experiment.run(context));
    assertThat(context.epochs()).hasSize(1183);
    assertThat(context.files().keySet()).containsExactly("iris-mlp-loss.svg");
  }

  static Stream<Experiment> synthetic() {
    return Stream.of(
        new RegressionOutputs(),
        new RegressionLosses(),
        new ClassificationOutputs(),
        new ChapterErrata());
  }

  @ParameterizedTest
  @MethodSource("synthetic")
  void everyClaimOnSyntheticDataIsMeasuredAndHolds(Experiment experiment) {
    assertHolds(experiment, experiment.run(RecordingContext.of(experiment.defaults())));
  }

  @ParameterizedTest
  @MethodSource("synthetic")
  void aQuickRunMeasuresEveryClaim(Experiment experiment) {
    RecordingContext context = RecordingContext.of(experiment.quick());
    assertThat(experiment.run(context).measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
  }

  @ParameterizedTest
  @MethodSource("synthetic")
  @Tag("slow")
  void everyClaimOnSyntheticDataHoldsWithOtherSeeds(Experiment experiment) {
    for (long seed : new long[] {1, 101, 201}) {
      Parameters other = experiment.defaults().withSeed(seed);
      assertHolds(experiment, experiment.run(RecordingContext.of(other)));
    }
  }

  private static void assertHolds(Experiment experiment, Outcome outcome) {
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    for (Claim claim : experiment.claims()) {
      double measured = outcome.measurements().get(claim.id());
      assertThat(claim.judge(measured).judgement())
          .as("%s measured %s", claim.id(), measured)
          .isIn(Judgement.PASS, Judgement.SHOWN);
    }
  }

  @Test
  void aQuickRunOnCaliforniaHousingMeasuresEveryClaim() {
    Experiment experiment = new CaliforniaMlpRegressor();
    RecordingContext context = RecordingContext.of(experiment.quick()).withData(new DataHome());
    Outcome outcome = experiment.run(context);
    assertThat(outcome.measurements().keySet())
        .containsExactlyInAnyOrderElementsOf(experiment.claims().stream().map(Claim::id).toList());
    // what needs neither all rows nor all epochs holds in a quick run too
    for (String id : new String[] {"C2-statistics", "C3-same-rows", "C11-outputs", "C11-losses"}) {
      Claim claim =
          experiment.claims().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
      assertThat(claim.judge(outcome.measurements().get(id)).judgement())
          .as(id)
          .isEqualTo(Judgement.PASS);
    }
    assertThat(context.epochs()).hasSize(3);
    assertThat(context.files().keySet())
        .containsExactly(
            "california-mlp-loss.svg", "california-mlp-predictions.svg", "predictions.csv");
  }

  @Test
  @Tag("slow")
  void everyClaimOnCaliforniaHousingIsMeasuredAndHolds() {
    Experiment experiment = new CaliforniaMlpRegressor();
    RecordingContext context = RecordingContext.of(experiment.defaults()).withData(new DataHome());
    assertHolds(experiment, experiment.run(context));
    assertThat(context.epochs()).hasSize(169);
  }
}
