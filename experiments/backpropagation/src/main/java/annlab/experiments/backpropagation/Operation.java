package annlab.experiments.backpropagation;

/** What a step of a {@link Tape} did. */
enum Operation {
  INPUT("input"),
  CONSTANT("constant"),
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  POWER("^"),
  EXP("exp"),
  LOG("log"),
  SIGMOID("sigmoid"),
  TANH("tanh"),
  RELU("relu"),
  STEP("step");

  private final String label;

  Operation(String label) {
    this.label = label;
  }

  /** The sign or name in a trace. */
  String label() {
    return label;
  }
}
