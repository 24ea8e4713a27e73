package annlab.estimators.specification;

/**
 * How much a specification from a page may ask for.
 *
 * @param rows rows of data
 * @param layers dense layers, the last one included
 * @param units neurons of a layer
 * @param epochs passes over the data
 */
public record FitLimits(int rows, int layers, int units, int epochs) {
  /** Refuses more than is allowed, in the words of the field that asked for it. */
  static void require(String what, long asked, long most) {
    if (asked > most) {
      throw new IllegalArgumentException(
          what + " must be at most " + most + " here (see annlab.conf), got " + asked);
    }
  }
}
