package annlab.networks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Models in Keras' own vocabulary, as strings, numbers, lists and maps, the way any JSON library
 * reads them. Whatever has options is a name, or a map from the name to the options: {@code "sgd"}
 * or {@code {"SGD": {"learning_rate": 0.1}}}. Names may be written in Keras' snake or camel case.
 */
public final class KerasConfig {
  private static final String NAME = "name";
  private static final String RATE = "learning_rate";

  private KerasConfig() {}

  // ---------------------------------------------------------------- reading

  /**
   * A model's layers.
   *
   * @param layers such as {@code [{"Flatten": {}}, {"Dense": {"units": 10}}]}
   * @return the model's description
   * @throws IllegalArgumentException if a name or an option is unknown or out of its range
   */
  public static Sequential sequential(List<?> layers) {
    Sequential sequential = Sequential.of();
    for (Object layer : layers) {
      sequential.add(layer(layer));
    }
    return sequential;
  }

  /**
   * Refuses a word that is none of those known.
   *
   * @param kind what it is the name of, for the message
   * @param name the word
   * @param known the words that may stand there
   * @throws IllegalArgumentException with the nearest of them
   */
  public static void requireKnown(String kind, String name, List<String> known) {
    if (!known.contains(name)) {
      throw Names.unknown(kind, name, known);
    }
  }

  /**
   * A layer.
   *
   * @param config such as {@code {"Dense": {"units": 10, "activation": "relu"}}}
   * @return the layer
   * @throws IllegalArgumentException if a name or an option is unknown or out of its range
   */
  public static Layer layer(Object config) {
    KerasOptions options = KerasOptions.of("layer", config);
    Layer layer =
        switch (options.key()) {
          case "input", "inputlayer" -> new Input(options.longs("shape"));
          case "flatten" -> new Flatten(options.text(NAME, ""));
          case "dense" -> dense(options);
          case "dropout" -> new Dropout(options.number("rate"), options.text(NAME, ""));
          case "batchnormalization" ->
              new BatchNormalization(
                  options.number("momentum", BatchNormalization.MOMENTUM),
                  options.number("epsilon", BatchNormalization.EPSILON),
                  options.text(NAME, ""));
          case "normalization" -> normalization(options);
          default ->
              throw Names.unknown(
                  "layer",
                  options.name(),
                  List.of(
                      "Input",
                      "Flatten",
                      "Dense",
                      "Dropout",
                      "BatchNormalization",
                      "Normalization"));
        };
    options.finish();
    return layer;
  }

  private static Dense dense(KerasOptions options) {
    return new Dense(
        options.whole("units"),
        Activation.of(options.text("activation", "linear")),
        initializer(options.any("kernel_initializer", "glorot_uniform")),
        initializer(options.any("bias_initializer", "zeros")),
        regularizer(options.any("kernel_regularizer", "none")),
        options.text(NAME, ""));
  }

  private static Normalization normalization(KerasOptions options) {
    List<Double> mean = options.numbers("mean");
    List<Double> variance = options.numbers("variance");
    return new Normalization(
        mean.isEmpty() && variance.isEmpty()
            ? Optional.empty()
            : Optional.of(new Normalization.Statistics(mean, variance)),
        options.text(NAME, ""));
  }

  /**
   * An initializer.
   *
   * @param config such as {@code "he_normal"} or {@code {"HeNormal": {"seed": 1}}}
   * @return the initializer
   */
  public static Initializer initializer(Object config) {
    KerasOptions options = KerasOptions.of("initializer", config);
    OptionalLong seed = options.seed();
    Initializer initializer =
        switch (options.key()) {
          case "zeros" -> Initializer.zeros();
          case "ones" -> Initializer.ones();
          case "constant" -> new Initializer.Constant(options.number("value", 0));
          case "randomuniform" ->
              new Initializer.RandomUniform(
                  options.number("minval", -0.05), options.number("maxval", 0.05), seed);
          case "randomnormal" ->
              new Initializer.RandomNormal(
                  options.number("mean", 0), options.number("stddev", 0.05), seed);
          case "glorotuniform" -> Initializer.glorotUniform();
          case "glorotnormal" -> Initializer.glorotNormal();
          case "heuniform" -> Initializer.heUniform();
          case "henormal" -> Initializer.heNormal();
          case "lecununiform" -> Initializer.lecunUniform();
          case "lecunnormal" -> Initializer.lecunNormal();
          case "variancescaling" -> varianceScaling(options, seed);
          default ->
              throw Names.unknown(
                  "initializer",
                  options.name(),
                  List.of(
                      "zeros",
                      "ones",
                      "constant",
                      "random_uniform",
                      "random_normal",
                      "glorot_uniform",
                      "glorot_normal",
                      "he_uniform",
                      "he_normal",
                      "lecun_uniform",
                      "lecun_normal",
                      "variance_scaling"));
        };
    options.finish();
    return seed.isPresent() ? initializer.seeded(seed.getAsLong()) : initializer;
  }

  private static Initializer varianceScaling(KerasOptions options, OptionalLong seed) {
    String mode = options.text("mode", "fan_in");
    String shape = options.text("distribution", "truncated_normal");
    return new Initializer.VarianceScaling(
        options.number("scale", 1),
        switch (mode) {
          case "fan_in" -> Initializer.Fan.IN;
          case "fan_avg" -> Initializer.Fan.AVERAGE;
          default -> throw Names.unknown("mode", mode, List.of("fan_in", "fan_avg"));
        },
        switch (shape) {
          case "uniform" -> Initializer.Shape.UNIFORM;
          case "truncated_normal" -> Initializer.Shape.TRUNCATED_NORMAL;
          default ->
              throw Names.unknown("distribution", shape, List.of("uniform", "truncated_normal"));
        },
        seed);
  }

  /**
   * A regularizer.
   *
   * @param config such as {@code {"L2": {"l2": 0.01}}}
   * @return the regularizer
   */
  public static Regularizer regularizer(Object config) {
    KerasOptions options = KerasOptions.of("regularizer", config);
    // Keras default (regularizers.py)
    double usual = 0.01;
    Regularizer regularizer =
        switch (options.key()) {
          case "none" -> Regularizer.none();
          case "l1" -> Regularizer.l1(options.number("l1", usual));
          case "l2" -> Regularizer.l2(options.number("l2", usual));
          case "l1l2" ->
              new Regularizer(
                  options.number("l1", 0), options.number("l2", 0), options.flag("per_row"));
          default ->
              throw Names.unknown("regularizer", options.name(), List.of("l1", "l2", "l1_l2"));
        };
    options.finish();
    return regularizer;
  }

  /**
   * A loss.
   *
   * @param config such as {@code "mse"} or {@code {"Huber": {"delta": 2}}}
   * @return the loss
   */
  public static Loss loss(Object config) {
    KerasOptions options = KerasOptions.of("loss", config);
    Loss loss =
        switch (options.key()) {
          case "sparsecategoricalcrossentropy" ->
              new Loss.SparseCategoricalCrossentropy(options.number("smallest", Loss.EPSILON));
          case "categoricalcrossentropy" ->
              new Loss.CategoricalCrossentropy(options.number("smallest", Loss.EPSILON));
          case "binarycrossentropy" -> new Loss.BinaryCrossentropy();
          case "mse", "meansquarederror" -> new Loss.MeanSquaredError();
          case "mae", "meanabsoluteerror" -> new Loss.MeanAbsoluteError();
          case "huber" -> new Loss.Huber(options.number("delta", 1));
          case "poisson" -> new Loss.Poisson();
          case "perceptronhinge" -> new Loss.PerceptronHinge();
          case "perceptronrule" -> new Loss.PerceptronRule();
          case "scaled" ->
              new Loss.Scaled(
                  loss(options.any("loss", "none")),
                  options.number("value_factor"),
                  options.number("gradient_factor"));
          default ->
              throw Names.unknown(
                  "loss",
                  options.name(),
                  List.of(
                      "sparse_categorical_crossentropy",
                      "categorical_crossentropy",
                      "binary_crossentropy",
                      "mse",
                      "mae",
                      "huber",
                      "poisson",
                      "mean_squared_error",
                      "mean_absolute_error"));
        };
    options.finish();
    return loss;
  }

  /**
   * An optimizer.
   *
   * @param config such as {@code "sgd"} or {@code {"SGD": {"learning_rate": 0.01}}}
   * @return the optimizer
   */
  public static Optimizer optimizer(Object config) {
    KerasOptions options = KerasOptions.of("optimizer", config);
    Optimizer optimizer =
        switch (options.key()) {
          case "sgd" ->
              new Sgd(
                  rate(options, Sgd.LEARNING_RATE),
                  options.number("momentum", 0),
                  options.flag("nesterov"));
          case "adam" -> adam(options);
          case "adamw" ->
              new AdamW(adam(options), options.number("weight_decay", AdamW.WEIGHT_DECAY));
          case "nadam" ->
              new Nadam(
                  rate(options, Nadam.LEARNING_RATE),
                  options.number("beta_1", 0.9),
                  options.number("beta_2", 0.999),
                  options.number("epsilon", Adam.EPSILON));
          case "rmsprop" ->
              new RmsProp(
                  rate(options, RmsProp.LEARNING_RATE),
                  options.number("rho", 0.9),
                  options.number("momentum", 0),
                  options.number("epsilon", Adam.EPSILON));
          case "adagrad" ->
              new Adagrad(
                  rate(options, Adagrad.LEARNING_RATE),
                  options.number("initial_accumulator_value", Adagrad.INITIAL_ACCUMULATOR),
                  options.number("epsilon", Adam.EPSILON));
          default ->
              throw Names.unknown(
                  "optimizer",
                  options.name(),
                  List.of("sgd", "adam", "adamw", "nadam", "rmsprop", "adagrad"));
        };
    options.finish();
    return optimizer;
  }

  private static Adam adam(KerasOptions options) {
    return new Adam(
        rate(options, Adam.LEARNING_RATE),
        options.number("beta_1", 0.9),
        options.number("beta_2", 0.999),
        options.number("epsilon", Adam.EPSILON));
  }

  private static LearningRate rate(KerasOptions options, double usual) {
    Object config = options.any(RATE, usual);
    if (config instanceof Number number) {
      return LearningRate.constant(number.doubleValue());
    }
    KerasOptions schedule = KerasOptions.of("learning-rate schedule", config);
    LearningRate rate =
        switch (schedule.key()) {
          case "exponentialdecay" ->
              new LearningRate.ExponentialDecay(
                  schedule.number("initial_learning_rate"),
                  schedule.number("decay_steps"),
                  schedule.number("decay_rate"),
                  schedule.flag("staircase"));
          case "piecewiseconstantdecay" ->
              new LearningRate.PiecewiseConstant(
                  schedule.longs("boundaries"), schedule.numbers("values"));
          case "cosinedecay" ->
              new LearningRate.CosineDecay(
                  schedule.number("initial_learning_rate"),
                  schedule.number("decay_steps"),
                  schedule.number("alpha", 0));
          default ->
              throw Names.unknown(
                  "learning-rate schedule",
                  schedule.name(),
                  List.of("ExponentialDecay", "PiecewiseConstantDecay", "CosineDecay"));
        };
    schedule.finish();
    return rate;
  }

  /**
   * A metric.
   *
   * @param config such as {@code "accuracy"} or {@code {"TopKCategoricalAccuracy": {"k": 3}}}
   * @return the metric
   */
  public static Metric metric(Object config) {
    KerasOptions options = KerasOptions.of("metric", config);
    Metric metric =
        switch (options.key()) {
          case "accuracy", "acc" -> new Metric.Accuracy();
          case "rootmeansquarederror", "rmse" -> new Metric.RootMeanSquaredError();
          case "mse" -> new Metric.MeanSquaredError("mse");
          case "meansquarederror" -> new Metric.MeanSquaredError();
          case "mae" -> new Metric.MeanAbsoluteError("mae");
          case "meanabsoluteerror" -> new Metric.MeanAbsoluteError();
          case "topkcategoricalaccuracy", "sparsetopkcategoricalaccuracy" ->
              new Metric.TopK(options.whole("k", 5));
          case "precision" -> new Metric.Precision();
          case "recall" -> new Metric.Recall();
          case "auc" -> new Metric.Auc();
          default ->
              throw Names.unknown(
                  "metric",
                  options.name(),
                  List.of(
                      "accuracy",
                      "root_mean_squared_error",
                      "mse",
                      "mae",
                      "top_k_categorical_accuracy",
                      "precision",
                      "recall",
                      "auc"));
        };
    options.finish();
    return metric;
  }

  // ---------------------------------------------------------------- writing

  /**
   * A layer in Keras' vocabulary.
   *
   * @param layer the layer
   * @return what {@link #layer(Object)} reads
   */
  public static Map<String, Object> describe(Layer layer) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (layer instanceof Input input) {
      options.put("shape", input.shape());
      return Map.of("Input", options);
    }
    options.put(NAME, layer.name());
    if (layer instanceof Dense dense) {
      options.put("units", dense.units());
      options.put("activation", dense.activation().kerasName());
      options.put("kernel_initializer", describe(dense.kernelInitializer()));
      options.put("bias_initializer", describe(dense.biasInitializer()));
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

  private static Object describe(Initializer initializer) {
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
   * @return what {@link #loss(Object)} reads
   */
  public static Object describe(Loss loss) {
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
          describe(scaled.loss()),
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
   * @return what {@link #optimizer(Object)} reads
   */
  public static Map<String, Object> describe(Optimizer optimizer) {
    Object rate = describe(optimizer.learningRate());
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

  private static Object describe(LearningRate rate) {
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
   * @return what {@link #metric(Object)} reads
   */
  public static Object describe(Metric metric) {
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
