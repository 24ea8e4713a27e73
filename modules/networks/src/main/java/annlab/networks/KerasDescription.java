package annlab.networks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Writes models in Keras' vocabulary: what {@link KerasConfig} reads. */
public final class KerasDescription {
  private static final String NAME = "name";
  private static final String RATE = "learning_rate";

  private KerasDescription() {}

  /**
   * A layer in Keras' vocabulary.
   *
   * @param layer the layer
   * @return what {@link KerasConfig#layer(Object)} reads
   */
  public static Map<String, Object> of(Layer layer) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (layer instanceof Input input) {
      options.put("shape", input.shape());
      return Map.of("Input", options);
    }
    options.put(NAME, layer.name());
    if (layer instanceof Dense dense) {
      options.put("units", dense.units());
      options.put("activation", dense.activation().kerasName());
      options.put("kernel_initializer", of(dense.kernelInitializer()));
      options.put("bias_initializer", of(dense.biasInitializer()));
      Regularizer r = dense.kernelRegularizer();
      if (!r.isNone()) {
        options.put(
            "kernel_regularizer", one("L1L2", "l1", r.l1(), "l2", r.l2(), "per_row", r.perRow()));
      }
    } else if (layer instanceof Dropout dropout) {
      options.put("rate", dropout.rate());
    } else if (layer instanceof BatchNormalization normalization) {
      options.put("momentum", normalization.momentum());
      options.put("epsilon", normalization.epsilon());
    } else if (layer instanceof Normalization normalization) {
      normalization
          .statistics()
          .ifPresent(
              statistics -> {
                options.put("mean", statistics.mean());
                options.put("variance", statistics.variance());
              });
    }
    return Map.of(LayerNames.type(layer), options);
  }

  private static Object of(Initializer initializer) {
    Map<String, Object> config;
    if (initializer instanceof Initializer.Constant constant) {
      config = one("Constant", "value", constant.value());
    } else if (initializer instanceof Initializer.RandomUniform uniform) {
      config = one("RandomUniform", "minval", uniform.low(), "maxval", uniform.high());
    } else if (initializer instanceof Initializer.RandomNormal normal) {
      config = one("RandomNormal", "mean", normal.mean(), "stddev", normal.deviation());
    } else if (initializer instanceof Initializer.VarianceScaling scaling) {
      config =
          one(
              "VarianceScaling",
              "scale",
              scaling.scale(),
              "mode",
              scaling.fan() == Initializer.Fan.IN ? "fan_in" : "fan_avg",
              "distribution",
              scaling.shape().name().toLowerCase(Locale.ROOT));
    } else {
      throw new IllegalStateException("no description of " + initializer);
    }
    OptionalLong seed = Seeds.ownSeed(initializer);
    if (seed.isPresent()) {
      @SuppressWarnings("unchecked")
      Map<String, Object> options = (Map<String, Object>) config.values().iterator().next();
      options.put("seed", seed.getAsLong());
    }
    return config;
  }

  /**
   * A loss in Keras' vocabulary.
   *
   * @param loss the loss
   * @return what {@link KerasConfig#loss(Object)} reads
   */
  public static Object of(Loss loss) {
    if (loss instanceof Loss.SparseCategoricalCrossentropy sparse) {
      return one("SparseCategoricalCrossentropy", "smallest", sparse.smallest());
    }
    if (loss instanceof Loss.CategoricalCrossentropy categorical) {
      return one("CategoricalCrossentropy", "smallest", categorical.smallest());
    }
    if (loss instanceof Loss.Huber huber) {
      return one("Huber", "delta", huber.delta());
    }
    if (loss instanceof Loss.Scaled scaled) {
      return one(
          "Scaled",
          "loss",
          of(scaled.loss()),
          "value_factor",
          scaled.valueFactor(),
          "gradient_factor",
          scaled.gradientFactor());
    }
    return loss.getClass().getSimpleName();
  }

  /**
   * An optimizer in Keras' vocabulary.
   *
   * @param optimizer the optimizer
   * @return what {@link KerasConfig#optimizer(Object)} reads
   */
  public static Map<String, Object> of(Optimizer optimizer) {
    Object rate = of(optimizer.learningRate());
    if (optimizer instanceof Sgd sgd) {
      return one("SGD", RATE, rate, "momentum", sgd.momentum(), "nesterov", sgd.nesterov());
    }
    if (optimizer instanceof AdamW adamW) {
      return one(
          "AdamW",
          RATE,
          rate,
          "beta_1",
          adamW.adam().beta1(),
          "beta_2",
          adamW.adam().beta2(),
          "epsilon",
          adamW.adam().epsilon(),
          "weight_decay",
          adamW.weightDecay());
    }
    if (optimizer instanceof Nadam nadam) {
      return moments("Nadam", rate, nadam.beta1(), nadam.beta2(), nadam.epsilon());
    }
    if (optimizer instanceof RmsProp rmsProp) {
      return one(
          "RMSprop",
          RATE,
          rate,
          "rho",
          rmsProp.rho(),
          "momentum",
          rmsProp.momentum(),
          "epsilon",
          rmsProp.epsilon());
    }
    if (optimizer instanceof Adagrad adagrad) {
      return one(
          "Adagrad",
          RATE,
          rate,
          "initial_accumulator_value",
          adagrad.initialAccumulator(),
          "epsilon",
          adagrad.epsilon());
    }
    Adam adam = (Adam) optimizer;
    return moments("Adam", rate, adam.beta1(), adam.beta2(), adam.epsilon());
  }

  private static Map<String, Object> moments(
      String name, Object rate, double beta1, double beta2, double epsilon) {
    return one(name, RATE, rate, "beta_1", beta1, "beta_2", beta2, "epsilon", epsilon);
  }

  private static Object of(LearningRate rate) {
    if (rate instanceof LearningRate.ExponentialDecay decay) {
      return one(
          "ExponentialDecay",
          "initial_learning_rate",
          decay.initial(),
          "decay_steps",
          decay.decaySteps(),
          "decay_rate",
          decay.decayRate(),
          "staircase",
          decay.staircase());
    }
    if (rate instanceof LearningRate.PiecewiseConstant pieces) {
      return one(
          "PiecewiseConstantDecay", "boundaries", pieces.boundaries(), "values", pieces.values());
    }
    if (rate instanceof LearningRate.CosineDecay cosine) {
      return one(
          "CosineDecay",
          "initial_learning_rate",
          cosine.initial(),
          "decay_steps",
          cosine.decaySteps(),
          "alpha",
          cosine.alpha());
    }
    return rate.at(0);
  }

  /**
   * A metric in Keras' vocabulary.
   *
   * @param metric the metric
   * @return what {@link KerasConfig#metric(Object)} reads
   */
  public static Object of(Metric metric) {
    return metric instanceof Metric.TopK top
        ? one("TopKCategoricalAccuracy", "k", top.k())
        : metric.name();
  }

  private static Map<String, Object> one(String name, Object... pairs) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      options.put((String) pairs[i], pairs[i + 1]);
    }
    return Map.of(name, options);
  }
}
