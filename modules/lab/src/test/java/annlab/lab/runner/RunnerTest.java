package annlab.lab.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.FakeExperiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.WithStore;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.Target;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.OutOfMemory;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStoreTest;
import annlab.networks.StepChoice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.bytedeco.javacpp.DoublePointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class RunnerTest extends WithStore {
  @Test
  void aFullRunIsRecordedJudgedAndKnowsItsOrigin() {
    Run run = runner.run(toy, RunOptions.full(toy));
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(judgements(run))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "T1-count", Judgement.PASS,
                "T2-accuracy", Judgement.PASS,
                "T3-footwear", Judgement.FAIL,
                "T4-order", Judgement.PASS,
                "T5-curve", Judgement.SHOWN,
                "T6-missing", Judgement.NOT_RUN,
                "X1-sign", Judgement.PASS));
    assertThat(run.history()).containsOnlyKeys("loss", "accuracy", "val_loss", "val_accuracy");
    assertThat(run.history().get("val_accuracy")).hasSize(FakeExperiment.EPOCHS);
    Provenance origin = run.provenance().orElseThrow();
    assertThat(origin.backend()).isEqualTo("cpu");
    assertThat(run.summary().backend()).contains("cpu");
    assertThat(origin.threads()).isEqualTo(1);
    assertThat(origin.nd4j()).isEqualTo("1.0.0-M2.1");
    assertThat(origin.blas()).matches("openblas and annlab's kernels, version \\d+");
    assertThat(origin.took()).isPresent();
    assertThat(origin.version()).matches("[0-9].*");
    assertThat(store.files().of(run.id()))
        .extracting(Artifact::name)
        .containsExactly("curve.svg", "dl4j-1.java", "note.txt");
  }

  @Test
  void anotherSeedIsJudged() {
    Run run = runner.run(toy, RunOptions.full(toy).withParameters(toy.defaults().withSeed(123)));
    assertThat(judgements(run)).containsEntry("T2-accuracy", Judgement.PASS);
    assertThat(store.of(toy).newestFull()).contains(run);
  }

  @Test
  void aRunThatNamesItsStepRecordsItAndIsJudged() {
    for (StepChoice step : List.of(StepChoice.DL4J, StepChoice.DENSE)) {
      Parameters named = toy.defaults().withStep(step);
      Run run = runner.run(toy, RunOptions.full(toy).withParameters(named));
      assertThat(run.parameters().step()).isEqualTo(step);
      assertThat(judgements(run)).containsEntry("T2-accuracy", Judgement.PASS);
    }
  }

  @Test
  void otherEpochsRowsOrParametersJudgeNothing() {
    Parameters own = toy.defaults();
    List<Parameters> others =
        List.of(
            own.withEpochs(own.epochs() + 1),
            own.withRows(10),
            new Parameters(own.seed(), own.epochs(), own.rows(), Map.of("batch_size", "64")));
    for (Parameters other : others) {
      Run run = runner.run(toy, RunOptions.full(toy).withParameters(other));
      assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
      assertThat(judgements(run).values()).containsOnly(Judgement.NOT_RUN);
      assertThat(run.anyFail()).isFalse();
    }
    assertThat(store.of(toy).newestFull()).isEmpty();
  }

  @Test
  void aQuickRunJudgesNothingEvenWithTheExperimentsOwnSettings() {
    Run run = runner.run(toy, RunOptions.quick(toy).withParameters(toy.defaults()));
    assertThat(judgements(run).values()).containsOnly(Judgement.NOT_RUN);
    assertThat(run.verdicts().get(1).measured()).hasValue(FakeExperiment.ACCURACY);
    assertThat(store.of(toy).newestFull()).isEmpty();
  }

  @Test
  void aNumberThatDoesNotExistNeverPasses() {
    Claim least =
        RunStoreTest.claim("T1", new Target.Between(0, Double.POSITIVE_INFINITY, "bounded below"));
    assertThat(least.judge(Double.POSITIVE_INFINITY).judgement()).isEqualTo(Judgement.FAIL);
    assertThat(least.judge(Double.NaN).judgement()).isEqualTo(Judgement.FAIL);
    assertThat(least.judge(1).judgement()).isEqualTo(Judgement.PASS);
  }

  @Test
  void aMeasurementForNoClaimIsAFailureOfTheExperiment() {
    Outcome typo = new Outcome(Map.of(), Map.of("T1-cuont", 1.0));
    assertThatThrownBy(() -> Runner.judge(toy, RunOptions.full(toy), typo))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("experiment toy measured for claims that it does not have: T1-cuont");
  }

  @Test
  void aJudgedRunThatForgetsAClaimIsAFailureOfTheExperiment() {
    Map<String, Double> most = new HashMap<>();
    Claim.ids(toy.claims()).forEach(id -> most.put(id, 0.0));
    most.remove("T2-accuracy");
    most.remove("T6-missing");
    Set<String> unmeasurable = Set.of("T6-missing");
    Outcome forgetful = new Outcome(Map.of(), most, unmeasurable);
    assertThatThrownBy(() -> Runner.judge(toy, RunOptions.full(toy), forgetful))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("experiment toy measured nothing for claims of its own: T2-accuracy");
    assertThat(Runner.judge(toy, RunOptions.quick(toy), forgetful)).hasSameSizeAs(toy.claims());

    Outcome leavesOutTooMuch = new Outcome(Map.of(), most, Set.of("T2-acuracy", "T6-missing"));
    assertThatThrownBy(() -> Runner.judge(toy, RunOptions.full(toy), leavesOutTooMuch))
        .hasMessage("experiment toy leaves claims out that it does not have: T2-acuracy");

    most.put("T2-accuracy", 0.0);
    Outcome whole = new Outcome(Map.of(), most, unmeasurable);
    assertThat(Runner.judge(toy, RunOptions.full(toy), whole)).hasSameSizeAs(toy.claims());
  }

  @Test
  void aFailureIsRecordedInOneLineAndThrownOn() {
    FakeExperiment toy =
        new FakeExperiment()
            .then(
                context -> {
                  throw new PrerequisiteException("no such thing\nget it");
                });
    assertThatThrownBy(() -> runner.run(toy, RunOptions.full(toy)))
        .isInstanceOf(PrerequisiteException.class);
    RunSummary run = store.summaries().get(0);
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.error()).contains("no such thing; get it");
    assertThat(run.finishedAt()).isPresent();
  }

  @Test
  void aRequestInTheStoreStopsTheTrainingAndTheRunIsInterrupted() {
    FakeExperiment endless =
        toy.then(
            context -> {
              RunId id = store.summaries().get(0).id();
              store.requestStop(id);
              while (true) {
                FakeExperiment.sleep(10);
                context.stopIfAsked();
              }
            });
    long begin = System.nanoTime();
    Run run = runner.run(endless, RunOptions.full(endless));
    assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(run.history().get("loss")).hasSize(FakeExperiment.EPOCHS);
    assertThat(run.verdicts()).isEmpty();
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(5);
  }

  @Test
  void aTrainingUnderWayIsEndedBetweenTwoSteps() {
    FakeExperiment.Fit fit = new FakeExperiment.Fit(1_000_000, 100);
    FakeExperiment toy =
        new FakeExperiment()
            .then(
                context -> {
                  store.requestStop(store.summaries().get(0).id());
                  fit.run(context.recorder(), 1);
                });
    Run run = runner.run(toy, RunOptions.full(toy));
    assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(fit.stopped()).isTrue();
  }

  @Test
  void tooLittleMemoryNamesTheSettingToChange() {
    assertThatMemoryFails(
        () -> new long[Integer.MAX_VALUE].length, "the Java heap of", "allow more: ANNLAB_HEAP=");
    assertThatMemoryFails(
        () -> (int) Nd4j.createUninitialized(DataType.DOUBLE, 1L << 38).length(),
        "the memory outside the Java heap is too small (Allocation failed: [",
        "raise the limit of this process (ulimit -v, ");
    assertThatMemoryFails(
        () -> (int) new DoublePointer(1L << 29).capacity(),
        "the memory outside the Java heap is too small (Cannot allocate new DoublePointer(",
        "allow more: ANNLAB_OFFHEAP=");
  }

  private void assertThatMemoryFails(IntSupplier allocation, String what, String cure) {
    int[] length = new int[1];
    FakeExperiment toy = new FakeExperiment().then(context -> length[0] = allocation.getAsInt());
    assertThatThrownBy(() -> runner.run(toy, RunOptions.full(toy)))
        .satisfies(
            thrown -> assertThat(OutOfMemory.advice(thrown).orElseThrow()).contains(what, cure));
    Run run = store.runs().get(0);
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.summary().error().orElseThrow()).contains(what, cure).doesNotContain("\n");
  }

  @Test
  void aQueuedRunIsTakenOver() {
    RunId id = store.queue(toy.id(), toy.defaults(), false);
    assertThat(runner.run(toy, RunOptions.full(toy).withQueued(id)).id()).isEqualTo(id);
    assertThatThrownBy(() -> runner.run(toy, RunOptions.full(toy).withQueued(id)))
        .hasMessageContaining("is not queued any more");
  }

  @Test
  void aSecondFitContinuesTheCurve() {
    FakeExperiment toy =
        new FakeExperiment()
            .then(context -> new FakeExperiment.Fit(2, 1).run(context.recorder(), 0));
    Run run = runner.run(toy, RunOptions.full(toy));
    assertThat(run.history().get("loss")).hasSize(FakeExperiment.EPOCHS + 2);
    assertThat(run.epochs()).extracting(e -> e.number()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void artifactsComeBackAsTheyWere() throws Exception {
    Run run = runner.run(toy, RunOptions.full(toy));
    Path note = store.files().find(run.id(), "note.txt").orElseThrow().file();
    assertThat(java.nio.file.Files.readAllBytes(note)).isEqualTo("a note".getBytes(UTF_8));
  }

  private static Map<String, Judgement> judgements(Run run) {
    Map<String, Judgement> judgements = new java.util.LinkedHashMap<>();
    run.verdicts().forEach(v -> judgements.put(v.claim().id(), v.judgement()));
    return judgements;
  }
}
