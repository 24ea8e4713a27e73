package annlab.lab.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
  private static Verdict verdict(Target target) {
    boolean shown = target instanceof Target.Exhibit || target instanceof Target.Timing;
    Claim.Kind kind = shown ? Claim.Kind.EXHIBIT : Claim.Kind.ERRATUM;
    return new Verdict(
        new Claim("A1-of", "1.2", kind, "a statement", target),
        OptionalDouble.of(0.1 + 0.2),
        target.judge(0.3));
  }

  static Stream<Target> targets() {
    return Stream.of(
        new Target.Exact(4, "r"),
        new Target.Within(0.25, 1e-9, "r"),
        new Target.Between(0.1, 0.2, "r"),
        new Target.Between(Double.NEGATIVE_INFINITY, 0.5, "r"),
        new Target.Between(0.5, Double.POSITIVE_INFINITY, "r"),
        new Target.Property("r"),
        new Target.Exhibit("r"),
        new Target.Timing("r"));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aVerdictComesBackFromTheTextOfItsDocument(Target target) {
    Verdict verdict = verdict(target);
    assertThat(Verdict.of(Json.parse(Json.line(verdict.document())))).isEqualTo(verdict);
    assertThat(Verdict.of(verdict.document())).isEqualTo(verdict);
  }

  @Test
  void whatWasNotMeasuredIsAbsent() {
    Verdict open = verdict(new Target.Exact(4, "r")).claim().notRun();
    assertThat(open.document().has("measured")).isFalse();
    assertThat(Verdict.of(open.document())).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({"id", "section", "kind", "statement", "target", "reason", "judgement"})
  void whatLacksATextIsRefusedByItsName(String name) {
    ObjectNode document = verdict(new Target.Exact(4, "r")).document();
    document.remove(name);
    assertThatThrownBy(() -> Verdict.of(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + name + "\" is missing or no text");
  }

  @ParameterizedTest
  @CsvSource({
    "target, INSIDE, 'exact, within, between, property, exhibit, timing'",
    "kind, claims, 'claim, erratum, exhibit'",
    "judgement, '', 'pass, fail, shown, not_run'",
    "judgement, NOT RUN, 'pass, fail, shown, not_run'"
  })
  void aWordThatIsNoneOfThoseKnownIsRefusedWithThem(String name, String word, String known) {
    ObjectNode document = verdict(new Target.Exact(4, "r")).document().put(name, word);
    assertThatThrownBy(() -> Verdict.of(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown " + name + " '")
        .hasMessageEndingWith("known: " + known);
  }
}
