package annlab.lab.claims;

import annlab.lab.settings.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Verdicts as a table of plain text: claim, what the chapter says, ours, what passes, verdict.
 * Numbers are printed with as many decimals as the chapter gives, and one more where that hides a
 * difference.
 */
public final class VerdictTable {
  /** The narrowest table that still reads well. */
  public static final int MIN_WIDTH = 60;

  private static final List<String> HEAD = List.of("claim", "chapter", "ours", "passes", "verdict");

  private VerdictTable() {}

  /**
   * The table.
   *
   * @param verdicts the verdicts, one or more lines each
   * @param width columns of the terminal; less than {@link #MIN_WIDTH} is taken as that
   * @return lines that end with a line feed each
   */
  public static String text(List<Verdict> verdicts, int width) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Verdict verdict : verdicts) {
      rows.add(
          List.of(
              verdict.claim().id(),
              chapter(verdict.claim()),
              ours(verdict),
              passes(verdict.claim()),
              label(verdict.judgement())));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    int others = widths[1] + widths[2] + widths[3] + widths[4] + 2 * (HEAD.size() - 1);
    widths[0] = Math.max(12, Math.min(widths[0], Math.max(width, MIN_WIDTH) - others));
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      line(text, row, widths);
      if (row == HEAD) {
        line(text, rule(widths), widths);
      }
    }
    return text.toString();
  }

  /**
   * What the chapter says, in words. An interval is never its: that is annlab's own.
   *
   * @param claim the claim
   * @return a number, {@code holds} for a property ({@code erratum} where the chapter is wrong),
   *     {@code -} where it gives no number, and for a section that annlab adds
   */
  public static String chapter(Claim claim) {
    return claim.ofChapter() && !(claim.target() instanceof Target.Between) ? expected(claim) : "-";
  }

  /**
   * What a claim's number is held against, in words, whoever says so.
   *
   * @param claim the claim
   * @return a number, an interval, {@code holds} for a property ({@code erratum} where the chapter
   *     is wrong), {@code -} for an exhibit
   */
  public static String expected(Claim claim) {
    Target target = claim.target();
    if (target instanceof Target.Exact exact) {
      return Numbers.plain(exact.value());
    } else if (target instanceof Target.Within within) {
      return Numbers.plain(within.value());
    } else if (target instanceof Target.Between between) {
      return between.text();
    } else if (target instanceof Target.Property) {
      return claim.kind() == Claim.Kind.ERRATUM ? "erratum" : "holds";
    }
    return "-";
  }

  /**
   * Our number in words.
   *
   * @param verdict the verdict
   * @return the number, for a property {@code holds} ({@code confirmed} for an erratum) or how many
   *     counter-examples there are, {@code -} if there is none
   */
  public static String ours(Verdict verdict) {
    OptionalDouble measured = verdict.measured();
    if (measured.isEmpty()) {
      return "-";
    }
    double value = measured.getAsDouble();
    Target target = verdict.claim().target();
    if (target instanceof Target.Property) {
      if (value == 0) {
        return verdict.claim().kind() == Claim.Kind.ERRATUM ? "confirmed" : "holds";
      }
      return Numbers.plain(value) + (value == 1 ? " counter-example" : " counter-examples");
    } else if (target instanceof Target.Exact exact) {
      return value == exact.value() ? Numbers.plain(value) : Numbers.apart(value, exact.value());
    } else if (target instanceof Target.Within within) {
      return Numbers.beside(value, within.value(), within.tolerance());
    } else if (target instanceof Target.Between between) {
      return Numbers.inside(value, between.low(), between.high());
    }
    return Numbers.significant(value);
  }

  /**
   * What passes, in words: around the chapter's number, or annlab's own number or interval.
   *
   * @param claim the claim
   * @return as {@code +- 0.01} or {@code exact} beside the chapter's number, {@code 32 exact} in a
   *     section that annlab adds, {@code at least 0.95}, {@code no exception}, or {@code -}
   */
  public static String passes(Claim claim) {
    Target target = claim.target();
    String number = claim.ofChapter() ? "" : expected(claim) + " ";
    if (target instanceof Target.Exact) {
      return number + "exact";
    } else if (target instanceof Target.Within within) {
      return number + "+- " + Numbers.plain(within.tolerance());
    } else if (target instanceof Target.Between) {
      return expected(claim);
    } else if (target instanceof Target.Property) {
      return "no exception";
    }
    return "-";
  }

  /**
   * What passes, in words, where any character can be shown.
   *
   * @param claim the claim
   * @return as {@link #passes}, with ± for +-
   */
  public static String typesetPasses(Claim claim) {
    return passes(claim).replace("+-", "±");
  }

  /**
   * A judgement in a table of plain text, where a failure must be seen.
   *
   * @param judgement the judgement
   * @return pass, FAIL, shown or not run
   */
  public static String label(Judgement judgement) {
    return judgement == Judgement.FAIL ? "FAIL" : judgement.label();
  }

  private static List<String> rule(int[] widths) {
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    return rule;
  }

  /** A row; a name too long for its column goes on in the next line. */
  private static void line(StringBuilder text, List<String> row, int[] widths) {
    String name = row.get(0);
    int cut = Math.min(name.length(), widths[0]);
    StringBuilder line = new StringBuilder(pad(name.substring(0, cut), widths[0]));
    for (int i = 1; i < row.size(); i++) {
      line.append("  ").append(pad(row.get(i), widths[i]));
    }
    text.append(line.toString().stripTrailing()).append('\n');
    for (int from = cut; from < name.length(); from += widths[0]) {
      text.append(name, from, Math.min(name.length(), from + widths[0])).append('\n');
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
