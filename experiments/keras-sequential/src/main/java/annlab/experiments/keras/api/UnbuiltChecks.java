package annlab.experiments.keras.api;

import annlab.datasets.Samples;
import annlab.experiments.keras.Bits;
import annlab.experiments.keras.Refusals;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measures what a model does that was described without its input's shape. */
public final class UnbuiltChecks {
  private UnbuiltChecks() {}

  static void measure(Samples few, Map<String, Double> numbers) {
    numbers.put("F13-unbuilt-is-refused", (double) answers(unbuilt()));
    numbers.put("F13-build", (double) unlikeBuilt(few, 28, 28));
    numbers.put("F13-first-data", (double) unlikeFitted(unbuilt(), few));
  }

  /** The chapter's model without an input shape. */
  static Model unbuilt() {
    // listing: F13-build, F13-first-data
    Sequential layers =
        Sequential.of( // no Input.of(28, 28)
            new Flatten(),
            new Dense(300, Activation.RELU),
            new Dense(100, Activation.RELU),
            new Dense(10, Activation.SOFTMAX));
    Model model = layers.seed(1).compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
    // then model.build(28, 28), or model.fit(x, y), makes the weights
    // end listing
    return model;
  }

  /** Questions that a model answers, or refuses without saying that it has not been built. */
  public static int answers(Model model) {
    Path file = temporary();
    try {
      // listing: F13-unbuilt-is-refused
      List<Runnable> questions =
          List.of(model::summary, model::weights, model::plot, () -> model.save(file));
      int answered = 0;
      for (Runnable question : questions) {
        try {
          question.run();
          answered++;
        } catch (IllegalStateException e) {
          answered += Refusals.says(e, "has not been built") ? 0 : 1;
        }
      }
      // end listing
      return answered;
    } finally {
      delete(file);
    }
  }

  /** Parameters in which a model built late and trained differs from one that knew its input. */
  public static int unlikeBuilt(Samples few, long... shape) {
    Model late = unbuilt();
    late.build(shape);
    try {
      late.fit(few.x(), few.y(), FitOptions.defaults());
      return Bits.different(late.parameters(), trained(few).parameters());
    } catch (IllegalArgumentException e) {
      return Math.toIntExact(late.parameters().length());
    }
  }

  /** The same for a model whose first data are these. */
  public static int unlikeFitted(Model model, Samples few) {
    model.fit(few.x(), few.y(), FitOptions.defaults());
    return Bits.different(model.parameters(), trained(few).parameters());
  }

  private static Model trained(Samples few) {
    Model model =
        Sequential.of(
                Input.of(28, 28),
                new Flatten(),
                new Dense(300, Activation.RELU),
                new Dense(100, Activation.RELU),
                new Dense(10, Activation.SOFTMAX))
            .seed(1)
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
    model.fit(few.x(), few.y(), FitOptions.defaults());
    return model;
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("annlab-unbuilt", ".zip");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary file", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
