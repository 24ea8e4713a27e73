package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.Fuzz;
import annlab.networks.callbacks.EarlyStopping;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.numpy.Npy;
import annlab.networks.optimizers.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworksFuzzTest {
  private static final List<Class<? extends Exception>> CLEAR =
      List.of(IllegalArgumentException.class);

  @TempDir Path folder;

  private static Model small() {
    return Sequential.of(Input.of(2), new Dense(2, "relu"), new Dense(1))
        .seed(5)
        .compile(Loss.meanSquaredError(), new Adam(0.01));
  }

  private static void npy(int count) {
    INDArray matrix = Nd4j.arange(1, 13).castTo(DataType.FLOAT).reshape(3, 4);
    List<byte[]> good =
        List.of(Npy.write(matrix), Npy.write(Nd4j.createFromArray(1.5, -0.0, Double.NaN)));
    Fuzz.Tally tally =
        Fuzz.run(
            21,
            count,
            good,
            CLEAR,
            bytes -> {
              INDArray read = Npy.read(bytes, "a.npy");
              // as many numbers as there are bytes for
              assertThat(read.length() * read.dataType().width()).isLessThan(bytes.length);
              read.ravel().castTo(DataType.DOUBLE).toDoubleVector();
            });
    assertThat(tally.refused()).isPositive();
    assertThat(tally.read()).isPositive();
  }

  @Test
  void damagedArraysAreRefusedOrRead() {
    npy(Fuzz.FEW);
  }

  @Test
  @Tag("slow")
  void damagedArraysAreRefusedOrReadAHundredThousandTimes() {
    npy(Fuzz.MANY);
  }

  /** The zip file has checksums: weights are refused, or right to the bit. */
  private void npz(int count) throws IOException {
    Model model = small();
    Path file = folder.resolve("weights.npz");
    model.saveWeights(file);
    byte[] good = Files.readAllBytes(file);
    INDArray right = model.parameters();
    Model other = small();
    Fuzz.Tally tally =
        Fuzz.run(
            22,
            count,
            List.of(good),
            CLEAR,
            bytes -> {
              other.setParameters(Nd4j.zeros(right.dataType(), right.length()));
              Fuzz.write(file, bytes);
              other.loadWeights(file);
              assertThat(other.parameters()).isEqualTo(right);
            });
    assertThat(tally.refused()).isGreaterThan(count / 2);
  }

  @Test
  void damagedWeightsAreRefusedOrRightToTheBit() throws IOException {
    npz(Fuzz.FEW);
  }

  @Test
  @Tag("slow")
  void damagedWeightsAreRefusedOrRightToTheBitAHundredThousandTimes() throws IOException {
    npz(Fuzz.MANY);
  }

  private void models(int count) throws IOException {
    Model model = small();
    Path file = folder.resolve("model.zip");
    model.save(file);
    byte[] good = Files.readAllBytes(file);
    Fuzz.Tally tally =
        Fuzz.run(
            24,
            count,
            List.of(good),
            CLEAR,
            bytes -> {
              Fuzz.write(file, bytes);
              Model read = Model.load(file);
              assertThat(read.parameters()).isEqualTo(model.parameters());
              assertThat(read.toDl4j()).isEqualTo(model.toDl4j());
            });
    assertThat(tally.refused()).isGreaterThan(count / 2);
  }

  @Test
  void damagedModelsAreRefusedOrRightToTheBit() throws IOException {
    models(Fuzz.FEW);
  }

  @Test
  @Tag("slow")
  void damagedModelsAreRefusedOrRightToTheBitAHundredThousandTimes() throws IOException {
    models(Fuzz.MANY);
  }

  private static byte[] checkpoint() {
    List<byte[]> kept = new ArrayList<>();
    Checkpointer keeper =
        new Checkpointer() {
          @Override
          public Optional<Checkpoint> latest(Training training) {
            return Optional.empty();
          }

          @Override
          public void save(Training training, Supplier<Checkpoint> checkpoint) {
            kept.add(checkpoint.get().bytes());
          }
        };
    small()
        .fit(
            Nd4j.arange(16).castTo(DataType.FLOAT).div(16).reshape(8, 2),
            Nd4j.arange(8).castTo(DataType.FLOAT),
            FitOptions.defaults()
                .withEpochs(2)
                .withCallbacks(keeper, new EarlyStopping("loss", 1, 0, true)));
    return kept.get(1);
  }

  private static void checkpoints(int count) {
    byte[] good = checkpoint();
    List<Epoch> right = Checkpoint.read(good, "good").epochs();
    Fuzz.Tally tally =
        Fuzz.run(
            23,
            count,
            List.of(good),
            CLEAR,
            bytes -> {
              Checkpoint read = Checkpoint.read(bytes, "checkpoint-1.zip");
              assertThat(read.epochs()).isEqualTo(right);
              assertThat(Arrays.hashCode(read.bytes())).isEqualTo(Arrays.hashCode(good));
            });
    assertThat(tally.refused()).isGreaterThan(count / 2);
  }

  @Test
  void damagedCheckpointsAreRefusedOrRightToTheBit() {
    checkpoints(Fuzz.FEW);
  }

  @Test
  @Tag("slow")
  void damagedCheckpointsAreRefusedOrRightToTheBitAHundredThousandTimes() {
    checkpoints(Fuzz.MANY);
  }
}
