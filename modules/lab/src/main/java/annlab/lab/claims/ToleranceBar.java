package annlab.lab.claims;

import java.util.Locale;

/**
 * A number on its tolerance: the band that passes, the chapter's value as a line, ours as a dot. A
 * dot at the edge with an arrow lies beyond.
 */
public final class ToleranceBar {
  private static final double WIDTH = 120;
  private static final double HEIGHT = 14;

  /** The band takes the middle half, so that a miss by one tolerance is still in the picture. */
  private static final double REACH = 2;

  private ToleranceBar() {}

  /** SVG text; empty where the target is no band or nothing was measured. */
  public static String of(Verdict verdict) {
    if (verdict.measured().isEmpty()) {
      return "";
    }
    double measured = verdict.measured().getAsDouble();
    Target target = verdict.claim().target();
    if (target instanceof Target.Within within) {
      return draw(measured, within.value(), within.tolerance(), true);
    }
    if (target instanceof Target.Between between
        && Double.isFinite(between.low())
        && Double.isFinite(between.high())
        && between.low() < between.high()) {
      double middle = (between.low() + between.high()) / 2;
      return draw(measured, middle, between.high() - middle, false);
    }
    return "";
  }

  private static String draw(double measured, double middle, double half, boolean line) {
    double offset = (measured - middle) / half;
    boolean inside = Math.abs(offset) <= 1;
    boolean beyond = Math.abs(offset) > REACH;
    double x = WIDTH / 2 + Math.max(-REACH, Math.min(REACH, offset)) / REACH * (WIDTH / 2 - 5);
    double band = (WIDTH / 2 - 5) / REACH;
    double c = HEIGHT / 2;
    String dot =
        beyond
            ? String.format(
                Locale.ROOT,
                "<path class=\"miss\" d=\"M%.1f %.1fl%d 4.5v-9z\"/>",
                x + (offset > 0 ? 5 : -5),
                c,
                offset > 0 ? -9 : 9)
            : String.format(
                Locale.ROOT,
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
                inside ? "hit" : "miss",
                x,
                c);
    return String.format(
        Locale.ROOT,
        "<svg class=\"bar\" viewBox=\"0 0 %.0f %.0f\" aria-hidden=\"true\">"
            + "<path class=\"axis\" d=\"M0 %.1fH%.0f\"/>"
            + "<rect class=\"band\" x=\"%.1f\" y=\"2\" width=\"%.1f\" height=\"%.0f\"/>%s%s</svg>",
        WIDTH,
        HEIGHT,
        c,
        WIDTH,
        WIDTH / 2 - band,
        2 * band,
        HEIGHT - 4,
        line
            ? String.format(
                Locale.ROOT, "<path class=\"mid\" d=\"M%.0f 0V%.0f\"/>", WIDTH / 2, HEIGHT)
            : "",
        dot);
  }
}
