package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.callbacks.CsvLogger;
import annlab.networks.callbacks.EarlyStopping;
import annlab.networks.callbacks.EpochLines;
import annlab.networks.callbacks.LearningRateScheduler;
import annlab.networks.callbacks.ModelCheckpoint;
import annlab.networks.callbacks.ProgressBar;
import annlab.networks.callbacks.ReduceLrOnPlateau;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CallbacksTest {
  @TempDir private Path folder;

  /** A training whose epochs give chosen values, without any data. */
  private static final class Scripted implements Training {
    private final Model model =
        Sequential.of(Input.of(1), new Dense(1)).compile(Loss.meanSquaredError(), new Sgd(0.5));
    private final List<Integer> ran = new ArrayList<>();
    private final Map<String, Boolean> reported;
    private boolean stopped;

    Scripted() {
      this(Map.of());
    }

    Scripted(Map<String, Boolean> reported) {
      this.reported = reported;
    }

    void run(Callback callback, String name, double... values) {
      callback.trainBegin(this);
      for (int epoch = 0; epoch < values.length && !stopped; epoch++) {
        ran.add(epoch);
        callback.epochBegin(this, epoch);
        // the weights tell the epoch
        model.setParameters(Nd4j.create(new float[] {epoch, epoch}));
        callback.batchEnd(this, 0, values[epoch]);
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", 0.5);
        logs.put(name, values[epoch]);
        callback.epochEnd(this, new Epoch(epoch, logs, 4, Duration.ofMillis(8)));
      }
      callback.trainEnd(this);
    }

    @Override
    public Model model() {
      return model;
    }

    @Override
    public int epochs() {
      return 9;
    }

    @Override
    public int stepsPerEpoch() {
      return 4;
    }

    @Override
    public Map<String, Double> logs() {
      return Map.of("loss", 0.25);
    }

    @Override
    public Map<String, Boolean> higherIsBetter() {
      return reported;
    }

    @Override
    public void stopNow() {
      stopped = true;
    }

    @Override
    public void stopAfterEpoch() {
      stopped = true;
    }
  }

  @Test
  void earlyStoppingWaitsAndRestoresTheBestWeights() {
    Scripted training = new Scripted();
    EarlyStopping stopping = new EarlyStopping(2, true);
    training.run(stopping, "val_loss", 1.0, 0.5, 0.6, 0.7, 0.1);
    assertThat(training.ran).containsExactly(0, 1, 2, 3);
    assertThat(stopping.stopped()).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(1);
    assertThat(training.model.parameters().getDouble(0)).isEqualTo(1);
  }

  /** Keras 3.15.1: an epoch that improves never ends the training, whatever the patience. */
  @ParameterizedTest
  @CsvSource({
    "0, '1 0.9 0.8 0.7', 4",
    "0, '1 0.9 0.9 0.7', 3",
    "0, '1 2 0.5', 2",
    "0, 'NaN NaN 1', 2",
    "1, 'NaN NaN NaN 1', 2",
    "2, 'NaN NaN NaN 1', 3",
    "1, '3 2 2 1', 3"
  })
  void earlyStoppingCountsAsKeras(int patience, String values, int epochs) {
    Scripted training = new Scripted();
    double[] losses = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    training.run(new EarlyStopping("val_loss", patience, 0, false), "val_loss", losses);
    assertThat(training.ran).hasSize(epochs);
  }

  @Test
  void theMetricSaysWhetherHigherIsBetterWhateverItsName() {
    Map<String, Boolean> reported = Map.of("loss", false, "hits", true, "precision_1", true);
    for (String name : List.of("hits", "precision_1")) {
      Scripted training = new Scripted(reported);
      EarlyStopping stopping = new EarlyStopping(name, 1, 0, true);
      training.run(stopping, name, 0.1, 0.2, 0.3);
      assertThat(training.ran).hasSize(3);
      assertThat(stopping.bestEpoch()).isEqualTo(2);
    }
  }

  @Test
  void whatIsNotMeasuredIsRefusedBeforeTheFirstEpoch() {
    Map<String, Boolean> reported = Map.of("loss", false);
    for (Callback callback :
        List.of(
            new EarlyStopping(1, true),
            new ReduceLrOnPlateau(),
            new ModelCheckpoint(folder.resolve("m.zip").toString(), "val_loss", true))) {
      Scripted training = new Scripted(reported);
      assertThatThrownBy(() -> training.run(callback, "loss", 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'val_loss' is not measured; there are [loss]; pass validation data to fit");
      assertThat(training.ran).isEmpty();
    }
  }

  @Test
  void aCheckpointsNameIsCheckedBeforeTheFirstEpoch() {
    Map<String, Boolean> reported = Map.of("loss", false);
    for (String name : List.of("m-{loss:.2q}.zip", "m-{epoch:.2}.zip", "m-{los}.zip", "m-{}.zip")) {
      Scripted training = new Scripted(reported);
      String file = folder.resolve(name).toString();
      assertThatThrownBy(() -> training.run(new ModelCheckpoint(file), "loss", 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("ModelCheckpoint to " + file + ": ");
      assertThat(training.ran).isEmpty();
    }
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aCheckpointsNameTakesPythonsFormats() {
    new Scripted(Map.of("loss", false))
        .run(
            new ModelCheckpoint(
                folder.resolve("m-{epoch:03d}-{loss:.2e}-{loss:.4g}-{loss:6.3f}.zip").toString()),
            "loss",
            2.1666666,
            0.00012345);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "m-001-2.17e+00-2.167- 2.167.zip", "m-002-1.23e-04-0.0001234- 0.000.zip");
  }

  @Test
  void earlyStoppingNeedsTheLeastImprovement() {
    Scripted training = new Scripted();
    training.run(new EarlyStopping("val_loss", 1, 0.2, false), "val_loss", 1.0, 0.9, 0.1);
    assertThat(training.ran).containsExactly(0, 1);
    assertThat(training.model.parameters().getDouble(0)).isEqualTo(1);
  }

  @Test
  void accuraciesShallRise() {
    Scripted training = new Scripted();
    training.run(
        new EarlyStopping("val_accuracy", 1, 0, true), "val_accuracy", 0.1, 0.2, 0.3, 0.2, 0.9);
    assertThat(training.ran).containsExactly(0, 1, 2, 3);
    assertThat(training.model.parameters().getDouble(0)).isEqualTo(2);
  }

  @Test
  void aMonitoredValueThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new Scripted().run(new EarlyStopping(1, false), "val_mae", 1.0))
        .hasMessage("'val_loss' is not measured; there are [loss, val_mae]");
    assertThatThrownBy(() -> new Scripted().run(new EarlyStopping(1, false), "mae", 1.0))
        .hasMessage(
            "'val_loss' is not measured; there are [loss, mae]; pass validation data to fit");
  }

  @Test
  void aPlateauReducesTheRateAndCoolsDown() {
    Scripted training = new Scripted();
    List<Double> rates = new ArrayList<>();
    ReduceLrOnPlateau plateau = new ReduceLrOnPlateau("val_loss", 0.1, 2, 0, 1, 0.01);
    Callback watching =
        new Callback() {
          @Override
          public void trainBegin(Training t) {
            plateau.trainBegin(t);
          }

          @Override
          public void epochEnd(Training t, Epoch epoch) {
            plateau.epochEnd(t, epoch);
            rates.add(Math.round(1e6 * t.model().learningRate()) / 1e6);
          }
        };
    training.run(watching, "val_loss", 1, 1, 1, 1, 1, 1, 1);
    // epochs 1 and 2 do not improve; cooldown covers epoch 3 and ends there, so it counts
    assertThat(rates).containsExactly(0.5, 0.5, 0.05, 0.05, 0.01, 0.01, 0.01);
  }

  @Test
  void aSchedulerSetsTheRateOfEachEpoch() {
    Scripted training = new Scripted();
    training.run(
        new LearningRateScheduler((epoch, rate) -> epoch < 2 ? rate : rate / 2),
        "val_loss",
        1,
        1,
        1,
        1);
    assertThat(training.model.learningRate()).isEqualTo(0.125);
  }

  @Test
  void theCsvHasALineAnEpoch() throws IOException {
    Path file = folder.resolve("log.csv");
    new Scripted().run(new CsvLogger(file, false), "val_loss", 1.5, 2);
    new Scripted().run(new CsvLogger(file, true), "val_loss", 3);
    assertThat(Files.readString(file))
        .isEqualTo("epoch,loss,val_loss\n0,0.5,1.5\n1,0.5,2.0\n0,0.5,3.0\n");
  }

  @Test
  void checkpointsAreNamedByEpochAndValue() {
    new Scripted()
        .run(
            new ModelCheckpoint(
                folder.resolve("m-{epoch:02d}-{val_loss:.2f}.zip").toString(), "val_loss", true),
            "val_loss",
            1.5,
            2,
            1.25);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("m-01-1.50.zip", "m-03-1.25.zip");
    assertThat(Model.load(folder.resolve("m-03-1.25.zip")).parameters().getDouble(0)).isEqualTo(2);
  }

  private static String printed(java.util.function.Function<PrintStream, Callback> callback) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      new Scripted().run(callback.apply(out), "val_accuracy", 0.9);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theProgressBarEndsAsKerasDoes() {
    assertThat(printed(ProgressBar::new))
        .startsWith("Epoch 1/9\n")
        .matches(
            "(?s).*\r"
                + "4/4 \\[={30}] - 0s \\d+[mu]s/step - loss: 0\\.5000 - val_accuracy:"
                + " 0\\.9000\n");
  }

  @Test
  void linesAreOneAnEpoch() {
    assertThat(printed(EpochLines::new))
        .matches(
            "Epoch 1/9 - 4 steps - 0s \\d+[mu]s/step - loss: 0\\.5000 - val_accuracy: 0\\.9000\n");
  }

  @Test
  void theBarMovesWhileAnEpochRuns() {
    INDArray x = Nd4j.ones(DataType.FLOAT, 8, 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Callback slow =
        new Callback() {
          @Override
          public void batchBegin(Training training, int step) {
            try {
              Thread.sleep(120);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Sequential.of(Input.of(1), new Dense(1))
          .compile(Loss.meanSquaredError(), new Sgd())
          .fit(
              x,
              x,
              FitOptions.defaults().withBatchSize(2).withCallbacks(slow, new ProgressBar(out)));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\r2/4 [==============>...............] - ETA: 0s - loss: ");
  }
}
