package annlab.lab.charts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Neurons and their connections, drawn as SVG on a grid: columns from left to right as signals run,
 * rows from top to bottom.
 *
 * <pre>{@code
 * String svg = new Diagram("AND")
 *     .neuron("a", 0, 0, "A", "input A")
 *     .neuron("c", 1, 0.5, "C", "A and B")
 *     .connect("a", "c", Diagram.Line.EXCITES, "")
 *     .svg();
 * }</pre>
 */
public final class Diagram {
  private static final int COLUMN = 132;
  private static final int ROW = 60;
  private static final int MARGIN = 44;
  private static final int HEADING = 30;
  private static final int RADIUS = 18;

  /** Gap between the lines of two neurons that are connected more than once. */
  private static final int PARALLEL = 9;

  private final String title;
  private final Map<String, Neuron> neurons = new LinkedHashMap<>();
  private final List<Connection> connections = new ArrayList<>();

  private record Neuron(double column, double row, String label, String tooltip) {
    double x() {
      return MARGIN + column * COLUMN;
    }

    double y() {
      return MARGIN + HEADING + row * ROW;
    }
  }

  private record Connection(String from, String to, Line line, String label) {}

  /** How a connection is drawn. */
  public enum Line {
    /** A thin grey line without an end: one of many. */
    PLAIN,
    /** A line with an arrow. */
    EXCITES,
    /** A dashed line that ends in a ring. */
    INHIBITS
  }

  /**
   * A drawing without neurons.
   *
   * @param title stands above it, and is read out by screen readers
   */
  public Diagram(String title) {
    this.title = title;
  }

  /**
   * Adds a neuron.
   *
   * @param id what connections call it
   * @param column place from the left, from 0; fractions are allowed
   * @param row place from the top, from 0; fractions are allowed
   * @param label a few letters inside the circle
   * @param tooltip a longer text, shown when it is pointed at
   * @return this
   * @throws IllegalArgumentException if the id is taken
   */
  public Diagram neuron(String id, double column, double row, String label, String tooltip) {
    if (neurons.containsKey(id)) {
      throw new IllegalArgumentException("there is already a neuron " + id + "; rename one");
    }
    neurons.put(id, new Neuron(column, row, label, tooltip));
    return this;
  }

  /**
   * Adds a connection; two neurons may have several.
   *
   * @param from the source's id
   * @param to the target's id
   * @param line how it is drawn
   * @param label a weight or a name beside the line; may be empty
   * @return this
   * @throws IllegalArgumentException if there is no neuron of these ids
   */
  public Diagram connect(String from, String to, Line line, String label) {
    for (String id : List.of(from, to)) {
      if (!neurons.containsKey(id)) {
        throw new IllegalArgumentException(
            "there is no neuron " + id + " to connect; there are " + neurons.keySet());
      }
    }
    connections.add(new Connection(from, to, line, label));
    return this;
  }

  /**
   * The drawing.
   *
   * @return an SVG document with a white ground
   */
  public String svg() {
    double right = neurons.values().stream().mapToDouble(Neuron::x).max().orElse(0);
    double bottom = neurons.values().stream().mapToDouble(Neuron::y).max().orElse(0);
    // about 7 pixels a letter at this size
    int width = (int) Math.ceil(Math.max(right + MARGIN, 20 + 7.2 * title.length()));
    int height = (int) Math.ceil(bottom + MARGIN);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" font-family=\"sans-serif\">%n<title>%s</title>%n"
                + "<defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\""
                + " markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
                + "<path d=\"M0 0 L10 5 L0 10 z\" fill=\"#333\"/></marker>"
                + "<marker id=\"ring\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\""
                + " markerWidth=\"8\" markerHeight=\"8\"><circle cx=\"5\" cy=\"5\" r=\"4\""
                + " fill=\"#fff\" stroke=\"#b3261e\" stroke-width=\"2\"/></marker></defs>%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                + "<text x=\"10\" y=\"20\" font-size=\"13\" fill=\"#222\">%s</text>%n",
            width,
            height,
            width,
            height,
            escape(title),
            escape(title)));
    for (int i = 0; i < connections.size(); i++) {
      svg.append(connection(i));
    }
    neurons.values().forEach(neuron -> svg.append(circle(neuron)));
    return svg.append("</svg>\n").toString();
  }

  private String connection(int index) {
    Connection connection = connections.get(index);
    Neuron from = Optional.ofNullable(neurons.get(connection.from())).orElseThrow();
    Neuron to = Optional.ofNullable(neurons.get(connection.to())).orElseThrow();
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = Math.max(1, Math.hypot(dx, dy));
    double aside = offset(index);
    double sideX = -dy / length * aside;
    double sideY = dx / length * aside;
    double x1 = from.x() + dx / length * RADIUS + sideX;
    double y1 = from.y() + dy / length * RADIUS + sideY;
    double x2 = to.x() - dx / length * (RADIUS + 2) + sideX;
    double y2 = to.y() - dy / length * (RADIUS + 2) + sideY;
    // a line over several columns bows, so that it does not run through the neurons between
    double bow = Math.abs(to.column() - from.column()) > 1.5 ? ROW * 0.55 : 0;
    double middleX = (x1 + x2) / 2;
    double middleY = (y1 + y2) / 2 + bow;
    String label =
        connection.label().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" fill=\"#555\""
                    + " text-anchor=\"middle\">%s</text>%n",
                middleX,
                middleY - 6,
                escape(connection.label()));
    return String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %.1f Q%.1f %.1f %.1f %.1f\" fill=\"none\" %s/>%n",
            x1,
            y1,
            middleX,
            middleY + bow,
            x2,
            y2,
            stroke(connection.line()))
        + label;
  }

  /** How far a line is moved aside for the others between the same two neurons. */
  private double offset(int index) {
    Connection connection = connections.get(index);
    int before = 0;
    int all = 0;
    for (int i = 0; i < connections.size(); i++) {
      Connection other = connections.get(i);
      if (other.from().equals(connection.from()) && other.to().equals(connection.to())) {
        before += i < index ? 1 : 0;
        all++;
      }
    }
    return (before - (all - 1) / 2.0) * PARALLEL;
  }

  private static String stroke(Line line) {
    return switch (line) {
      case PLAIN -> "stroke=\"#888\" stroke-width=\"1\"";
      case EXCITES -> "stroke=\"#333\" stroke-width=\"1.5\" marker-end=\"url(#arrow)\"";
      case INHIBITS ->
          "stroke=\"#b3261e\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\""
              + " marker-end=\"url(#ring)\"";
    };
  }

  private static String circle(Neuron neuron) {
    return String.format(
        Locale.ROOT,
        "<g><title>%s</title><circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"#eaf1fb\""
            + " stroke=\"#1f5fae\" stroke-width=\"1.5\"/><text x=\"%.1f\" y=\"%.1f\""
            + " font-size=\"12\" text-anchor=\"middle\" fill=\"#111\">%s</text></g>%n",
        escape(neuron.tooltip()),
        neuron.x(),
        neuron.y(),
        RADIUS,
        neuron.x(),
        neuron.y() + 4,
        escape(neuron.label()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
