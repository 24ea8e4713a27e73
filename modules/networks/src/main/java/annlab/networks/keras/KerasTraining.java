package annlab.networks.keras;

import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.callbacks.EarlyStopping;
import annlab.networks.callbacks.ReduceLrOnPlateau;
import annlab.networks.config.KerasOptions;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls {@code compile} and {@code fit} in Keras' own vocabulary. */
public final class KerasTraining {
  private KerasTraining() {}

  /**
   * What a model is compiled with.
   *
   * @param loss what training makes small
   * @param optimizer how gradients change weights
   * @param metrics what is measured beside the loss
   */
  public record Compilation(Loss loss, Optimizer optimizer, List<Metric> metrics) {
    public Compilation {
      metrics = List.copyOf(metrics);
    }

    /**
     * Makes a model that can be trained.
     *
     * @param sequential its description
     * @return the model, with its first weights if the input shape is known
     * @throws IllegalArgumentException if there is no layer, or the loss does not fit the last one
     */
    public Model model(Sequential sequential) {
      return sequential.compile(loss, optimizer, metrics.toArray(Metric[]::new));
    }
  }

  /**
   * The options of {@code compile}.
   *
   * @param config such as {@code {"loss": "mse", "optimizer": {"Adam": {}}, "metrics": ["mae"]}};
   *     without an optimizer it is Keras' default, {@code rmsprop}
   * @return loss, optimizer and metrics
   * @throws IllegalArgumentException if a name or an option is unknown or out of its range
   */
  public static Compilation compilation(@Nullable Object config) {
    return KerasOptions.readCall(
        "compile",
        config,
        options ->
            new Compilation(
                Loss.keras().read(options.required("loss", "a loss, as mse")),
                Optimizer.keras().read(options.any("optimizer", "rmsprop")),
                options.list("metrics").stream().map(Metric.keras()::read).toList()));
  }

  /**
   * The options of {@code fit}.
   *
   * @param config such as {@code {"epochs": 3, "batch_size": 32, "shuffle": false}}, with {@code
   *     initial_epoch}, {@code validation_split}, {@code class_weight} and {@code callbacks}
   * @return the options, with Keras' defaults for what is left out
   * @throws IllegalArgumentException if a name or an option is unknown or out of its range
   */
  public static FitOptions fit(Object config) {
    return KerasOptions.readCall("fit", config, KerasTraining::fitOptions);
  }

  private static FitOptions fitOptions(KerasOptions options) {
    FitOptions fit =
        FitOptions.defaults()
            .withEpochs(options.whole("epochs", 1))
            .withInitialEpoch(options.whole("initial_epoch", 0))
            .withBatchSize(options.whole("batch_size", FitOptions.BATCH_SIZE))
            .withValidationSplit(options.number("validation_split", 0))
            .withClassWeights(options.numbersById("class_weight"))
            .withCallbacks(
                options.list("callbacks").stream()
                    .map(KerasTraining::callback)
                    .toArray(Callback[]::new));
    return options.flag("shuffle", true) ? fit : fit.withoutShuffle();
  }

  /**
   * A callback.
   *
   * @param config such as {@code {"EarlyStopping": {"patience": 10, "restore_best_weights": true}}}
   * @return the callback
   * @throws IllegalArgumentException if a name or an option is unknown or out of its range
   */
  public static Callback callback(Object config) {
    return KerasOptions.read(
        "callback",
        config,
        options ->
            switch (options.key()) {
              case "earlystopping" ->
                  new EarlyStopping(
                      options.text("monitor", "val_loss"),
                      options.whole("patience", 0),
                      options.number("min_delta", 0),
                      options.flag("restore_best_weights"));
              case "reducelronplateau" ->
                  new ReduceLrOnPlateau(
                      options.text("monitor", "val_loss"),
                      options.number("factor", 0.1),
                      options.whole("patience", 10),
                      options.number("min_delta", 1e-4),
                      options.whole("cooldown", 0),
                      options.number("min_lr", 0));
              default -> throw options.unknownName(List.of("EarlyStopping", "ReduceLROnPlateau"));
            });
  }
}
