package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KerasConfigTest {
  @Test
  void readsTheChaptersModel() {
    Sequential model =
        KerasConfig.sequential(
            List.of(
                Map.of("Flatten", Map.of()),
                Map.of("Dense", Map.of("units", 300, "activation", "relu", "name", "a")),
                Map.of(
                    "Dense",
                    Map.of(
                        "units",
                        10,
                        "activation",
                        "softmax",
                        "kernel_initializer",
                        Map.of("HeNormal", Map.of("seed", 3)),
                        "kernel_regularizer",
                        Map.of("L2", Map.of("l2", 0.1)),
                        "name",
                        "b"))));
    assertThat(model.layers().subList(1, 3))
        .containsExactly(
            new Dense(300, "relu").named("a"),
            new Dense(10, "softmax")
                .withKernelInitializer(Initializer.heNormal().seeded(3))
                .withKernelRegularizer(Regularizer.l2(0.1))
                .named("b"));
    assertThat(KerasConfig.optimizer(Map.of("SGD", Map.of("learning_rate", 0.1, "momentum", 0.9))))
        .isEqualTo(new Sgd(LearningRate.constant(0.1), 0.9, false));
    assertThat(
            KerasConfig.optimizer(
                Map.of(
                    "Adam",
                    Map.of(
                        "learning_rate",
                        Map.of(
                            "ExponentialDecay",
                            Map.of(
                                "initial_learning_rate",
                                0.1,
                                "decay_steps",
                                5,
                                "decay_rate",
                                0.5))))))
        .isEqualTo(
            new Adam(new LearningRate.ExponentialDecay(0.1, 5, 0.5, false), 0.9, 0.999, 1e-7));
    assertThat(KerasConfig.loss("sparse_categorical_crossentropy"))
        .isEqualTo(Loss.sparseCategoricalCrossentropy());
    assertThat(KerasConfig.loss("SparseCategoricalCrossentropy"))
        .isEqualTo(Loss.sparseCategoricalCrossentropy());
    assertThat(KerasConfig.metric("accuracy")).isEqualTo(Metric.accuracy());
  }

  @Test
  void readsWhatItWrites() {
    for (Loss loss :
        List.of(
            new Loss.Huber(2),
            new Loss.PerceptronRule(),
            new Loss.Scaled(new Loss.CategoricalCrossentropy(0.1), 2, 3))) {
      assertThat(KerasConfig.loss(KerasDescription.of(loss))).isEqualTo(loss);
    }
    Dense dense =
        new Dense(3)
            .withKernelInitializer(new Initializer.RandomNormal(1, 2, java.util.OptionalLong.of(3)))
            .withBiasInitializer(new Initializer.Constant(0.5))
            .withKernelRegularizer(new Regularizer(1, 2, true))
            .named("d");
    assertThat(KerasConfig.layer(KerasDescription.of(dense))).isEqualTo(dense);
    LearningRate pieces = new LearningRate.PiecewiseConstant(List.of(5L), List.of(1.0, 0.5));
    Optimizer nadam = new Nadam(pieces, 0.8, 0.9, 1e-3);
    assertThat(KerasConfig.optimizer(KerasDescription.of(nadam))).isEqualTo(nadam);
    assertThat(KerasConfig.metric(KerasDescription.of(new Metric.TopK(3))))
        .isEqualTo(new Metric.TopK(3));
  }

  @Test
  void unknownWordsAreNamedWithTheNearest() {
    assertThatThrownBy(() -> KerasConfig.layer(Map.of("Dens", Map.of())))
        .hasMessageStartingWith("unknown layer 'Dens'; did you mean 'Dense'?");
    assertThatThrownBy(() -> KerasConfig.layer(Map.of("Dense", Map.of("units", 3, "activaton", 1))))
        .hasMessageStartingWith(
            "unknown option of the layer Dense 'activaton'; did you mean 'activation'?");
    assertThatThrownBy(() -> KerasConfig.layer(Map.of("Dense", Map.of())))
        .hasMessage("units of Dense must be a number, got nothing");
    assertThatThrownBy(() -> KerasConfig.layer(Map.of("Dense", Map.of("units", 1.5))))
        .hasMessage("units of Dense must be a whole number, got 1.5");
    assertThatThrownBy(() -> KerasConfig.optimizer(3))
        .hasMessage("optimizer must be a name or {name: {options}}, got 3");
  }
}
