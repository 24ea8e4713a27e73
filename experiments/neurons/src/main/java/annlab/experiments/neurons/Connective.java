package annlab.experiments.neurons;

/** What joins two propositions. */
enum Connective {
  AND("and"),
  OR("or"),
  XOR("xor"),
  IMPLIES("implies"),
  EQUIVALENT("iff");

  private final String word;

  Connective(String word) {
    this.word = word;
  }

  /** The word that the parser knows it by. */
  String word() {
    return word;
  }

  boolean of(boolean left, boolean right) {
    return switch (this) {
      case AND -> left && right;
      case OR -> left || right;
      case XOR -> left != right;
      case IMPLIES -> !left || right;
      case EQUIVALENT -> left == right;
    };
  }
}
