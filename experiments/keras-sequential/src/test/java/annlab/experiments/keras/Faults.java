package annlab.experiments.keras;

import annlab.lab.BrokenVariants.Variant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes broken variants that say what is wrong and what was trained to see it. */
final class Faults {
  private Faults() {}

  /**
   * A claim's measurement with something deliberately wrong in it.
   *
   * @param claim the claim's id
   * @param fault what is wrong
   * @param budget what is trained or computed: no more than it takes to be refused
   * @param measured trains or computes, and gives the number
   */
  static Variant variant(String claim, String fault, String budget, Supplier<Number> measured) {
    return new Variant(
        List.of(claim), fault + "; " + budget, () -> Map.of(claim, measured.get().doubleValue()));
  }
}
