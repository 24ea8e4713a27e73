package annlab.cli.options;

import annlab.networks.StepChoice;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --step} of commands that train. */
public final class StepOption {
  private Optional<StepChoice> named = Optional.empty();

  @Option(
      names = "--step",
      paramLabel = "NAME",
      description = {
        "Implementation of the training step: dl4j (DL4J's layers), dense (fused, for stacks of dense"
            + " layers on the CPU), or auto, the faster that fits (default). They differ in"
            + " rounding only."
      })
  void setNamed(StepChoice step) {
    named = Optional.of(step);
  }

  public static StepChoice of(String name) {
    try {
      return StepChoice.of(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** The step that was asked for. */
  public Optional<StepChoice> named() {
    return named;
  }

  /** The same, auto if none was. */
  public StepChoice choice() {
    return named.orElse(StepChoice.AUTO);
  }
}
