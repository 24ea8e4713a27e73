package annlab.experiments.neurons;

/** A text that is no formula. */
final class FormulaSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int position;

  /**
   * An error at a position.
   *
   * @param position 1-based column in the text
   */
  FormulaSyntaxException(int position, String expected, String found, String text) {
    super("expected " + expected + " at position " + position + " of '" + text + "', got " + found);
    this.position = position;
  }

  /** Where the text goes wrong, 1-based; one past the end if something is missing there. */
  int position() {
    return position;
  }
}
