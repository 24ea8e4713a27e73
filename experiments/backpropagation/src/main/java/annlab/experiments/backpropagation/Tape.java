package annlab.experiments.backpropagation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A computation on numbers, recorded step by step with the derivative of each step, so that it can
 * be differentiated afterwards by either mode (Linnainmaa, 1970; Griewank and Walther, "Evaluating
 * Derivatives", 2008).
 *
 * <p>Calculating is the forward pass: each operation on a {@link Scalar} adds a step.
 */
final class Tape {
  private final List<Step> steps = new ArrayList<>();
  private int reverseSweeps = 0;
  private int forwardSweeps = 0;

  /**
   * One operation.
   *
   * @param index its number; operands have lower ones
   * @param operation what was done
   * @param name what the number is called; empty for intermediate ones
   * @param operands the steps that it read
   * @param value its result
   * @param partials the derivative of the result with respect to each operand
   */
  record Step(
      int index,
      Operation operation,
      String name,
      List<Integer> operands,
      double value,
      List<Double> partials) {}

  /**
   * What one step passed on to one of its operands in a reverse pass.
   *
   * @param from the step
   * @param to its operand
   * @param adjoint the derivative of the output with respect to the step
   * @param partial the derivative of the step with respect to the operand
   */
  record Contribution(int from, int to, double adjoint, double partial) {
    /** What is added to the operand's adjoint: the chain rule's product. */
    double product() {
      return adjoint * partial;
    }
  }

  /**
   * A reverse pass.
   *
   * @param adjoints the derivative of the output with respect to each step
   * @param contributions the products that were added up, in the order in which they were
   */
  record Reverse(List<Double> adjoints, List<Contribution> contributions) {
    /** The derivative of the output with respect to one number. */
    double gradient(Scalar of) {
      return adjoints.get(of.index());
    }
  }

  /** A number to differentiate by. */
  Scalar input(String name, double value) {
    return add(Operation.INPUT, name, value, List.of(), List.of());
  }

  /** A number that stays fixed. */
  Scalar constant(double value) {
    return add(Operation.CONSTANT, "", value, List.of(), List.of());
  }

  Scalar add(
      Operation operation,
      String name,
      double value,
      List<Integer> operands,
      List<Double> partials) {
    Step step = new Step(steps.size(), operation, name, operands, value, partials);
    steps.add(step);
    return new Scalar(this, step.index(), value);
  }

  /** Names a step, for the trace. */
  void name(Scalar scalar, String name) {
    Step step = steps.get(scalar.index());
    steps.set(
        step.index(),
        new Step(
            step.index(), step.operation(), name, step.operands(), step.value(), step.partials()));
  }

  /** Every step so far, in order. */
  List<Step> steps() {
    return Collections.unmodifiableList(steps);
  }

  /**
   * The reverse pass: one walk from the output back, which gives the derivatives with respect to
   * every step at once.
   *
   * @param output the number to differentiate
   */
  Reverse reverse(Scalar output) {
    reverseSweeps++;
    // listing: B3
    double[] adjoints = new double[steps.size()];
    adjoints[output.index()] = 1;
    List<Contribution> contributions = new ArrayList<>();
    for (int i = output.index(); i >= 0; i--) {
      Step step = steps.get(i);
      for (int k = 0; k < step.operands().size(); k++) {
        Contribution contribution =
            new Contribution(i, step.operands().get(k), adjoints[i], step.partials().get(k));
        contributions.add(contribution);
        adjoints[contribution.to()] += contribution.product();
      }
    }
    return new Reverse(list(adjoints), contributions);
    // end listing
  }

  /**
   * A forward pass with derivatives: one walk from an input on, which gives the derivative of every
   * step with respect to this one input.
   *
   * @param input the number to differentiate by
   * @return the derivative of each step
   */
  List<Double> forward(Scalar input) {
    forwardSweeps++;
    // listing: B3-forward-passes, B3-modes
    double[] tangents = new double[steps.size()];
    tangents[input.index()] = 1;
    for (int i = input.index() + 1; i < tangents.length; i++) {
      Step step = steps.get(i);
      for (int k = 0; k < step.operands().size(); k++) {
        tangents[i] += step.partials().get(k) * tangents[step.operands().get(k)];
      }
    }
    return list(tangents);
    // end listing
  }

  /** Reverse passes so far. */
  int reverseSweeps() {
    return reverseSweeps;
  }

  /** Forward passes with derivatives so far. */
  int forwardSweeps() {
    return forwardSweeps;
  }

  private static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return list;
  }
}
