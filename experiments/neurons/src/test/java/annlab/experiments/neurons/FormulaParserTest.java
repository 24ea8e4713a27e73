package annlab.experiments.neurons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormulaParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a and b or c; ((a and b) or c)",
        "a or b and c; (a or (b and c))",
        "a xor b and c or d; ((a xor (b and c)) or d)",
        "not a and b; (not a and b)",
        "not (a and b); not (a and b)",
        "a -> b -> c; (a implies (b implies c))",
        "a <-> b <-> c; ((a iff b) iff c)",
        "a -> b <-> not b -> not a; ((a implies b) iff (not b implies not a))",
        "a and b and c; ((a and b) and c)",
        "¬a ∧ b ∨ c ⊕ d → e ↔ f; ((((not a and b) or (c xor d)) implies e) iff f)",
        "!a & ~b | c ^ d; ((not a and not b) or (c xor d))",
        "Not A AND b; (not A and b)",
        "x_1 or x2; (x_1 or x2)",
        "((a)); a",
      })
  void connectivesBindFromNotDownToIff(String text, String expected) {
    assertThat(Formula.parse(text)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a and; 6; expected a variable, 'not' or '(' at position 6 of 'a and', got the end",
        "a b; 3; expected a connective or the end at position 3 of 'a b', got 'b'",
        "(a or b; 8; expected a connective or ')' at position 8 of '(a or b', got the end",
        "a or ); 6; expected a variable, 'not' or '(' at position 6 of 'a or )', got ')'",
        "a # b; 3; expected a variable, a connective or a parenthesis at position 3 of 'a # b', got '#'",
        "a => b; 3; expected a variable, a connective or a parenthesis at position 3 of 'a => b', got '='",
        "and a; 1; expected a variable, 'not' or '(' at position 1 of 'and a', got 'and'",
        "''; 1; expected a variable, 'not' or '(' at position 1 of '', got the end",
        "a and not; 10; expected a variable, 'not' or '(' at position 10 of 'a and not', got the end",
        "2a; 1; expected a variable, a connective or a parenthesis at position 1 of '2a', got '2'",
      })
  void anErrorNamesThePositionAndWhatWasExpected(String text, int position, String message) {
    assertThatExceptionOfType(FormulaSyntaxException.class)
        .isThrownBy(() -> Formula.parse(text))
        .satisfies(error -> assertThat(error.position()).isEqualTo(position))
        .withMessage(message);
  }

  @Test
  void nestingWithoutEndIsRefusedAndDoesNotExhaustTheStack() {
    assertThatExceptionOfType(FormulaSyntaxException.class)
        .isThrownBy(() -> Formula.parse("(".repeat(100_000)))
        .withMessageContaining("at most 500 levels of nesting at position 502");
  }

  @Test
  void everyFormulaReadsBackFromItsText() {
    for (long seed = 0; seed < 200; seed++) {
      Formula formula = new RandomFormulas(seed, List.of("a", "b", "c")).next(1 + (int) (seed % 9));
      assertThat(Formula.parse(formula.toString())).isEqualTo(formula);
      assertThat(Formula.parse(formula.toString().toUpperCase(Locale.ROOT)).variables())
          .hasSameSizeAs(formula.variables());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "and, 0001",
    "or, 0111",
    "xor, 0110",
    "implies, 1101",
    "iff, 1001",
  })
  void connectivesHaveTheirTruthTables(String connective, String expected) {
    Formula formula = Formula.parse("a " + connective + " b");
    StringBuilder column = new StringBuilder();
    for (List<Boolean> row : TruthTable.rows(2)) {
      column.append(formula.value(name -> row.get(name.equals("a") ? 0 : 1)) ? '1' : '0');
    }
    assertThat(column).hasToString(expected);
  }
}
