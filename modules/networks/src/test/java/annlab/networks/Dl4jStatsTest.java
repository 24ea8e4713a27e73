package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jStatsTest {
  private static final INDArray X = Nd4j.rand(DataType.FLOAT, 32, 4);
  private static final INDArray Y = Nd4j.rand(DataType.FLOAT, 32, 1);

  private final AtomicLong now = new AtomicLong();

  /** Makes every step last two seconds, and collecting no time. */
  private final Callback slowSteps =
      new Callback() {
        @Override
        public void batchBegin(Training training, int step) {
          now.addAndGet(2_000_000_000);
        }
      };

  /** 8 steps an epoch, 24 in all: the first, every fifth behind it and the last are watched. */
  @Test
  void everyNthStepGivesTheTrainingUiOneRecordWithAScore() {
    List<Persistable> records = new ArrayList<>();
    InMemoryStatsStorage storage =
        new InMemoryStatsStorage() {
          @Override
          public void putUpdate(Persistable update) {
            records.add(update); // the storage itself keeps one record a millisecond
          }
        };
    train(slowSteps, new Dl4jStats(storage, "a-run", 5, new CollectionRate(now::get)));

    assertThat(storage.listSessionIDs()).containsExactly("a-run");
    assertThat(storage.getAllStaticInfos("a-run", StatsListener.TYPE_ID)).hasSize(1);
    assertThat(records)
        .hasSize(6)
        .allSatisfy(
            update -> assertThat(((StatsReport) update).getScore()).isFinite().isPositive());
    assertThat(records)
        .extracting(update -> ((StatsReport) update).getIterationCount())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aShortTrainingShowsItsFirstStepAndItsLast() {
    List<Long> steps = new ArrayList<>();
    InMemoryStatsStorage storage =
        new InMemoryStatsStorage() {
          @Override
          public void putUpdate(Persistable update) {
            steps.add((long) ((StatsReport) update).getIterationCount());
          }
        };
    CollectionRate rate = new CollectionRate(() -> now.addAndGet(1_000_000));
    train(new Dl4jStats(storage, "a-run", 1, rate));
    assertThat(steps).hasSize(2);
    assertThat(steps.get(1) - steps.get(0)).isEqualTo(23);
  }

  /** Momentum and Adam have a state that the step which is only shown must not change. */
  @Test
  void watchingChangesNoBitOfWeightsAndOptimizerState() {
    for (Optimizer optimizer :
        List.of(new Sgd(), new Sgd(LearningRate.constant(0.02), 0.9, true), new Adam())) {
      InMemoryStatsStorage storage = new InMemoryStatsStorage();
      Dl4jStats stats = new Dl4jStats(storage, "a-run", 3, new CollectionRate(now::get));
      MultiLayerNetwork watched = train(optimizer, slowSteps, stats);
      MultiLayerNetwork alone = train(optimizer);
      assertThat(storage.listSessionIDs()).hasSize(1);
      assertThat(watched.params()).isEqualTo(alone.params());
      assertThat(watched.getUpdater().getStateViewArray())
          .isEqualTo(alone.getUpdater().getStateViewArray());
      assertThat(watched.getIterationCount()).isEqualTo(alone.getIterationCount());
    }
  }

  /** Such a listener may do anything, so what it sees is what counts. */
  @Test
  void aListenerOfOnesOwnSeesTheVeryStepThatIsDone() {
    List<INDArray> seen = new ArrayList<>();
    Model model = model(new Sgd());
    model
        .network()
        .addListeners(
            new BaseTrainingListener() {
              @Override
              public void iterationDone(
                  org.deeplearning4j.nn.api.Model network, int iteration, int epoch) {
                seen.add(network.params().dup());
              }
            });
    model.fit(X, Y, FitOptions.defaults().withBatchSize(4));
    assertThat(seen).hasSize(8).last().isEqualTo(model.network().params());
  }

  private static Model model(Optimizer optimizer) {
    return Sequential.of(Input.of(4), new Dense(6, Activation.RELU), new Dropout(0.2), new Dense(1))
        .seed(42)
        .compile(new Loss.MeanSquaredError(), optimizer);
  }

  private static void train(Callback... callbacks) {
    train(new Sgd(), callbacks);
  }

  private static MultiLayerNetwork train(Optimizer optimizer, Callback... callbacks) {
    Model model = model(optimizer);
    model.fit(X, Y, FitOptions.defaults().withEpochs(3).withBatchSize(4).withCallbacks(callbacks));
    assertThat(model.network().getListeners()).isEmpty();
    return model.network();
  }

  @Test
  void aDistanceBelowOneIsRefused() {
    assertThatThrownBy(() -> new Dl4jStats(new InMemoryStatsStorage(), "a-run", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("everySteps must be at least 1, got 0");
  }
}
