package annlab.lab.sources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The listings of an experiment's claims, cut from the sources that its module was built from.
 *
 * <p>A comment line {@code // listing: A9, A10-line} begins one for the claims named, {@code // end
 * listing} ends it. A row of the coverage list, as {@code A9}, stands for every claim whose id
 * begins with {@code A9-}; a whole id goes before its row, and a listing in the experiment's own
 * file before one elsewhere in its module.
 */
public final class Listings {
  private static final Pattern BEGIN = Pattern.compile("\\s*//\\s*listing:\\s*(\\S.*?)\\s*");
  private static final Pattern END = Pattern.compile("\\s*//\\s*end listing\\s*");

  private final Map<String, Listing> own;
  private final Map<String, Listing> module;

  private Listings(Map<String, Listing> own, Map<String, Listing> module) {
    this.own = own;
    this.module = module;
  }

  /**
   * The listings of an experiment.
   *
   * @param type the experiment's class
   * @return its listings; none if this build carries no sources of it
   * @throws IllegalStateException if markers do not match, or name an id twice in one file
   */
  public static Listings of(Class<?> type) {
    Map<String, Listing> own = new LinkedHashMap<>();
    Map<String, Listing> module = new LinkedHashMap<>();
    String home = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
    ModuleSources.of(type)
        .map(ModuleSources::java)
        .orElse(Map.of())
        .forEach(
            (file, text) -> {
              Map<String, Listing> cut = cut(file, text);
              own.putAll(file.equals(home) ? cut : Map.of());
              cut.forEach(module::putIfAbsent);
            });
    return new Listings(own, module);
  }

  /**
   * The listing of a claim.
   *
   * @param claim its id, as {@code A9-worked-example}
   * @return the lines; empty if no marker names it or its row
   */
  public Optional<Listing> of(String claim) {
    String row = row(claim);
    return Optional.ofNullable(own.get(claim))
        .or(() -> Optional.ofNullable(module.get(claim)))
        .or(() -> Optional.ofNullable(own.get(row)))
        .or(() -> Optional.ofNullable(module.get(row)));
  }

  /** The row of the coverage list that a claim's id begins with. */
  static String row(String claim) {
    int hyphen = claim.indexOf('-');
    return hyphen < 0 ? claim : claim.substring(0, hyphen);
  }

  /** Cuts a file's listings out, by the id or row that they are for. */
  static Map<String, Listing> cut(String file, String text) {
    Map<String, Listing> listings = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher begin = BEGIN.matcher(lines.get(i));
      if (END.matcher(lines.get(i)).matches()) {
        throw new IllegalStateException(file + " line " + (i + 1) + ": no listing begins here");
      }
      if (!begin.matches()) {
        continue;
      }
      int first = i + 1;
      List<String> body = body(file, lines, first);
      Listing listing = new Listing(file, first + 1, dedent(body));
      for (String id : begin.group(1).split("\\s*,\\s*", -1)) {
        if (listings.put(id, listing) != null) {
          throw new IllegalStateException(
              file + " line " + first + ": a second listing for " + id + "; one is enough");
        }
      }
      i = first + body.size();
    }
    return listings;
  }

  private static List<String> body(String file, List<String> lines, int first) {
    List<String> body = new ArrayList<>();
    for (String line : lines.subList(first, lines.size())) {
      if (END.matcher(line).matches()) {
        return body;
      }
      if (BEGIN.matcher(line).matches()) {
        break;
      }
      body.add(line);
    }
    throw new IllegalStateException(
        file + " line " + first + ": the listing has no end; write // end listing after it");
  }

  private static String dedent(List<String> lines) {
    int indent =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line.isBlank() ? "" : line.substring(indent).stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
