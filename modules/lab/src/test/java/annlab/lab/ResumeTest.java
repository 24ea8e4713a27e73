package annlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.datasets.DataHome;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunOptions;
import annlab.lab.runs.RunStatus;
import annlab.lab.store.RunStore;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.Training;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public class ResumeTest {
  private static final int EPOCHS = 5;
  private static final int TRAININGS = 2;

  @TempDir Path home;
  private RunStore store;
  private Runner runner;

  @BeforeEach
  void open() {
    store = RunStore.open(home);
    runner = runner(Duration.ZERO);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Runner runner(Duration distance) {
    return new Runner(store, () -> new DataHome(), home, distance);
  }

  /** Two real trainings, the first in float and the second in double, and the epochs they ran. */
  public static final class Real {
    private final List<String> ran = new ArrayList<>();
    private double nudge;
    public final FakeExperiment experiment = new FakeExperiment().then(this::train);

    private void train(RunContext context) {
      for (int i = 0; i < TRAININGS; i++) {
        int number = i;
        DataType type = i == 0 ? DataType.FLOAT : DataType.DOUBLE;
        INDArray x = Nd4j.linspace(DataType.DOUBLE, nudge, 0.01, 80).reshape(40, 2).castTo(type);
        Model model =
            Sequential.of(Input.of(2), new Dense(5, "relu"), new Dense(1))
                .seed(3)
                .dataType(type)
                .compile(Loss.meanSquaredError(), new Adam(0.01));
        Callback count =
            new Callback() {
              @Override
              public void epochBegin(Training training, int epoch) {
                ran.add(number + "." + epoch);
              }
            };
        model.fit(
            x,
            x.sum(1).reshape(40, 1),
            FitOptions.defaults()
                .withEpochs(EPOCHS)
                .withBatchSize(8)
                .withValidation(x, x.sum(1).reshape(40, 1))
                .withCallbacks(count, context.recorder()));
        context.stopIfAsked();
      }
    }
  }

  /** Asks the run to stop as the epoch of a number, over all trainings, begins. */
  private Callback stopIn(int epoch) {
    return new Callback() {
      private int begun;

      @Override
      public void epochBegin(Training training, int number) {
        // the fake training of the toy comes first
        if (training.epochs() == EPOCHS && begun++ == epoch) {
          store.requestStop(store.summaries().get(0).id());
          FakeExperiment.sleep(700); // the store is asked every half second
        }
      }
    };
  }

  @Test
  void aResumedRunHasTheBitsOfOneThatWasNotCutShort() {
    Real whole = new Real();
    Run straight = runner.run(whole.experiment, RunOptions.full(whole.experiment));
    assertThat(whole.ran).hasSize(TRAININGS * EPOCHS);
    for (int cut : new int[] {0, EPOCHS + 2}) {
      Real real = new Real();
      Run broken =
          runner.run(real.experiment, RunOptions.full(real.experiment).withWatcher(stopIn(cut)));
      assertThat(broken.status()).isEqualTo(RunStatus.INTERRUPTED);
      real.ran.clear();
      Run resumed = runner.run(real.experiment, RunOptions.resuming(broken));
      assertThat(resumed.id()).isEqualTo(broken.id());
      assertThat(resumed.status()).isEqualTo(RunStatus.FINISHED);
      assertThat(resumed.summary().resumes()).isEqualTo(1);
      assertThat(resumed.history()).isEqualTo(straight.history());
      assertThat(resumed.summary().last()).isEqualTo(straight.summary().last());
      assertThat(resumed.summary().best()).isEqualTo(straight.summary().best());
      assertThat(resumed.verdicts()).isEqualTo(straight.verdicts());
      assertThat(real.ran)
          .as("epochs trained after epoch %s was cut short", cut)
          .hasSize(TRAININGS * EPOCHS - cut);
      assertThat(files(resumed)).noneMatch(name -> name.startsWith("checkpoint"));
    }
  }

  private List<String> files(Run run) {
    try (Stream<Path> files = Files.list(home.resolve("runs").resolve(run.id().value()))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void withoutACheckpointARunStartsOverAndWithADamagedOneItsTrainingDoes() throws Exception {
    Real real = new Real();
    Run broken =
        runner.run(
            real.experiment, RunOptions.full(real.experiment).withWatcher(stopIn(EPOCHS + 1)));
    assertThat(store.hasCheckpoint(broken.id())).isTrue();
    // the toy's own training is the first of three
    Path damaged = home.resolve("runs").resolve(broken.id().value()).resolve("checkpoint-3.zip");
    byte[] bytes = Files.readAllBytes(damaged);
    Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0); // a lost sector
    Files.write(damaged, bytes);
    real.ran.clear();
    Run resumed = runner.run(real.experiment, RunOptions.resuming(broken));
    assertThat(resumed.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(real.ran).containsExactly("1.0", "1.1", "1.2", "1.3", "1.4");

    Real hasty = new Real();
    Run none =
        runner(Duration.ofHours(1))
            .run(hasty.experiment, RunOptions.full(hasty.experiment).withWatcher(stopIn(2)));
    assertThat(store.hasCheckpoint(none.id())).isFalse();
    hasty.ran.clear();
    Run again = runner.run(hasty.experiment, RunOptions.resuming(none));
    assertThat(hasty.ran).hasSize(TRAININGS * EPOCHS);
    assertThat(again.history()).isEqualTo(resumed.history());
  }

  @Test
  void otherDataFailTheRunWithOneLineAndTheCheckpointStays() {
    Real real = new Real();
    Run broken =
        runner.run(real.experiment, RunOptions.full(real.experiment).withWatcher(stopIn(2)));
    real.nudge = 0.5;
    assertThatThrownBy(() -> runner.run(real.experiment, RunOptions.resuming(broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the checkpoint is of another training or of other data: ");
    Run failed = store.find(broken.id()).orElseThrow();
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(failed.history()).isEqualTo(broken.history());
    real.nudge = 0;
    assertThat(runner.run(real.experiment, RunOptions.resuming(failed)).status())
        .isEqualTo(RunStatus.FINISHED);
  }

  @Test
  void aRunThatIsUnderWayFinishedOrOfOtherCodeIsRefusedInOneLine() {
    Real real = new Real();
    Run done = runner.run(real.experiment, RunOptions.full(real.experiment));
    assertThatThrownBy(() -> runner.run(real.experiment, RunOptions.resuming(done)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run " + done.id() + " is finished; to run it again, start a new one: annlab run toy");
    RunId running = store.begin("toy", Parameters.of(1, 2), false);
    Run under = store.find(running).orElseThrow();
    assertThatThrownBy(() -> runner.requireResumable(real.experiment, under))
        .hasMessage("run " + running + " is running; wait for it, or stop it first");

    Provenance now = done.provenance().orElseThrow();
    Run old = interrupted(done, with(now, "0123456789abcdef", now.threads()));
    assertThatThrownBy(() -> runner.requireResumable(real.experiment, old))
        .hasMessageContaining("was made by other code (commit 0123456789ab, this is ")
        .hasMessageEndingWith("or start a new one: annlab run toy");
    Run wide = interrupted(done, with(now, now.commit().orElse(""), 8));
    assertThatThrownBy(() -> runner.requireResumable(real.experiment, wide))
        .hasMessageContaining("set OMP_NUM_THREADS=8");
  }

  private Run interrupted(Run like, Provenance origin) {
    RunId id = store.begin("toy", like.parameters(), false);
    store.provenance(id, origin);
    store.interrupt(id);
    return store.find(id).orElseThrow();
  }

  private static Provenance with(Provenance of, String commit, int threads) {
    var json = of.json();
    if (!of.commit().orElse("").equals(commit)) {
      json.put("commit", commit).put("fingerprint", "0".repeat(64));
    }
    json.put("threads", threads);
    return Provenance.of(json);
  }
}
