package annlab.experiments.keras.api;

import annlab.experiments.keras.Refusals;
import annlab.experiments.keras.SummaryChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.BatchNormalization;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Dropout;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Normalization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Measures how layers are named and found. */
public final class NameChecks {
  private NameChecks() {}

  static void measure(Map<String, Double> numbers) {
    numbers.put("F9-snake-case", (double) SummaryChecks.different(SNAKE_CASE, namesInTurn()));
    numbers.put("F9-unique", (double) repeated(namesOfTwoModels(false)));
    numbers.put("F9-explicit", (double) explicitFaults("hidden", "hidden"));
    numbers.put("F9-clear-session", (double) numberedOn(true));
    Model model = FashionMnistExperiment.model(1);
    numbers.put("F10-same-layer", (double) otherLayers(model.layers(), model));
    numbers.put("F10-unknown-name", unknownIsRefused(model, "dense_7") ? 0.0 : 1.0);
  }

  public static final List<String> SNAKE_CASE =
      List.of(
          "flatten",
          "normalization",
          "batch_normalization",
          "dropout",
          "dense",
          "dense_1",
          "dense_2");

  static List<String> namesInTurn() {
    // listing: F9-snake-case
    Sequential.clearSession();
    Sequential model = Sequential.of(new Flatten(), new Normalization());
    model.add(new BatchNormalization()).add(new Dropout(0.5));
    model.add(new Dense(300)).add(new Dense(100)).add(new Dense(10));
    List<String> names = model.layers().stream().map(Layer::name).toList();
    // end listing
    return names; // flatten, normalization, batch_normalization, dropout, dense, dense_1, dense_2
  }

  /** Names of the layers of two models, built one after the other. */
  public static List<String> namesOfTwoModels(boolean clearedBetween) {
    // listing: F9-unique
    Sequential first = Sequential.of(new Flatten(), new Dense(300), new Dense(10));
    if (clearedBetween) {
      Sequential.clearSession();
    }
    Sequential second = Sequential.of(new Flatten(), new Dense(300), new Dense(10));
    List<String> names = new ArrayList<>();
    first.layers().forEach(layer -> names.add(layer.name()));
    second.layers().forEach(layer -> names.add(layer.name())); // none of them a second time
    // end listing
    return names;
  }

  public static int repeated(List<String> names) {
    return names.size() - new HashSet<>(names).size();
  }

  /** A given name that a layer does not keep, and a second layer of that name if it is let in. */
  public static int explicitFaults(String name, String second) {
    int faults = 0;
    // listing: F9-explicit
    Sequential model = Sequential.of(new Dense(300, Activation.RELU).named(name));
    faults += model.layers().get(0).name().equals(name) ? 0 : 1;
    try {
      model.add(new Dense(100, Activation.RELU).named(second)); // the same name again
      faults++;
    } catch (IllegalArgumentException e) {
      faults += Refusals.says(e, "names must be unique") ? 0 : 1;
    }
    // end listing
    return faults;
  }

  /** Layers that are numbered on although the session was cleared. */
  public static int numberedOn(boolean cleared) {
    // listing: F9-clear-session
    Sequential.of(new Dense(300), new Dense(100));
    if (cleared) {
      Sequential.clearSession();
    }
    Sequential anew = Sequential.of(new Dense(300), new Dense(100));
    List<String> names = anew.layers().stream().map(Layer::name).toList();
    // end listing
    return SummaryChecks.different(List.of("dense", "dense_1"), names);
  }

  /** Layers of a list that the model does not give by their names, as the same objects. */
  @SuppressWarnings("ReferenceEquality") // the claim: the very same object
  public static int otherLayers(List<Layer> layers, Model model) {
    int other = 0;
    // listing: F10-same-layer
    for (Layer layer : layers) { // model.layers()
      other += model.layer(layer.name()) == layer ? 0 : 1;
    }
    Layer hidden1 = model.layers().get(1);
    other += model.layer(hidden1.name()) == hidden1 ? 0 : 1;
    // end listing
    return other;
  }

  /** Whether a name that no layer has is refused, with the names that there are. */
  public static boolean unknownIsRefused(Model model, String name) {
    // listing: F10-unknown-name
    try {
      model.layer(name);
      return false;
    } catch (IllegalArgumentException e) {
      return model.layers().stream().allMatch(layer -> Refusals.says(e, layer.name()));
    }
    // end listing
  }
}
