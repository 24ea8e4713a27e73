package annlab.experiments.neurons;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A proposition: variables joined by connectives. */
sealed interface Formula {
  /**
   * A variable.
   *
   * @param name letters, digits and underscores, beginning with a letter
   */
  record Variable(String name) implements Formula {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The negation of a proposition. */
  record Not(Formula operand) implements Formula {
    @Override
    public String toString() {
      return "not " + operand;
    }
  }

  /** Two propositions and what joins them. */
  record Joined(Connective connective, Formula left, Formula right) implements Formula {
    @Override
    public String toString() {
      return "(" + left + " " + connective.word() + " " + right + ")";
    }
  }

  /**
   * Reads a formula.
   *
   * @param text as {@code a and not (b -> c)}; the grammar is {@link FormulaParser}'s
   * @throws FormulaSyntaxException if the text is no formula; the message names the position
   */
  static Formula parse(String text) {
    return new FormulaParser(text).parse();
  }

  /**
   * The truth of the proposition, worked out on the formula itself and not on a network.
   *
   * @param holds which variables are true
   */
  default boolean value(Predicate<String> holds) {
    if (this instanceof Variable variable) {
      return holds.test(variable.name());
    }
    if (this instanceof Not not) {
      return !not.operand().value(holds);
    }
    Joined joined = (Joined) this;
    return joined.connective().of(joined.left().value(holds), joined.right().value(holds));
  }

  /** The variables that occur, in alphabetical order. */
  default List<String> variables() {
    SortedSet<String> names = new TreeSet<>();
    collect(this, names);
    return List.copyOf(names);
  }

  private static void collect(Formula formula, SortedSet<String> names) {
    if (formula instanceof Variable variable) {
      names.add(variable.name());
    } else if (formula instanceof Not not) {
      collect(not.operand(), names);
    } else if (formula instanceof Joined joined) {
      collect(joined.left(), names);
      collect(joined.right(), names);
    }
  }
}
