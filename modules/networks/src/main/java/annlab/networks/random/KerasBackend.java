package annlab.networks.random;

import annlab.networks.config.Names;
import java.util.Arrays;
import java.util.Locale;

/** What Keras 3 computes on, and so draws its random numbers with. */
public enum KerasBackend {
  /** Philox; one order of the rows for all epochs. */
  TENSORFLOW,
  /** Threefry; the orders are NumPy's. */
  JAX,
  /** MT19937, on the CPU. */
  TORCH;

  /**
   * The backend of a name.
   *
   * @param name as Keras' variable {@code KERAS_BACKEND} has it: tensorflow, jax or torch
   * @return the backend
   * @throws IllegalArgumentException if there is none of that name
   */
  public static KerasBackend named(String name) {
    return Arrays.stream(values())
        .filter(backend -> backend.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "backend", name, Arrays.stream(values()).map(KerasBackend::label).toList()));
  }

  /**
   * Keras' name of it.
   *
   * @return the value of {@code KERAS_BACKEND}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
