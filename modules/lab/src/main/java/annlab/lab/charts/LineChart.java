package annlab.lab.charts;

import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import annlab.lab.settings.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A chart of lines and points as SVG text, the same bytes on every machine: no font of the machine
 * is measured. Immutable; each method gives a changed copy.
 */
public final class LineChart {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 400;
  private static final double LEFT = 62;
  private static final double RIGHT = 18;
  private static final double BOTTOM = 50;
  private static final double ROW = 20;

  /** Mean width of a letter at 12 pixels in common sans-serif fonts, rounded up. */
  private static final double LETTER = 6.7;

  private static final int TICKS = 7;

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Series> series;
  private final List<Key> keys;
  private final OptionalDouble low;
  private final OptionalDouble high;

  /**
   * An entry of the legend.
   *
   * @param label its words
   * @param hue its colour
   * @param stroke its line
   */
  public record Key(String label, Hue hue, Stroke stroke) {}

  private LineChart(
      String title,
      String xLabel,
      String yLabel,
      List<Series> series,
      List<Key> keys,
      OptionalDouble low,
      OptionalDouble high) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.series = List.copyOf(series);
    this.keys = List.copyOf(keys);
    this.low = low;
    this.high = high;
  }

  /**
   * An empty chart.
   *
   * @param title its heading
   * @param xLabel what is to the right
   * @param yLabel what is upwards
   * @return a chart to be filled
   */
  public static LineChart titled(String title, String xLabel, String yLabel) {
    return new LineChart(
        title,
        xLabel,
        yLabel,
        List.of(),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /**
   * With one more series, drawn over those before, and its entry in the legend.
   *
   * @param added the series
   * @return a copy
   */
  public LineChart with(Series added) {
    return withUnnamed(added).withKey(new Key(added.label(), added.hue(), added.stroke()));
  }

  /**
   * With one more series that the legend does not name.
   *
   * @param added the series
   * @return a copy
   */
  public LineChart withUnnamed(Series added) {
    List<Series> more = new ArrayList<>(series);
    more.add(added);
    return new LineChart(title, xLabel, yLabel, more, keys, low, high);
  }

  /**
   * With one more entry in the legend.
   *
   * @param key the entry
   * @return a copy
   */
  public LineChart withKey(Key key) {
    List<Key> more = new ArrayList<>(keys);
    more.add(key);
    return new LineChart(title, xLabel, yLabel, series, more, low, high);
  }

  /**
   * With a fixed range upwards.
   *
   * @param from the lowest ordinate shown
   * @param to the highest
   * @return a copy
   */
  public LineChart withY(double from, double to) {
    return new LineChart(
        title, xLabel, yLabel, series, keys, OptionalDouble.of(from), OptionalDouble.of(to));
  }

  /**
   * The chart.
   *
   * @return SVG text
   */
  public String svg() {
    return beside(List.of(this));
  }

  /**
   * Charts side by side in one picture.
   *
   * @param charts left to right
   * @return SVG text
   */
  public static String beside(List<LineChart> charts) {
    double width = charts.size() == 1 ? WIDTH : WIDTH * 0.72;
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\""
                + " font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#222222\">%n",
            number(width * charts.size()), number(HEIGHT)));
    svg.append("<title>")
        .append(escape(String.join("; ", charts.stream().map(c -> c.title).toList())))
        .append("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for (int i = 0; i < charts.size(); i++) {
      svg.append(text("<g transform=\"translate(%s 0)\">%n", number(i * width)));
      charts.get(i).draw(svg, width);
      svg.append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg, double width) {
    double top = 34 + legend(svg, width);
    Axis x = axis(Series::x, OptionalDouble.empty(), OptionalDouble.empty());
    Axis y = axis(Series::y, low, high);
    Frame frame = new Frame(x, y, LEFT, width - RIGHT, top, HEIGHT - BOTTOM);
    svg.append(
        text(
            "<text x=\"%s\" y=\"22\" font-size=\"14\" font-weight=\"600\">%s</text>%n",
            number(LEFT), escape(title)));
    grid(svg, frame);
    for (Series one : series) {
      if (one.stroke() == Stroke.POINTS) {
        points(svg, frame, one);
      } else {
        line(svg, frame, one);
      }
    }
  }

  /** Draws the legend's rows and says how high they are. */
  private double legend(StringBuilder svg, double width) {
    double at = LEFT;
    double row = 42;
    for (Key key : keys) {
      double size = 44 + key.label().length() * LETTER;
      if (at > LEFT && at + size > width - RIGHT) {
        at = LEFT;
        row += ROW;
      }
      svg.append(
          key.stroke() == Stroke.POINTS
              ? text(
                  "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>",
                  number(at + 12), number(row - 4), key.hue().code())
              : text(
                  "<path d=\"M%s %sh24\" stroke=\"%s\" stroke-width=\"2\"%s/>",
                  number(at), number(row - 4), key.hue().code(), dashes(key.stroke())));
      svg.append(
          text(
              "<text x=\"%s\" y=\"%s\">%s</text>%n",
              number(at + 30), number(row), escape(key.label())));
      at += size;
    }
    return keys.isEmpty() ? 0 : row - 34 + 12;
  }

  private void grid(StringBuilder svg, Frame frame) {
    for (double tick : frame.y.ticks()) {
      svg.append(
          text(
              "<path d=\"M%s %sH%s\" stroke=\"#dddddd\"/>"
                  + "<text x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>%n",
              number(frame.left),
              number(frame.y(tick)),
              number(frame.right),
              number(frame.left - 6),
              number(frame.y(tick) + 4),
              frame.y.label(tick)));
    }
    for (double tick : frame.x.ticks()) {
      svg.append(
          text(
              "<path d=\"M%s %sv5\" stroke=\"#555555\"/>"
                  + "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>%n",
              number(frame.x(tick)),
              number(frame.bottom),
              number(frame.x(tick)),
              number(frame.bottom + 18),
              frame.x.label(tick)));
    }
    svg.append(
        text(
            "<path d=\"M%s %sV%sH%s\" fill=\"none\" stroke=\"#555555\"/>%n",
            number(frame.left), number(frame.top), number(frame.bottom), number(frame.right)));
    svg.append(
        text(
            "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>%n",
            number((frame.left + frame.right) / 2), number(HEIGHT - 12), escape(xLabel)));
    svg.append(
        text(
            "<text transform=\"translate(16 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
            number((frame.top + frame.bottom) / 2), escape(yLabel)));
  }

  private static void line(StringBuilder svg, Frame frame, Series series) {
    StringBuilder path = new StringBuilder();
    boolean gap = true;
    for (int i = 0; i < series.x().size(); i++) {
      double x = series.x().get(i);
      double y = series.y().get(i);
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        gap = true;
        continue;
      }
      path.append(gap ? 'M' : 'L')
          .append(number(frame.x(x)))
          .append(' ')
          .append(number(frame.y(y)));
      gap = false;
    }
    svg.append(
        text(
            "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\""
                + " stroke-linejoin=\"round\"%s><title>%s</title></path>%n",
            path, series.hue().code(), dashes(series.stroke()), escape(series.label())));
  }

  private static void points(StringBuilder svg, Frame frame, Series series) {
    svg.append(
        text("<g fill=\"%s\"><title>%s</title>%n", series.hue().code(), escape(series.label())));
    for (int i = 0; i < series.x().size(); i++) {
      double x = series.x().get(i);
      double y = series.y().get(i);
      if (Double.isFinite(x) && Double.isFinite(y)) {
        svg.append(
            text(
                "<circle cx=\"%s\" cy=\"%s\" r=\"3\"/>%n", number(frame.x(x)), number(frame.y(y))));
      }
    }
    svg.append("</g>\n");
  }

  private static String dashes(Stroke stroke) {
    return switch (stroke) {
      case DASHED -> " stroke-dasharray=\"6 4\" stroke-opacity=\"0.75\"";
      case DOTTED -> " stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"";
      case SOLID, POINTS -> "";
    };
  }

  private Axis axis(
      java.util.function.Function<Series, List<Double>> values,
      OptionalDouble from,
      OptionalDouble to) {
    ToDoubleFunction<Series> least =
        one -> values.apply(one).stream().filter(Double::isFinite).min(Double::compare).orElse(0.0);
    ToDoubleFunction<Series> most =
        one -> values.apply(one).stream().filter(Double::isFinite).max(Double::compare).orElse(1.0);
    double a = from.orElseGet(() -> series.stream().mapToDouble(least).min().orElse(0));
    double b = to.orElseGet(() -> series.stream().mapToDouble(most).max().orElse(1));
    return Axis.over(a, b > a ? b : a + 1);
  }

  /** A range with round ticks 1, 2 or 5 times a power of ten apart. */
  private record Axis(double from, double to, double step) {
    static Axis over(double from, double to) {
      double rough = (to - from) / TICKS;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double times = rough / power;
      double step = (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10) * power;
      return new Axis(from, to, step);
    }

    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      // A hair of slack keeps the last tick when 0.1 + 0.2 is not 0.3.
      for (long k = (long) Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k++) {
        ticks.add(k * step);
      }
      return ticks;
    }

    String label(double tick) {
      int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
      return Numbers.fixed(tick, decimals);
    }
  }

  /** Where values lie in the picture. */
  private record Frame(Axis x, Axis y, double left, double right, double top, double bottom) {
    double x(double value) {
      return left + (value - x.from) / (x.to - x.from) * (right - left);
    }

    double y(double value) {
      double inside = Math.min(Math.max(value, y.from), y.to);
      return bottom - (inside - y.from) / (y.to - y.from) * (bottom - top);
    }
  }

  private static String number(double value) {
    return Numbers.plain(Double.parseDouble(Numbers.fixed(value, 2)));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
  }

  /** Text as XML and HTML want it. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
