package annlab.lab.claims;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.store.RunStoreTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTableTest {
  @Test
  void theTableAligns() {
    List<Verdict> verdicts =
        List.of(
            claim("G5-validation-accuracy", new Target.Within(0.8894, 0.01, "r")).judge(0.891249),
            claim("F7-parameters", new Target.Exact(266_610, "r")).judge(266_610),
            claim("G10-continued", new Target.Between(0.89, 0.905, "r")).notRun(),
            claim("A2-formulas", new Target.Property("r")).judge(3));
    assertThat(VerdictTable.text(verdicts, 100))
        .isEqualTo(
            """
            claim                   chapter  ours                passes         verdict
            ----------------------  -------  ------------------  -------------  -------
            G5-validation-accuracy  0.8894   0.8912              +- 0.01        pass
            F7-parameters           266610   266610              exact          pass
            G10-continued           -        -                   0.890 - 0.905  not run
            A2-formulas             holds    3 counter-examples  no exception   FAIL
            """);
  }

  @Test
  void aNarrowTerminalBreaksNamesAndKeepsEveryLetter() {
    List<Verdict> verdicts =
        List.of(
            claim("G5-validation-accuracy-of-thirty-epochs", new Target.Within(0.8894, 0.01, "r"))
                .judge(0.891249));
    String text = VerdictTable.text(verdicts, 60);
    assertThat(text.lines()).allMatch(line -> line.length() <= 60);
    assertThat(text.replaceAll("\\s", "")).contains("G5-validation-a");
    assertThat(text.lines().skip(2).map(line -> line.split(" ", 2)[0]).reduce("", String::concat))
        .isEqualTo("G5-validation-accuracy-of-thirty-epochs");
  }

  @Test
  void aMissIsNeverRoundedIntoThePass() {
    assertThat(ours(new Target.Within(0.8894, 0.01, "r"), 0.89941)).isEqualTo("0.89941");
    assertThat(ours(new Target.Exact(0.5, "r"), 0.50000001)).isEqualTo("0.50000001");
    assertThat(ours(new Target.Between(0.95, Double.POSITIVE_INFINITY, "r"), 0.949996))
        .isEqualTo("0.949996");
  }

  @Test
  void aToleranceOfRoundingShowsTheDigitsThatDiffer() {
    Target exactly = new Target.Within(0.5053326657968684, 1e-9, "double precision");
    assertThat(ours(exactly, 0.5053326657968684)).startsWith("0.5053");
    assertThat(VerdictTable.passes(claim("C7", exactly))).isEqualTo("+- 1e-9");
    assertThat(ours(exactly, 0.5053326757968684)).isEqualTo("0.5053326757968684");
  }

  @Test
  void onlyTheChapterSaysSomethingUnderItsName() {
    for (Target own :
        List.of(
            new Target.Between(0.89, 0.905, "r"),
            new Target.Between(0, 1e-12, "r"),
            new Target.Between(0.95, Double.POSITIVE_INFINITY, "r"),
            new Target.Between(Double.NEGATIVE_INFINITY, 3, "r"))) {
      assertThat(VerdictTable.chapter(claim("T", own))).isEqualTo("-");
      assertThat(VerdictTable.passes(claim("T", own))).isEqualTo(((Target.Between) own).text());
    }
    assertThat(VerdictTable.passes(added(new Target.Exact(32, "r")))).isEqualTo("32 exact");
    assertThat(VerdictTable.passes(added(new Target.Within(0.5, 0.1, "r"))))
        .isEqualTo("0.5 +- 0.1");
    assertThat(VerdictTable.passes(added(new Target.Between(1, 2, "r")))).isEqualTo("1 - 2");
    assertThat(VerdictTable.passes(added(new Target.Property("r")))).isEqualTo("no exception");
    for (Target any :
        List.of(
            new Target.Exact(32, "r"),
            new Target.Within(0.5, 0.1, "r"),
            new Target.Between(1, 2, "r"),
            new Target.Property("r"))) {
      assertThat(VerdictTable.chapter(added(any))).isEqualTo("-");
      assertThat(added(any).notRun().json().has("chapter")).isFalse();
    }
    assertThat(added(new Target.Exact(32, "r")).notRun().json().path("expected").asInt())
        .isEqualTo(32);
  }

  /** A claim of a section that is not the chapter's. */
  private static Claim added(Target target) {
    return new Claim("DL4J-x", "DL4J", Claim.Kind.CLAIM, "s", target);
  }

  @Test
  void smallErrorsKeepTheirMagnitude() {
    Target.Between rounding = new Target.Between(0, 1e-12, "r");
    assertThat(rounding.text()).isEqualTo("at most 1e-12");
    assertThat(ours(rounding, 4.4408920985e-16)).isEqualTo("4.441e-16");
    assertThat(ours(rounding, 0)).isEqualTo("0");
  }

  @Test
  void intervalsAreWrittenWithEqualDecimals() {
    assertThat(new Target.Between(0.89, 0.905, "r").text()).isEqualTo("0.890 - 0.905");
    assertThat(new Target.Between(Double.NEGATIVE_INFINITY, 0.75, "r").text())
        .isEqualTo("at most 0.75");
  }

  private static String ours(Target target, double measured) {
    return VerdictTable.ours(claim("T", target).judge(measured));
  }

  private static Claim claim(String id, Target target) {
    return RunStoreTest.claim(id, target);
  }
}
