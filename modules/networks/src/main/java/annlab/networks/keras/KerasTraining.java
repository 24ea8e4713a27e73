package annlab.networks.keras;

import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.callbacks.EarlyStopping;
import annlab.networks.callbacks.ReduceLrOnPlateau;
import annlab.networks.config.Definition;
import annlab.networks.config.KerasOptions;
import annlab.networks.config.Registry;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls {@code compile} and {@code fit} in Keras' own vocabulary. */
public final class KerasTraining {
  private static final Registry<Callback> CALLBACKS =
      new Registry<Callback>("callback")
          .with("EarlyStopping", KerasTraining::earlyStopping)
          .with("ReduceLROnPlateau", KerasTraining::reduceLrOnPlateau);

  private KerasTraining() {}

  /**
   * What a model is compiled with.
   *
   * @param loss the objective that training minimizes
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
        Definition.tree(config),
        options ->
            new Compilation(
                options.required("loss", Loss.keras(), "a loss, as mse"),
                options.one("optimizer", Optimizer.keras(), "rmsprop"),
                options.list("metrics", Metric.keras()::read)));
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
    return KerasOptions.readCall("fit", Definition.tree(config), KerasTraining::fitOptions);
  }

  private static FitOptions fitOptions(KerasOptions options) {
    FitOptions fit =
        FitOptions.defaults()
            .withEpochs(options.integer("epochs", 1))
            .withInitialEpoch(options.integer("initial_epoch", 0))
            .withBatchSize(options.integer("batch_size", FitOptions.BATCH_SIZE))
            .withValidationSplit(options.number("validation_split", 0))
            .withClassWeights(options.numbersById("class_weight"))
            .withCallbacks(options.list("callbacks", CALLBACKS::read).toArray(Callback[]::new));
    return options.flag("shuffle", true) ? fit : fit.withoutShuffle();
  }

  /**
   * The callbacks under Keras' names, as {@code {"EarlyStopping": {"patience": 10}}}.
   *
   * @return the registry that reads them
   */
  public static Registry<Callback> callbacks() {
    return CALLBACKS;
  }

  private static EarlyStopping earlyStopping(KerasOptions options) {
    return new EarlyStopping(
        options.text("monitor", "val_loss"),
        options.integer("patience", 0),
        options.number("min_delta", 0),
        options.flag("restore_best_weights"));
  }

  private static ReduceLrOnPlateau reduceLrOnPlateau(KerasOptions options) {
    return new ReduceLrOnPlateau(
        options.text("monitor", "val_loss"),
        options.number("factor", 0.1),
        options.integer("patience", 10),
        options.number("min_delta", 1e-4),
        options.integer("cooldown", 0),
        options.number("min_lr", 0));
  }
}
