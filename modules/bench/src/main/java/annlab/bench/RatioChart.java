package annlab.bench;

import annlab.lab.charts.Series.Hue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Bars of each contestant's time over ours, job by job, as SVG text. */
final class RatioChart {
  private static final double WIDTH = 720;
  private static final double LEFT = 200;
  private static final double RIGHT = 60;
  private static final double BAR = 13;
  private static final double HEAD = 24;

  /** Longer bars are cut off, with their number beside them. */
  private static final double LONGEST = 8;

  private static final List<Hue> HUES =
      List.of(Hue.BLUE, Hue.VERMILION, Hue.GREEN, Hue.PURPLE, Hue.ORANGE, Hue.SKY);

  private RatioChart() {}

  static String svg(List<StepResult> jobs) {
    StringBuilder body = new StringBuilder();
    Map<String, Hue> hues = new TreeMap<>();
    double y = 10;
    for (StepResult job : jobs) {
      y += HEAD;
      text(body, 10, y - 6, "start", "bold", title(job.job()));
      for (String name : shown(job)) {
        double times = 1 / job.ratio(name).orElseThrow();
        double length = Math.min(times, LONGEST) / LONGEST * (WIDTH - LEFT - RIGHT);
        text(body, LEFT - 6, y + BAR - 3, "end", "normal", name);
        body.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                LEFT,
                y + 1,
                length,
                BAR - 2,
                hue(hues, name).code()));
        text(
            body,
            LEFT + length + 5,
            y + BAR - 3,
            "start",
            "normal",
            String.format(Locale.ROOT, "%.2f", times));
        y += BAR;
      }
    }
    double one = LEFT + (WIDTH - LEFT - RIGHT) / LONGEST;
    body.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"10\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#555555\""
                + " stroke-dasharray=\"4 3\"/>%n",
            one,
            one,
            y));
    text(body, one, y + 16, "middle", "normal", "1 = annlab");
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\""
                + " font-family=\"sans-serif\" font-size=\"11\" role=\"img\">%n"
                + "<title>Time of a step over ours</title>%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
            WIDTH,
            y + 26)
        + body
        + "</svg>\n";
  }

  /** One thread each; other numbers of threads are in the tables. */
  private static List<String> shown(StepResult job) {
    List<String> names = new ArrayList<>(job.times().keySet());
    names.removeIf(name -> name.equals(StepRace.OURS) || name.endsWith("threads"));
    return names;
  }

  private static String title(StepJob job) {
    return job.name() + ", " + job.dtype() + ", batch " + job.batch();
  }

  private static Hue hue(Map<String, Hue> hues, String name) {
    return name.equals(Goal.FLOOR)
        ? Hue.GREY
        : hues.computeIfAbsent(name, n -> HUES.get(hues.size() % HUES.size()));
  }

  private static void text(
      StringBuilder body, double x, double y, String anchor, String weight, String words) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-weight=\"%s\""
                + " fill=\"#222222\">%s</text>%n",
            x,
            y,
            anchor,
            weight,
            words.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
