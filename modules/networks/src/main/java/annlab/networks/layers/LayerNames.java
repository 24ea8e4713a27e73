package annlab.networks.layers;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Layer names in Keras' way: the type in snake case, numbered from its second use on. */
public final class LayerNames {
  private static final Map<String, Integer> USED = new HashMap<>();

  private LayerNames() {}

  /** The next free name across all models of this JVM. */
  public static String next(String base) {
    synchronized (USED) {
      int used = USED.merge(base, 1, Integer::sum) - 1;
      return used == 0 ? base : base + "_" + used;
    }
  }

  public static void clear() {
    synchronized (USED) {
      USED.clear();
    }
  }

  public static Layer named(Layer layer) {
    return layer.name().isEmpty() ? layer.named(next(snakeCase(layer.kerasName()))) : layer;
  }

  public static String snakeCase(String type) {
    return type.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
