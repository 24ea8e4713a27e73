package annlab.lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import annlab.lab.comparison.Drift.LayerDrift;
import annlab.lab.comparison.Trace.Range;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Precision;
import annlab.networks.Sequential;
import annlab.networks.StepChoice;
import annlab.networks.Training;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DriftTest {
  private static final INDArray X = Nd4j.linspace(DataType.FLOAT, -1, 0.01, 192).reshape(64, 3);
  private static final INDArray Y = X.sum(1).reshape(64, 1);

  /** Eight rows a step make eight steps an epoch. */
  private static final int EPOCHS = 2;

  private static final int STEPS = 16;

  @TempDir Path temp;

  @Test
  void theFiguresOfALayerAreThoseByHand() {
    double next = Math.nextUp(Math.nextUp(1f));
    LayerDrift drift =
        Drift.of(new Range("a", 1, 2), new double[] {9, 1, -4}, new double[] {0, next, -4});
    assertThat(drift.absolute()).isEqualTo(next - 1);
    assertThat(drift.relative()).isEqualTo((next - 1) / 4);
    assertThat(drift.ulp()).isEqualTo(2);
  }

  @Test
  void unitsInTheLastPlaceAreCountedAcrossZero() {
    double[] below = {-Float.MIN_VALUE};
    double[] above = {Float.MIN_VALUE};
    assertThat(Drift.of(new Range("a", 0, 1), below, above).ulp()).isEqualTo(2);
    assertThat(Drift.of(new Range("a", 0, 1), new double[] {-0.0}, new double[] {0}).ulp())
        .isZero();
  }

  @Test
  void equalRunsDoNotDrift() {
    Drift drift = Drift.between(train("a", new Callback() {}), train("b", new Callback() {}));
    assertThat(drift.initial()).isZero();
    assertThat(drift.steps()).hasSize(STEPS).containsOnly(0.0);
    assertThat(drift.firstStep()).isEmpty();
    assertThat(drift.epochs()).hasSize(EPOCHS);
    assertThat(drift.epochs().get(1))
        .containsExactly(
            new LayerDrift("hidden", 16, 0, 0, 0), new LayerDrift("output", 5, 0, 0, 0));
    assertThat(drift.json().has("firstStep")).isFalse();
  }

  /** After step 5 one parameter of the output layer is moved by 0.001. */
  @Test
  void theFirstStepThatDiffersIsFound() {
    Callback nudge =
        new Callback() {
          private int seen;

          @Override
          public void batchBegin(Training training, int step) {
            if (seen++ == 5) {
              INDArray parameters = training.model().parameters();
              parameters.putScalar(20, parameters.getFloat(20) + 0.001f);
              training.model().setParameters(parameters);
            }
          }
        };
    Drift drift = Drift.between(train("a", new Callback() {}), train("b", nudge));
    assertThat(drift.firstStep()).isEqualTo(OptionalInt.of(6));
    assertThat(drift.steps().subList(0, 5)).containsOnly(0.0);
    assertThat(drift.steps().get(5)).isCloseTo(0.001, within(0.0001));
    assertThat(drift.epochs().get(0)).allMatch(layer -> layer.absolute() > 0);
  }

  @Test
  void aRunInDoubleStartsFromTheSameWeightsAndDriftsByRounding() {
    Trace single = train("a", new Callback() {});
    Trace twice = Precision.DOUBLE.during(() -> train("b", new Callback() {}));
    assertThat(single.isDouble()).isFalse();
    assertThat(twice.isDouble()).isTrue();
    Drift drift = Drift.between(single, twice);
    assertThat(drift.initial()).isZero();
    assertThat(drift.steps().get(STEPS - 1)).isBetween(1e-12, 1e-5);
  }

  @Test
  void bothImplementationsOfAStepAreComparedStepByStep() {
    Drift drift =
        Drift.between(
            StepChoice.DL4J.during(() -> train("a", new Callback() {})),
            StepChoice.DENSE.during(() -> train("b", new Callback() {})));
    assertThat(drift.initial()).isZero();
    assertThat(drift.steps()).hasSize(STEPS).allMatch(value -> value < 1e-5);
  }

  @Test
  void onlyTheFirstStepsAreKeptAndEveryStepIsTimed() {
    Path folder = temp.resolve("few");
    fit(new ParameterTrace(folder, 3, Optional.empty()), new Callback() {});
    Trace trace = Trace.read(folder).orElseThrow();
    assertThat(trace.stepsKept()).isEqualTo(3);
    assertThat(folder.resolve(ParameterTrace.STEPS)).hasSize((3 + 1) * 21 * 4);
    assertThat(folder.resolve(ParameterTrace.EPOCHS)).hasSize(EPOCHS * 21 * 4);
    Timing timing = trace.timing(12);
    assertThat(timing.steps()).isEqualTo(STEPS);
    assertThat(timing.firstStepMs()).isPositive();
    assertThat(timing.msPerStep()).isPositive();
    assertThat(timing.startSeconds()).isPositive();
  }

  @Test
  void aModelThatNamesDoubleItselfIsRefusedBeforeItsFirstStepWhereFloatIsAsked() {
    Path folder = temp.resolve("double");
    ParameterTrace trace = new ParameterTrace(folder, 3, Optional.of(Precision.FLOAT));
    AtomicInteger steps = new AtomicInteger();
    Callback counts =
        new Callback() {
          @Override
          public void batchEnd(Training training, int step, double loss) {
            steps.incrementAndGet();
          }
        };
    Precision.DOUBLE.during(
        () ->
            assertThatThrownBy(() -> fit(trace, counts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                    "its main model names its type itself and cannot be compared by --types"));
    assertThat(steps).hasValue(0);
    assertThat(folder.resolve(ParameterTrace.REFUSAL)).exists();
    fit(new ParameterTrace(folder, 3, Optional.of(Precision.FLOAT)), counts);
    assertThat(steps).hasValue(STEPS);
  }

  @Test
  void differentModelsAreNotCompared() {
    Trace one = train("a", new Callback() {});
    Path folder = temp.resolve("other");
    Model other =
        Sequential.of(Input.of(3), new Dense(1).named("output"))
            .compile(new Loss.MeanSquaredError(), new Sgd());
    other.fit(
        X, Y, FitOptions.defaults().withCallbacks(new ParameterTrace(folder, 1, Optional.empty())));
    assertThatThrownBy(() -> Drift.between(one, Trace.read(folder).orElseThrow()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("different models");
  }

  private Trace train(String name, Callback other) {
    Path folder = temp.resolve(name);
    fit(new ParameterTrace(folder, ParameterTrace.FIRST_STEPS, Optional.empty()), other);
    return Trace.read(folder).orElseThrow();
  }

  private static void fit(Callback trace, Callback other) {
    Model model =
        Sequential.of(
                Input.of(3),
                new Dense(4, Activation.TANH).named("hidden"),
                new Dense(1).named("output"))
            .seed(7)
            .compile(new Loss.MeanSquaredError(), new Sgd());
    model.fit(
        X,
        Y,
        FitOptions.defaults().withEpochs(EPOCHS).withBatchSize(8).withCallbacks(trace, other));
  }
}
