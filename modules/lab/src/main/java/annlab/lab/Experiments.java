package annlab.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The experiments on the class path, found through {@link ServiceLoader}. */
public final class Experiments {
  private Experiments() {}

  /**
   * Every experiment.
   *
   * @return in the chapter's order: by section, then by id
   */
  public static List<Experiment> all() {
    List<Experiment> found = new ArrayList<>();
    ServiceLoader.load(Experiment.class, Experiments.class.getClassLoader()).forEach(found::add);
    found.sort(
        Comparator.comparing(Experiment::section, Experiments::compareSections)
            .thenComparing(Experiment::id));
    return List.copyOf(found);
  }

  /**
   * The experiment of a name.
   *
   * @param id as {@code fashion-mnist}
   * @return the experiment
   * @throws IllegalArgumentException if there is none; the message names the nearest one
   */
  public static Experiment find(String id) {
    return find(id, all());
  }

  static Experiment find(String id, List<Experiment> among) {
    for (Experiment experiment : among) {
      if (experiment.id().equals(id)) {
        return experiment;
      }
    }
    List<String> ids = among.stream().map(Experiment::id).toList();
    String nearest =
        ids.stream()
            .min(Comparator.comparingInt(other -> distance(id, other)))
            .filter(other -> distance(id, other) <= Math.max(2, other.length() / 2))
            .map(other -> "; did you mean " + other + "?")
            .orElse("");
    throw new IllegalArgumentException(
        "no experiment is called '"
            + id
            + "'"
            + nearest
            + (ids.isEmpty() ? "" : "; there are " + String.join(", ", ids)));
  }

  /** Compares {@code 1.2.10} and {@code 1.2.9} by their numbers. */
  public static int compareSections(String a, String b) {
    int byNumbers = Arrays.compare(numbers(a), numbers(b));
    return byNumbers != 0 ? byNumbers : a.compareTo(b);
  }

  private static int[] numbers(String section) {
    return Arrays.stream(section.split("[^0-9]+", -1))
        .filter(part -> !part.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** Levenshtein's distance: single letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
