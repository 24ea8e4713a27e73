package annlab.experiments.neurons;

import annlab.experiments.neurons.LogicNetwork.Connection;
import annlab.experiments.neurons.LogicNetwork.Neuron;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Builds networks of neurons for formulas from the chapter's four: identity, AND, OR, and AND NOT.
 * A proposition that occurs twice gets one neuron.
 */
final class LogicCompiler {
  private final List<String> inputs;
  private final List<Neuron> neurons = new ArrayList<>();
  private final Map<Formula, Integer> placed = new HashMap<>();

  private LogicCompiler(List<String> inputs) {
    this.inputs = inputs;
    for (int i = 0; i < inputs.size(); i++) {
      placed.put(new Formula.Variable(inputs.get(i)), i);
    }
  }

  /** A network with one output, {@code out}, whose inputs are the formula's variables. */
  static LogicNetwork compile(Formula formula) {
    return compile(Map.of("out", formula));
  }

  /**
   * A network with an output for each formula.
   *
   * @param outputs formulas by the output's name; they share neurons
   * @return a network whose inputs are the variables of all formulas, in alphabetical order
   */
  static LogicNetwork compile(Map<String, Formula> outputs) {
    SortedSet<String> names = new TreeSet<>();
    outputs.values().forEach(formula -> names.addAll(formula.variables()));
    LogicCompiler compiler = new LogicCompiler(List.copyOf(names));
    Map<String, Integer> places = new LinkedHashMap<>();
    outputs.forEach((name, formula) -> places.put(name, compiler.output(formula)));
    return new LogicNetwork(
        compiler.inputs, compiler.neurons, places, LogicNetwork.CHAPTER_THRESHOLD);
  }

  /** An output is a neuron of its own, so a bare variable passes the identity network. */
  private int output(Formula formula) {
    int place = place(formula);
    return place >= inputs.size()
        ? place
        : add(formula.toString(), Connection.exciting(place), Connection.exciting(place));
  }

  private int place(Formula formula) {
    Optional<Integer> known = Optional.ofNullable(placed.get(formula));
    if (known.isPresent()) {
      return known.get();
    }
    int place;
    if (formula instanceof Formula.Not not) {
      place = not(formula, not.operand());
    } else {
      Formula.Joined joined = (Formula.Joined) formula;
      place = join(formula, joined.connective(), joined.left(), joined.right());
    }
    placed.put(formula, place);
    return place;
  }

  private int not(Formula whole, Formula operand) {
    if (operand instanceof Formula.Not twice) {
      return place(twice.operand());
    }
    return andNot(whole, LogicNetwork.ALWAYS_ON, place(operand));
  }

  private int join(Formula whole, Connective connective, Formula left, Formula right) {
    // listing: A2
    return switch (connective) {
      case AND -> and(whole, left, right);
      case OR -> or(whole, left, right);
      // exactly one holds: the first without the second, or the second without the first
      case XOR ->
          or(
              whole,
              new Formula.Joined(Connective.AND, left, new Formula.Not(right)),
              new Formula.Joined(Connective.AND, right, new Formula.Not(left)));
      case IMPLIES -> not(whole, new Formula.Joined(Connective.AND, left, new Formula.Not(right)));
      case EQUIVALENT -> not(whole, new Formula.Joined(Connective.XOR, left, right));
    };
    // end listing
  }

  private int and(Formula whole, Formula left, Formula right) {
    if (right instanceof Formula.Not not) {
      return andNot(whole, place(left), place(not.operand()));
    }
    if (left instanceof Formula.Not not) {
      return andNot(whole, place(right), place(not.operand()));
    }
    return add(
        whole.toString(), Connection.exciting(place(left)), Connection.exciting(place(right)));
  }

  private int or(Formula whole, Formula left, Formula right) {
    int a = place(left);
    int b = place(right);
    return add(
        whole.toString(),
        Connection.exciting(a),
        Connection.exciting(a),
        Connection.exciting(b),
        Connection.exciting(b));
  }

  private int andNot(Formula whole, int active, int silent) {
    return add(
        whole.toString(),
        Connection.exciting(active),
        Connection.exciting(active),
        Connection.inhibiting(silent));
  }

  private int add(String name, Connection... connections) {
    neurons.add(new Neuron(name, List.of(connections)));
    return inputs.size() + neurons.size() - 1;
  }
}
