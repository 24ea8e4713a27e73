package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import annlab.networks.layers.Activation;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Input;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Lion;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.statistics.Distribution;
import annlab.networks.statistics.LayerStatistics;
import annlab.networks.statistics.StepStatistics;
import annlab.networks.statistics.TensorStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainingStatisticsTest {
  private static final int ROWS = 44;
  private static final int BATCH = 8;

  /** DL4J sums float magnitudes in float. */
  private static final double SINGLE_PRECISION = 1e-6;

  private static final List<Optimizer> OPTIMIZERS =
      List.of(
          new Sgd(0.1),
          new Sgd(LearningRate.constant(0.05), 0.9, true),
          new Adam(0.01),
          new Lion());

  @Test
  void ofDl4jsOwnStepItHasWhatDl4jsStatsListenerRecords() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      for (Optimizer optimizer : OPTIMIZERS) {
        for (boolean normalized : new boolean[] {false, true}) {
          List<Persistable> records = new ArrayList<>();
          List<StepStatistics> points = new ArrayList<>();
          Model model = normalized ? normalized(optimizer, type) : model(optimizer, type, 0.2);
          InMemoryStatsStorage storage =
              new InMemoryStatsStorage() {
                @Override
                public void putUpdate(Persistable update) {
                  records.add(update);
                }
              };
          // 5 full batches: the last step is the one that both look at
          model.fit(
              x(type, 40),
              y(40),
              FitOptions.defaults()
                  .withBatchSize(BATCH)
                  .withStep(StepChoice.DL4J)
                  .withCallbacks(
                      new Dl4jStats(storage, "a-run", 1000), new TrainingStatistics(points::add)));
          assertThat(points).hasSize(1);
          assertEqual(points.get(0), (StatsReport) records.get(records.size() - 1), model);
        }
      }
    }
  }

  private static void assertEqual(StepStatistics ours, StatsReport theirs, Model model) {
    Map<String, Double> weights = theirs.getMeanMagnitudes(StatsType.Parameters);
    Map<String, Double> gradients = theirs.getMeanMagnitudes(StatsType.Gradients);
    Map<String, Double> updates = theirs.getMeanMagnitudes(StatsType.Updates);
    Map<String, Double> activations = theirs.getMeanMagnitudes(StatsType.Activations);
    int compared = 0;
    for (int i = 0; i < model.network().getnLayers(); i++) {
      if (model.network().getLayer(i).numParams() == 0) {
        continue;
      }
      LayerStatistics layer = ours.layers().get(compared++);
      boolean dense = weights.containsKey(i + "_W");
      for (TensorStatistics tensor : layer.tensors()) {
        String name =
            i + "_" + (dense ? tensor.name().equals("kernel") ? "W" : "b" : tensor.name());
        assertClose(tensor.weights(), weights.get(name), 1, name);
        assertClose(tensor.gradients().orElseThrow(), gradients.get(name), BATCH, name);
        assertClose(tensor.updates(), updates.get(name), 1, name);
      }
      if (i < model.network().getnLayers() - 1) {
        // DL4J counts the input as the first
        assertClose(layer.activations(), activations.get(Integer.toString(i)), 1, "outputs " + i);
      }
    }
    assertThat(compared).isEqualTo(ours.layers().size());
  }

  /** DL4J's gradients are sums over the batch's rows. */
  private static void assertClose(Distribution ours, double theirs, int rows, String name) {
    assertThat(ours.meanMagnitude() * rows)
        .as(name)
        .isCloseTo(theirs, within(SINGLE_PRECISION * Math.max(1, Math.abs(theirs))));
    assertThat(theirs).as(name).isNotZero();
  }

  @Test
  void lookingChangesNoBitOfWeightsAndHistory() {
    for (StepChoice step : StepsHere.all()) {
      for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
        for (Optimizer optimizer : OPTIMIZERS) {
          List<StepStatistics> points = new ArrayList<>();
          Model alone = model(optimizer, type, 0.2);
          History without = fit(alone, type, step);
          Model seen = model(optimizer, type, 0.2);
          History with = fit(seen, type, step, everyEpoch(points));
          assertThat(points).as("%s %s", step, optimizer).hasSize(3);
          assertThat(with.series("loss")).isEqualTo(without.series("loss"));
          assertThat(with.series("val_loss")).isEqualTo(without.series("val_loss"));
          assertThat(seen.parameters()).isEqualTo(alone.parameters());
          assertThat(seen.network().getUpdater().getStateViewArray())
              .isEqualTo(alone.network().getUpdater().getStateViewArray());
          assertThat(seen.network().getListeners()).isEmpty();
        }
      }
    }
  }

  /** The gradient of plain descent is computed beside the products: DL4J's step has it at hand. */
  @Test
  void bothStepsShowTheSame() {
    for (Optimizer optimizer : OPTIMIZERS) {
      List<List<StepStatistics>> all = new ArrayList<>();
      for (StepChoice step : StepsHere.all()) {
        List<StepStatistics> points = new ArrayList<>();
        fit(model(optimizer, DataType.DOUBLE, 0), DataType.DOUBLE, step, everyEpoch(points));
        all.add(points);
      }
      for (int i = 0; i < 3; i++) {
        StepStatistics a = all.get(0).get(i);
        StepStatistics b = all.get(all.size() - 1).get(i);
        assertThat(a.gradientNorm().orElseThrow())
            .isCloseTo(b.gradientNorm().orElseThrow(), Percentage.withPercentage(1e-7));
        assertThat(numbers(a)).hasSameSizeAs(numbers(b));
        for (int k = 0; k < numbers(a).size(); k++) {
          assertThat(numbers(a).get(k))
              .isCloseTo(numbers(b).get(k), Percentage.withPercentage(1e-6));
        }
      }
    }
  }

  private static List<Double> numbers(StepStatistics point) {
    List<Double> all = new ArrayList<>();
    for (LayerStatistics layer : point.layers()) {
      layer.silent().ifPresent(all::add);
      all.add(layer.activations().meanMagnitude());
      for (TensorStatistics tensor : layer.tensors()) {
        all.add(tensor.weights().meanMagnitude());
        all.add(tensor.updates().meanMagnitude());
        all.add(tensor.gradients().orElseThrow().meanMagnitude());
      }
    }
    return all;
  }

  @Test
  void aPointIsTheLastFullBatchOfItsEpoch() {
    List<StepStatistics> points = new ArrayList<>();
    fit(
        model(new Sgd(0.1), DataType.FLOAT, 0),
        DataType.FLOAT,
        StepChoice.AUTO,
        everyEpoch(points));
    assertThat(points).extracting(StepStatistics::epoch).containsExactly(0, 1, 2);
    assertThat(points).extracting(StepStatistics::step).containsOnly(4); // 44 rows: 5 and a half
    assertThat(points).extracting(StepStatistics::rows).containsOnly(BATCH);
    assertThat(points.get(0).seconds())
        .containsKeys("forward", "backward", "update", "training", "validation", "statistics");
    assertThat(points.get(0).layers())
        .flatExtracting(LayerStatistics::tensors)
        .extracting(TensorStatistics::size)
        .containsExactly(35L, 7L, 21L, 3L, 3L, 1L);
  }

  @Test
  void unitsThatNoRowWakesAreSilent() {
    for (StepChoice step : StepsHere.all()) {
      List<StepStatistics> points = new ArrayList<>();
      Model model = model(new Sgd(0.1), DataType.FLOAT, 0);
      model.network().getLayer(0).getParam("b").assign(-1000);
      fit(model, DataType.FLOAT, step, everyEpoch(points));
      assertThat(points.get(2).layers().get(0).silent()).hasValue(1);
      assertThat(points.get(2).layers().get(1).silent()).as("tanh").isEmpty();
    }
  }

  @Test
  void aLongTrainingIsSeenAtTheBeginningAndAtEvenDistances() {
    AtomicLong now = new AtomicLong();
    TrainingStatistics statistics =
        new TrainingStatistics(point -> {}, new CollectionRate(now::get, 1));
    List<Integer> due = due(statistics, 5000, () -> now.addAndGet(1_000_000_000));
    assertThat(due).hasSizeLessThanOrEqualTo(121).contains(0, 19, 50, 4950, 4999);
    assertThat(due).doesNotContain(21, 51);
  }

  @Test
  void shortEpochsAreSeenRarelyButTheFirstAndTheLastAre() {
    AtomicLong now = new AtomicLong();
    TrainingStatistics statistics =
        new TrainingStatistics(point -> {}, new CollectionRate(now::get, 0.01));
    List<Integer> due = due(statistics, 30, () -> now.addAndGet(100));
    assertThat(due).contains(0, 29).hasSizeLessThan(5);
  }

  /** As of partial fits, each of which is its own first and last epoch. */
  @Test
  void manyShortTrainingsShareTheTimeAndThePoints() {
    AtomicLong now = new AtomicLong();
    TrainingStatistics hurried =
        new TrainingStatistics(point -> {}, new CollectionRate(now::get, 0.01));
    int looks = 0;
    for (int training = 0; training < 500; training++) {
      looks += due(hurried, 1, () -> now.addAndGet(100)).size();
    }
    assertThat(looks).isBetween(10, 25);
    TrainingStatistics slow = new TrainingStatistics(point -> {}, new CollectionRate(now::get, 1));
    looks = 0;
    for (int training = 0; training < 2000; training++) {
      looks += due(slow, 1, () -> now.addAndGet(1_000_000_000)).size();
    }
    assertThat(looks).isEqualTo(TrainingStatistics.MAX_IN_ALL);
  }

  /** Each look takes a millisecond. */
  private static List<Integer> due(TrainingStatistics statistics, int epochs, Runnable epoch) {
    statistics.trainBegin(new PlannedTraining(epochs));
    List<Integer> due = new ArrayList<>();
    StepStatistics point = new StepStatistics(0, 0, 1, 0.1, List.of(), Map.of(), 0, 0);
    IntStream.range(0, epochs)
        .forEach(
            number -> {
              epoch.run();
              if (statistics.due(number)) {
                due.add(number);
                statistics.take(point, 1_000_000);
              }
            });
    return due;
  }

  private record PlannedTraining(int epochs) implements Training {
    @Override
    public Model model() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int stepsPerEpoch() {
      return 1;
    }

    @Override
    public Map<String, Double> logs() {
      return Map.of();
    }

    @Override
    public void stopNow() {}

    @Override
    public void stopAfterEpoch() {}
  }

  private static TrainingStatistics everyEpoch(List<StepStatistics> points) {
    AtomicLong now = new AtomicLong();
    return new TrainingStatistics(
        points::add, new CollectionRate(() -> now.addAndGet(1_000_000_000_000L), 1));
  }

  private static Model model(Optimizer optimizer, DataType type, double dropped) {
    return Sequential.of(
            Input.of(5),
            new Dense(7, Activation.RELU).withKernelRegularizer(Regularizer.l2(0.01)),
            new Dropout(dropped),
            new Dense(3, Activation.TANH),
            new Dense(1))
        .seed(42)
        .dataType(type)
        .compile(new Loss.MeanSquaredError(), optimizer);
  }

  private static Model normalized(Optimizer optimizer, DataType type) {
    return Sequential.of(
            Input.of(5), new Dense(7, Activation.RELU), new BatchNormalization(), new Dense(1))
        .seed(42)
        .dataType(type)
        .compile(new Loss.MeanSquaredError(), optimizer);
  }

  private static INDArray x(DataType type, int rows) {
    return Nd4j.linspace(-1, 1, rows * 5L, DataType.DOUBLE).reshape(rows, 5).castTo(type);
  }

  private static INDArray y(int rows) {
    return Nd4j.linspace(-1, 2, rows, DataType.DOUBLE).reshape(rows, 1);
  }

  private static History fit(Model model, DataType type, StepChoice step, Callback... callbacks) {
    return model.fit(
        x(type, ROWS),
        y(ROWS),
        FitOptions.defaults()
            .withEpochs(3)
            .withBatchSize(BATCH)
            .withValidation(x(type, ROWS), y(ROWS))
            .withStep(step)
            .withCallbacks(callbacks));
  }
}
