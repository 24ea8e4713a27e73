package annlab.lab;

import java.util.Optional;
import java.util.ServiceLoader;

/** The demonstrations on the class path, found through {@link ServiceLoader}. */
public final class Demonstrations {
  private Demonstrations() {}

  /**
   * The demonstration of a name.
   *
   * @param id as {@code activations}
   * @return the demonstration; empty if there is none
   */
  public static Optional<Demonstration> find(String id) {
    return ServiceLoader.load(Demonstration.class, Demonstrations.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(demonstration -> demonstration.id().equals(id))
        .findFirst();
  }
}
