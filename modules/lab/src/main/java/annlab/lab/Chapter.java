package annlab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chapter's sections, from {@code chapter.md} beside this class, and those that annlab adds:
 * these have a word in capitals for a number.
 */
public final class Chapter {
  private static final String SOURCE = "chapter.md";
  private static final Pattern BEGINNING = Pattern.compile("^(?=# )", Pattern.MULTILINE);
  private static final Pattern SECTION =
      Pattern.compile(
          "^# (?<number>[0-9.]+|[A-Z0-9]+) (?<title>.+)\n\n> (?<summary>.+)\n", Pattern.MULTILINE);
  private static final List<Section> SECTIONS = sections(source());

  private Chapter() {}

  /**
   * A section.
   *
   * @param number as {@code 1.2.3}
   * @param title its heading
   * @param summary one line on what it is about
   * @param text what the site says of it, in Markdown with formulas between dollar signs
   */
  public record Section(String number, String title, String summary, String text) {}

  /**
   * All sections.
   *
   * @return in the chapter's order
   */
  public static List<Section> sections() {
    return SECTIONS;
  }

  /**
   * A section.
   *
   * @param number as {@code 1.2.3}
   * @return the section, empty if the chapter has none of this number
   */
  public static Optional<Section> section(String number) {
    return SECTIONS.stream().filter(section -> section.number().equals(number)).findFirst();
  }

  static List<Section> sections(String markdown) {
    List<Section> sections = new ArrayList<>();
    for (String part : BEGINNING.splitAsStream(markdown).toList()) {
      Matcher head = SECTION.matcher(part);
      if (head.lookingAt()) {
        sections.add(
            new Section(
                head.group("number"),
                head.group("title"),
                head.group("summary"),
                part.substring(head.end()).strip()));
      } else if (part.startsWith("# ")) {
        throw new IllegalStateException(
            SOURCE
                + ": a section begins with a line '# NUMBER TITLE', an empty line and a line"
                + " '> SUMMARY', got '"
                + part.lines().findFirst().orElse("")
                + "'");
      }
    }
    return List.copyOf(sections);
  }

  private static String source() {
    try (InputStream in = Chapter.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new IllegalStateException(SOURCE + " is missing from the jar of annlab.lab");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SOURCE, e);
    }
  }
}
