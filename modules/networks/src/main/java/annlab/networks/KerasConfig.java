package annlab.networks;

import java.util.List;
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
    return KerasOptions.read(
        "layer",
        config,
        options ->
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
                  throw options.unknownName(
                      List.of(
                          "Input",
                          "Flatten",
                          "Dense",
                          "Dropout",
                          "BatchNormalization",
                          "Normalization"));
            });
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
    return KerasOptions.read(
        "initializer",
        config,
        options -> {
          OptionalLong seed = options.seed();
          Initializer initializer = initializer(options, seed);
          return seed.isPresent() ? initializer.seeded(seed.getAsLong()) : initializer;
        });
  }

  private static Initializer initializer(KerasOptions options, OptionalLong seed) {
    return switch (options.key()) {
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
          throw options.unknownName(
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
    // Keras default (regularizers.py)
    double usual = 0.01;
    return KerasOptions.read(
        "regularizer",
        config,
        options ->
            switch (options.key()) {
              case "none" -> Regularizer.none();
              case "l1" -> Regularizer.l1(options.number("l1", usual));
              case "l2" -> Regularizer.l2(options.number("l2", usual));
              case "l1l2" ->
                  new Regularizer(
                      options.number("l1", 0), options.number("l2", 0), options.flag("per_row"));
              default -> throw options.unknownName(List.of("l1", "l2", "l1_l2"));
            });
  }

  /**
   * A loss.
   *
   * @param config such as {@code "mse"} or {@code {"Huber": {"delta": 2}}}
   * @return the loss
   */
  public static Loss loss(Object config) {
    return KerasOptions.read(
        "loss",
        config,
        options ->
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
                  throw options.unknownName(
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
            });
  }

  /**
   * An optimizer.
   *
   * @param config such as {@code "sgd"} or {@code {"SGD": {"learning_rate": 0.01}}}
   * @return the optimizer
   */
  public static Optimizer optimizer(Object config) {
    return KerasOptions.read(
        "optimizer",
        config,
        options ->
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
                  throw options.unknownName(
                      List.of("sgd", "adam", "adamw", "nadam", "rmsprop", "adagrad"));
            });
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
    return KerasOptions.read(
        "learning-rate schedule",
        config,
        schedule ->
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
                  throw schedule.unknownName(
                      List.of("ExponentialDecay", "PiecewiseConstantDecay", "CosineDecay"));
            });
  }

  /**
   * A metric.
   *
   * @param config such as {@code "accuracy"} or {@code {"TopKCategoricalAccuracy": {"k": 3}}}
   * @return the metric
   */
  public static Metric metric(Object config) {
    return KerasOptions.read(
        "metric",
        config,
        options ->
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
                  throw options.unknownName(
                      List.of(
                          "accuracy",
                          "root_mean_squared_error",
                          "mse",
                          "mae",
                          "top_k_categorical_accuracy",
                          "precision",
                          "recall",
                          "auc"));
            });
  }
}
