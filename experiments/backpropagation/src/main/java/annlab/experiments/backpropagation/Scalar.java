package annlab.experiments.backpropagation;

import java.util.List;

/**
 * A number on a {@link Tape}; to calculate with it is to record.
 *
 * @param tape where it is recorded
 * @param index its step
 * @param value what it is
 */
record Scalar(Tape tape, int index, double value) {
  Scalar plus(Scalar other) {
    return both(Operation.ADD, other, value + other.value, 1, 1);
  }

  Scalar minus(Scalar other) {
    return both(Operation.SUBTRACT, other, value - other.value, 1, -1);
  }

  Scalar times(Scalar other) {
    return both(Operation.MULTIPLY, other, value * other.value, other.value, value);
  }

  Scalar dividedBy(Scalar other) {
    double quotient = value / other.value;
    return both(Operation.DIVIDE, other, quotient, 1 / other.value, -quotient / other.value);
  }

  Scalar plus(double number) {
    return plus(tape.constant(number));
  }

  Scalar minus(double number) {
    return minus(tape.constant(number));
  }

  Scalar times(double number) {
    return times(tape.constant(number));
  }

  /** A whole power, of a base of any sign. */
  Scalar power(int exponent) {
    return one(
        Operation.POWER, Math.pow(value, exponent), exponent * Math.pow(value, exponent - 1));
  }

  Scalar exp() {
    double result = Math.exp(value);
    return one(Operation.EXP, result, result);
  }

  Scalar log() {
    return one(Operation.LOG, Math.log(value), 1 / value);
  }

  Scalar sigmoid() {
    return activate(Operation.SIGMOID, ActivationFunction.SIGMOID);
  }

  Scalar tanh() {
    return activate(Operation.TANH, ActivationFunction.TANH);
  }

  /** {@code max(0, z)}; the derivative at the kink is taken as 0, as DL4J and Keras take it. */
  Scalar relu() {
    return activate(Operation.RELU, ActivationFunction.RELU);
  }

  /** Heaviside's step, whose derivative is 0 wherever it has one. */
  Scalar step() {
    return activate(Operation.STEP, ActivationFunction.STEP);
  }

  /** The same number under a name that the trace shows. */
  Scalar named(String name) {
    tape.name(this, name);
    return this;
  }

  private Scalar activate(Operation operation, ActivationFunction function) {
    return one(operation, function.value(value), function.derivative(value));
  }

  private Scalar one(Operation operation, double result, double partial) {
    return tape.add(operation, "", result, List.of(index), List.of(partial));
  }

  private Scalar both(
      Operation operation, Scalar other, double result, double partial, double otherPartial) {
    if (other.tape != tape) {
      throw new IllegalArgumentException(
          "both numbers must be on one tape; record the whole computation on the same tape");
    }
    return tape.add(
        operation, "", result, List.of(index, other.index), List.of(partial, otherPartial));
  }
}
