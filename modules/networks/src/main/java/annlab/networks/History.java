package annlab.networks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call of fit gave, epoch by epoch (Keras' {@code History}).
 *
 * @param params {@code epochs}, {@code steps} and {@code batch_size}
 * @param epochs the epochs that were trained to their end, in order
 */
public record History(Map<String, Integer> params, List<Epoch> epochs) {
  public History {
    params = Map.copyOf(params);
    epochs = List.copyOf(epochs);
  }

  /**
   * One value over the epochs.
   *
   * @param name Keras' name, e.g. {@code val_accuracy}
   * @return one value per epoch
   * @throws IllegalArgumentException if it was not measured
   */
  public List<Double> series(String name) {
    return epochs.stream()
        .map(
            epoch -> {
              Double value = epoch.logs().get(name);
              if (value == null) {
                throw new IllegalArgumentException(
                    "'" + name + "' was not measured; there are " + epoch.logs().keySet());
              }
              return value;
            })
        .toList();
  }

  /**
   * All values over the epochs, Keras' {@code history.history}.
   *
   * @return a list of values under each of Keras' names
   */
  public Map<String, List<Double>> history() {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    if (!epochs.isEmpty()) {
      for (String name : epochs.get(0).logs().keySet()) {
        all.put(name, series(name));
      }
    }
    return all;
  }
}
