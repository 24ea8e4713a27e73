package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.callbacks.EarlyStopping;
import annlab.networks.callbacks.ReduceLrOnPlateau;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.RowOrder;
import annlab.networks.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointTest {
  private static final int ROWS = 30;
  private static final int EPOCHS = 6;

  /** Keeps every checkpoint as a file's content, and goes on from one. */
  private static final class Kept implements Checkpointer {
    private final Optional<byte[]> from;
    private final List<byte[]> offered = new ArrayList<>();
    private int stopAfter = Integer.MAX_VALUE;

    Kept(Optional<byte[]> from) {
      this.from = from;
    }

    @Override
    public Optional<Checkpoint> latest(Training training) {
      return from.map(bytes -> Checkpoint.read(bytes, "kept.ckpt"));
    }

    @Override
    public void save(Training training, Supplier<Checkpoint> checkpoint) {
      offered.add(checkpoint.get().bytes());
    }

    @Override
    public void batchEnd(Training training, int step, double loss) {
      if (offered.size() >= stopAfter && step == 1) {
        training.stopNow(); // in the middle of an epoch, as a kill would
      }
    }
  }

  static INDArray inputs(DataType type) {
    double[] values = new double[ROWS * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.cos(2.7 * i * i);
    }
    return Nd4j.create(values, new long[] {ROWS, 4}, DataType.DOUBLE).castTo(type);
  }

  static INDArray classes() {
    int[] ids = new int[ROWS];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i * i % 3;
    }
    return Nd4j.createFromArray(ids);
  }

  /** Dense layers alone take the fused step; the others need DL4J's. */
  static Model model(DataType type, Optimizer optimizer, boolean denseOnly) {
    Sequential layers = Sequential.of(Input.of(4), new Dense(6, "relu"));
    if (!denseOnly) {
      layers.add(new Dropout(0.2)).add(new BatchNormalization());
    }
    return layers
        .add(new Dense(3, "softmax"))
        .seed(Seeds.of(8))
        .dataType(type)
        .compile(Loss.sparseCategoricalCrossentropy(), optimizer, Metric.accuracy());
  }

  static Stream<Arguments> trainings() {
    return Stream.of(DataType.FLOAT, DataType.DOUBLE)
        .flatMap(
            type ->
                Stream.of(new Sgd(0.1), new Adam(0.01))
                    .flatMap(
                        optimizer ->
                            Stream.of(true, false)
                                .map(dense -> Arguments.of(type, optimizer, dense))));
  }

  /** A trained model, what it went through, and what its early stopping made of it. */
  private record Ended(Model model, History history, EarlyStopping stopping) {}

  private static Ended train(Model model, DataType type, Kept kept) {
    EarlyStopping stopping = new EarlyStopping("loss", 3, 0.02, true);
    INDArray x = inputs(type);
    History history =
        model.fit(
            x,
            classes(),
            FitOptions.defaults()
                .withBatchSize(7)
                .withEpochs(EPOCHS)
                .withValidation(x, classes())
                .withOrder(new Composed())
                .withCallbacks(
                    kept, stopping, new ReduceLrOnPlateau("loss", 0.5, 1, 0.05, 0, 1e-3)));
    return new Ended(model, history, stopping);
  }

  /** An order that follows from the one before it, as scikit-learn's. */
  private static final class Composed implements RowOrder {
    private final annlab.random.NumpyRandomState random = new annlab.random.NumpyRandomState(3);
    private int[] order = {};

    @Override
    public int[] rows(int epoch, int rows) {
      int[] before =
          order.length == rows ? order : java.util.stream.IntStream.range(0, rows).toArray();
      int[] next = new int[rows];
      int[] shuffle = random.permutation(rows);
      for (int i = 0; i < rows; i++) {
        next[i] = before[shuffle[i]];
      }
      order = next;
      return next;
    }
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void aTrainingThatGoesOnGivesTheBitsOfOneThatWasNeverCutShort(
      DataType type, Optimizer optimizer, boolean denseOnly) {
    Ended straight = train(model(type, optimizer, denseOnly), type, new Kept(Optional.empty()));
    int ran = straight.history().epochs().size();
    for (int done : new int[] {1, ran / 2, ran}) {
      Kept first = new Kept(Optional.empty());
      first.stopAfter = done;
      train(model(type, optimizer, denseOnly), type, first);
      byte[] last = first.offered.get(done - 1);
      Ended resumed = train(model(type, optimizer, denseOnly), type, new Kept(Optional.of(last)));
      assertThat(resumed.history().history()).isEqualTo(straight.history().history());
      assertThat(resumed.model().parameters()).isEqualTo(straight.model().parameters());
      assertThat(resumed.model().iterations()).isEqualTo(straight.model().iterations());
      assertThat(resumed.model().learningRate()).isEqualTo(straight.model().learningRate());
      assertThat(resumed.stopping().stopped()).isEqualTo(straight.stopping().stopped());
      assertThat(resumed.stopping().bestEpoch()).isEqualTo(straight.stopping().bestEpoch());
    }
  }

  @Test
  void everyStatefulCallbackTakesItsStateBack() {
    Map<String, INDArray> early = new EarlyStopping(2, true).state();
    EarlyStopping other = new EarlyStopping(2, true);
    other.restore(early);
    assertThat(other.state()).isEqualTo(early);
    ReduceLrOnPlateau plateau = new ReduceLrOnPlateau();
    assertThatThrownBy(() -> plateau.restore(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the checkpoint is of another training: a callback has no 3 numbers");
  }

  @Test
  void otherDataOrSettingsAreRefused() {
    Kept first = new Kept(Optional.empty());
    train(model(DataType.FLOAT, new Sgd(0.1), true), DataType.FLOAT, first);
    Kept second = new Kept(Optional.of(first.offered.get(0)));
    FitOptions same =
        FitOptions.defaults()
            .withBatchSize(7)
            .withEpochs(EPOCHS)
            .withCallbacks(second, new EarlyStopping("loss", 3, 0, true));
    INDArray x = inputs(DataType.FLOAT);
    INDArray changed = x.dup();
    changed.putScalar(ROWS - 1, 3, changed.getDouble(ROWS - 1, 3) + 1e-3);
    Model model = model(DataType.FLOAT, new Sgd(0.1), true);
    INDArray before = model.parameters();
    assertThatThrownBy(() -> model.fit(changed, classes(), same))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the checkpoint is of another training or of other data: ")
        .hasMessageContaining("data=");
    assertThatThrownBy(() -> model.fit(x, classes(), same.withBatchSize(8)))
        .hasMessageContaining("batch_size=8");
    assertThat(model.parameters()).isEqualTo(before);
  }

  @Test
  void aDamagedCheckpointSaysWhatIsWrongInIt() {
    Kept first = new Kept(Optional.empty());
    train(model(DataType.FLOAT, new Adam(0.01), true), DataType.FLOAT, first);
    byte[] bytes = first.offered.get(0);
    assertThat(Checkpoint.read(bytes, "c").epochs()).hasSize(1);
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 4;
    assertThatThrownBy(() -> Checkpoint.read(flipped, "run/checkpoint-1.zip"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("run/checkpoint-1.zip is damaged: ");
    assertThatThrownBy(
            () -> Checkpoint.read(java.util.Arrays.copyOf(bytes, bytes.length / 2), "half"))
        .hasMessageStartingWith("half is damaged: ");
  }
}
