package annlab.lab.backend;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A card's compute capability, which says for whose machine code it was built: 8.6 runs code for
 * 8.0 to 8.6 and none for 7.5 or 9.0.
 *
 * @param major the generation
 * @param minor the step within it
 */
public record Capability(int major, int minor) implements Comparable<Capability> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})");

  /**
   * Reads {@code 8.6}.
   *
   * @param text major, dot, minor
   * @return the capability
   * @throws IllegalArgumentException if the text has another form
   */
  public static Capability of(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a capability such as 8.6, got '" + text + "'");
    }
    return new Capability(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public int compareTo(Capability other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
