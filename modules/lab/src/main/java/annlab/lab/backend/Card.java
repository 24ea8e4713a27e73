package annlab.lab.backend;

import java.util.Optional;

/**
 * A graphics card, as its driver describes it.
 *
 * @param name the model
 * @param capability its compute capability; empty where the driver is too old to say
 * @param driver the driver's version, as {@code 535.104.05}
 * @param memory its memory, as {@code 24576 MiB}
 */
public record Card(String name, Optional<Capability> capability, String driver, String memory) {
  @Override
  public String toString() {
    return name
        + capability.map(c -> ", compute capability " + c).orElse("")
        + ", "
        + memory
        + ", driver "
        + driver;
  }
}
