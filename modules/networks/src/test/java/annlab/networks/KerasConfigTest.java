package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.config.KerasObject;
import annlab.networks.config.Registry;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Adam;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Nadam;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KerasConfigTest {
  @Test
  void readsTheChaptersModel() {
    List<Layer> layers =
        Stream.of(
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
                        "b")))
            .map(Layer.keras()::read)
            .toList();
    assertThat(layers.subList(1, 3))
        .containsExactly(
            new Dense(300, "relu").named("a"),
            new Dense(10, "softmax")
                .withKernelInitializer(Initializer.heNormal().seeded(3))
                .withKernelRegularizer(Regularizer.l2(0.1))
                .named("b"));
    assertThat(Optimizer.keras().read(Map.of("SGD", Map.of("learning_rate", 0.1, "momentum", 0.9))))
        .isEqualTo(new Sgd(LearningRate.constant(0.1), 0.9, false));
    assertThat(
            Optimizer.keras()
                .read(
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
    assertThat(Loss.keras().read("sparse_categorical_crossentropy"))
        .isEqualTo(Loss.sparseCategoricalCrossentropy());
    assertThat(Loss.keras().read("SparseCategoricalCrossentropy"))
        .isEqualTo(Loss.sparseCategoricalCrossentropy());
    assertThat(Metric.keras().read("accuracy")).isEqualTo(Metric.accuracy());
  }

  @Test
  void readsWhatItWrites() {
    for (Loss loss :
        List.of(
            new Loss.Huber(2),
            new Loss.PerceptronRule(),
            new Loss.Scaled(new Loss.CategoricalCrossentropy(0.1), 2, 3))) {
      assertThat(Loss.keras().read(loss.config())).isEqualTo(loss);
    }
    Dense dense =
        new Dense(3)
            .withKernelInitializer(new Initializer.RandomNormal(1, 2, java.util.OptionalLong.of(3)))
            .withBiasInitializer(new Initializer.Constant(0.5))
            .withKernelRegularizer(new Regularizer(1, 2, true))
            .named("d");
    assertThat(Layer.keras().read(dense.config())).isEqualTo(dense);
    LearningRate pieces = new LearningRate.PiecewiseConstant(List.of(5L), List.of(1.0, 0.5));
    Optimizer nadam = new Nadam(pieces, 0.8, 0.9, 1e-3);
    assertThat(Optimizer.keras().read(nadam.config())).isEqualTo(nadam);
    assertThat(Metric.keras().read(new Metric.TopK(3).config())).isEqualTo(new Metric.TopK(3));
  }

  @Test
  void everyOptimizerLossAndMetricHasItsNameAndReadsWhatItWrites() {
    everyOne(Optimizer.class, Optimizer.keras(), KerasObject::config, Set.of());
    everyOne(Loss.class, Loss.keras(), KerasObject::config, Set.of(Loss.Scaled.class));
    everyOne(Metric.class, Metric.keras(), Metric::config, Set.of(Metric.TopK.class));
  }

  /** All of a family by the names of their classes, but those that need options or have another. */
  private static <T> void everyOne(
      Class<T> family, Registry<T> registry, Function<T, Object> config, Set<Class<?>> others) {
    assertThat(Set.of(family.getPermittedSubclasses()).containsAll(others)).isTrue();
    for (Class<?> type : family.getPermittedSubclasses()) {
      if (!others.contains(type)) {
        T read = registry.read(type.getSimpleName());
        assertThat(read).isExactlyInstanceOf(type);
        assertThat(registry.read(config.apply(read))).isEqualTo(read);
      }
    }
  }

  @Test
  void unknownWordsAreNamedWithTheNearest() {
    assertThatThrownBy(() -> Layer.keras().read(Map.of("Dens", Map.of())))
        .hasMessageStartingWith("unknown layer 'Dens'; did you mean 'Dense'?");
    assertThatThrownBy(
            () -> Layer.keras().read(Map.of("Dense", Map.of("units", 3, "activaton", 1))))
        .hasMessageStartingWith(
            "unknown option of the layer Dense 'activaton'; did you mean 'activation'?");
    assertThatThrownBy(() -> Layer.keras().read(Map.of("Dense", Map.of())))
        .hasMessage("units of Dense must be a number, got nothing");
    assertThatThrownBy(() -> Layer.keras().read(Map.of("Dense", Map.of("units", 1.5))))
        .hasMessage("units of Dense must be a whole number, got 1.5");
    assertThatThrownBy(() -> Optimizer.keras().read(3))
        .hasMessage("optimizer must be a name or {name: {options}}, got 3");
  }
}
