package annlab.experiments.neurons;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads propositional formulas by recursive descent.
 *
 * <pre>
 * iff     = implies { ("iff" | "<->" | "↔") implies }
 * implies = or [ ("implies" | "->" | "→") implies ]        groups to the right
 * or      = xor { ("or" | "|" | "∨") xor }
 * xor     = and { ("xor" | "^" | "⊕") and }
 * and     = not { ("and" | "&" | "∧") not }
 * not     = ("not" | "!" | "~" | "¬") not | "(" iff ")" | variable
 * </pre>
 *
 * Words may be written in capitals. A variable begins with a letter and goes on with letters,
 * digits and underscores.
 */
final class FormulaParser {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("<->", "iff"),
          Map.entry("↔", "iff"),
          Map.entry("->", "implies"),
          Map.entry("→", "implies"),
          Map.entry("|", "or"),
          Map.entry("∨", "or"),
          Map.entry("^", "xor"),
          Map.entry("⊕", "xor"),
          Map.entry("&", "and"),
          Map.entry("∧", "and"),
          Map.entry("!", "not"),
          Map.entry("~", "not"),
          Map.entry("¬", "not"),
          Map.entry("(", "("),
          Map.entry(")", ")"));

  /** From the weakest to the strongest bond. */
  private static final List<Connective> BY_STRENGTH =
      List.of(
          Connective.EQUIVALENT, Connective.IMPLIES, Connective.OR, Connective.XOR, Connective.AND);

  /** Deeper nesting would exhaust the stack before it made sense to a reader. */
  private static final int DEEPEST = 500;

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next = 0;
  private int depth = 0;

  /** A word of the grammar, or a variable, and its 1-based column. */
  private record Token(String word, boolean variable, int position, String source) {}

  FormulaParser(String text) {
    this.text = text;
  }

  Formula parse() {
    split();
    Formula formula = joined(0);
    Token rest = tokens.get(next);
    if (!rest.word().isEmpty()) {
      throw error("a connective or the end", rest);
    }
    return formula;
  }

  private void split() {
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        Token token = tokenAt(at);
        tokens.add(token);
        at += token.source().length();
      }
    }
    tokens.add(new Token("", false, text.length() + 1, ""));
  }

  private Token tokenAt(int at) {
    if (Character.isLetter(text.charAt(at))) {
      int end = at + 1;
      while (end < text.length() && isWordPart(text.charAt(end))) {
        end++;
      }
      String name = text.substring(at, end);
      String lower = name.toLowerCase(Locale.ROOT);
      return WORDS.containsValue(lower)
          ? new Token(lower, false, at + 1, name)
          : new Token(name, true, at + 1, name);
    }
    for (int length = 3; length >= 1; length--) {
      int end = Math.min(at + length, text.length());
      String symbol = text.substring(at, end);
      Optional<String> word = Optional.ofNullable(WORDS.get(symbol));
      if (word.isPresent()) {
        return new Token(word.get(), false, at + 1, symbol);
      }
    }
    String found = new String(Character.toChars(text.codePointAt(at)));
    throw error("a variable, a connective or a parenthesis", new Token("?", false, at + 1, found));
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private Formula joined(int strength) {
    if (strength == BY_STRENGTH.size()) {
      return negated();
    }
    Connective connective = BY_STRENGTH.get(strength);
    Formula left = joined(strength + 1);
    while (take(connective.word())) {
      boolean groupsRight = connective == Connective.IMPLIES;
      Formula right = groupsRight ? nested(() -> joined(strength)) : joined(strength + 1);
      left = new Formula.Joined(connective, left, right);
    }
    return left;
  }

  private Formula negated() {
    if (take("not")) {
      return new Formula.Not(nested(this::negated));
    }
    if (take("(")) {
      Formula inner = nested(() -> joined(0));
      if (!take(")")) {
        throw error("a connective or ')'", tokens.get(next));
      }
      return inner;
    }
    Token token = tokens.get(next);
    if (!token.variable()) {
      throw error("a variable, 'not' or '('", token);
    }
    next++;
    return new Formula.Variable(token.word());
  }

  private Formula nested(java.util.function.Supplier<Formula> rule) {
    depth++;
    if (depth > DEEPEST) {
      throw error("at most " + DEEPEST + " levels of nesting", tokens.get(next));
    }
    Formula formula = rule.get();
    depth--;
    return formula;
  }

  private boolean take(String word) {
    Token token = tokens.get(next);
    if (token.variable() || !token.word().equals(word)) {
      return false;
    }
    next++;
    return true;
  }

  private FormulaSyntaxException error(String expected, Token token) {
    String found = token.source().isEmpty() ? "the end" : "'" + token.source() + "'";
    return new FormulaSyntaxException(token.position(), expected, found, text);
  }
}
