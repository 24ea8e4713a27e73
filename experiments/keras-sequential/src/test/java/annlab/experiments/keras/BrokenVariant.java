package annlab.experiments.keras;

import java.util.concurrent.Callable;

/**
 * A claim's measurement with something deliberately wrong in it: the claim's own target must refuse
 * the number.
 *
 * @param claim the claim's id
 * @param fault what is wrong
 * @param budget what is trained or computed: no more than it takes to be refused
 * @param measured trains or computes, and gives the number
 */
record BrokenVariant(String claim, String fault, String budget, Callable<Number> measured) {
  @Override
  public String toString() {
    return claim + ": " + fault + " (" + budget + ")";
  }
}
