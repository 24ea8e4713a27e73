package annlab.lab.charts;

import java.util.regex.Pattern;

/**
 * A picture for the report and the site.
 *
 * @param name lower case words joined by hyphens; the file's name without {@code .svg}
 * @param section the chapter's section that it illustrates
 * @param caption what it shows, one or two sentences
 * @param svg the picture as SVG text
 */
public record Figure(String name, String section, String caption, String svg) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public Figure {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a figure's name must be lower case words joined by hyphens, got '" + name + "'");
    }
    if (!svg.contains("<svg")) {
      throw new IllegalArgumentException("figure " + name + ": the text holds no <svg>");
    }
  }
}
