package annlab.networks.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what a user named, and refuses what there is none of. */
public final class Names {
  private Names() {}

  /**
   * Refuses a word that is none of those known.
   *
   * @param kind what it is the name of, for the message
   * @param name the word
   * @param known the words that may stand there
   * @throws IllegalArgumentException with the nearest of them
   */
  public static void requireKnown(String kind, String name, List<String> known) {
    if (!known.contains(name)) {
      throw unknown(kind, name, known);
    }
  }

  public static <E extends Enum<E>> E pick(String kind, String name, E[] values) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
        return value;
      }
    }
    List<String> names = Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    throw unknown(kind, name, names);
  }

  public static IllegalArgumentException unknown(String kind, String name, List<String> known) {
    String nearest =
        known.stream().min(Comparator.comparingInt(k -> distance(k, name))).orElse("none");
    return new IllegalArgumentException(
        "unknown "
            + kind
            + " '"
            + name
            + "'; did you mean '"
            + nearest
            + "'? known: "
            + String.join(", ", known));
  }

  /** Edit distance (Levenshtein). */
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = above[0];
      above[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = above[j];
        above[j] = Math.min(change, 1 + Math.min(above[j - 1], diagonal));
      }
    }
    return above[b.length()];
  }
}
