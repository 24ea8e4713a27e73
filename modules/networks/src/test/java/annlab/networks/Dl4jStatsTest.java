package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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

  /** 8 steps an epoch, 24 in all: the first and every fifth behind it are watched. */
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
    train(new Dl4jStats(storage, "a-run", 5));

    assertThat(storage.listSessionIDs()).containsExactly("a-run");
    assertThat(storage.getAllStaticInfos("a-run", StatsListener.TYPE_ID)).hasSize(1);
    assertThat(records)
        .hasSize(5)
        .allSatisfy(
            update -> assertThat(((StatsReport) update).getScore()).isFinite().isPositive());
    assertThat(records)
        .extracting(update -> ((StatsReport) update).getIterationCount())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void watchingChangesNoWeight() {
    INDArray watched = train(new Dl4jStats(new InMemoryStatsStorage(), "a-run", 3)).params();
    INDArray alone = train(new Callback() {}).params();
    assertThat(watched.equalsWithEps(alone, 1e-6)).isTrue();
  }

  private static MultiLayerNetwork train(Callback callback) {
    Model model =
        Sequential.of(Input.of(4), new Dense(6, Activation.RELU), new Dense(1))
            .seed(42)
            .compile(new Loss.MeanSquaredError(), new Sgd());
    model.fit(X, Y, FitOptions.defaults().withEpochs(3).withBatchSize(4).withCallbacks(callback));
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
