package annlab.lab.charts;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A line, or a cloud of points, of a {@link LineChart}.
 *
 * @param label its name
 * @param x abscissas
 * @param y ordinates, as many as abscissas; what is not finite leaves a gap
 * @param hue its colour
 * @param stroke how it is drawn
 */
public record Series(String label, List<Double> x, List<Double> y, Hue hue, Stroke stroke) {
  /** Colours that people with any colour vision tell apart: M. Okabe and K. Ito, 2008. */
  public enum Hue {
    /** Blue. */
    BLUE("#0072b2"),
    /** Vermilion. */
    VERMILION("#d55e00"),
    /** Bluish green. */
    GREEN("#009e73"),
    /** Reddish purple. */
    PURPLE("#cc79a7"),
    /** Orange. */
    ORANGE("#e69f00"),
    /** Sky blue. */
    SKY("#56b4e9"),
    /** Dark grey, for keys and references. */
    GREY("#555555");

    private final String code;

    Hue(String code) {
      this.code = code;
    }

    /**
     * The colour as SVG and CSS write it.
     *
     * @return as {@code #0072b2}
     */
    public String code() {
      return code;
    }
  }

  /** How a series is drawn. */
  public enum Stroke {
    /** A line: what we measured. */
    SOLID,
    /** A dashed line: what was published. */
    DASHED,
    /** A dotted line. */
    DOTTED,
    /** Points without a line. */
    POINTS
  }

  public Series {
    if (x.size() != y.size()) {
      throw new IllegalArgumentException(
          label + ": x has " + x.size() + " values but y has " + y.size() + "; pass as many");
    }
    x = List.copyOf(x);
    y = List.copyOf(y);
  }

  /**
   * A line over evenly spaced abscissas.
   *
   * @param label its name
   * @param first the first abscissa; each further one is larger by 1
   * @param y ordinates
   * @param hue its colour
   * @param stroke how it is drawn
   * @return the series
   */
  public static Series steps(String label, double first, List<Double> y, Hue hue, Stroke stroke) {
    List<Double> x = IntStream.range(0, y.size()).mapToObj(i -> first + i).toList();
    return new Series(label, x, y, hue, stroke);
  }
}
