package annlab.experiments.estimators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of the chapter's print an erratum is about: characters, numbers and versions, no sentences.
 *
 * @param oneHot the entries of the vector printed as one-hot
 * @param references the numbers of chapters and figures that the text refers to in vain
 * @param numbers the numbers of its own chapter and figures
 * @param versions for a statement the version that it was true of and the one that ended it
 */
record PrintedText(
    List<String> oneHot,
    List<String> references,
    List<String> numbers,
    Map<String, Versions> versions) {
  private static final String RESOURCE = "printed.json";

  /** Versions of a library, as {@code 1.2.1}. */
  record Versions(String then, String since) {
    boolean isLater() {
      String[] a = then.split("\\.", -1);
      String[] b = since.split("\\.", -1);
      for (int i = 0; i < Math.min(a.length, b.length); i++) {
        int order = Integer.compare(Integer.parseInt(b[i]), Integer.parseInt(a[i]));
        if (order != 0) {
          return order > 0;
        }
      }
      return b.length > a.length;
    }
  }

  PrintedText {
    oneHot = List.copyOf(oneHot);
    references = List.copyOf(references);
    numbers = List.copyOf(numbers);
    versions = Map.copyOf(versions);
  }

  static PrintedText load() {
    try (InputStream in = PrintedText.class.getResourceAsStream(RESOURCE)) {
      JsonNode json = new ObjectMapper().readTree(in);
      Map<String, Versions> versions = new LinkedHashMap<>();
      json.get("versions")
          .properties()
          .forEach(
              entry ->
                  versions.put(
                      entry.getKey(),
                      new Versions(
                          entry.getValue().get("then").textValue(),
                          entry.getValue().get("since").textValue())));
      return new PrintedText(
          list(json, "one_hot"), list(json, "references"), list(json, "numbers"), versions);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  private static List<String> list(JsonNode json, String name) {
    List<String> values = new ArrayList<>();
    json.get(name).forEach(value -> values.add(value.textValue()));
    return values;
  }

  /** 1 if what ended a statement is not later than what it was true of, else 0. */
  int early(String statement) {
    return Optional.ofNullable(versions.get(statement)).orElseThrow().isLater() ? 0 : 1;
  }

  /** Whether entries are as many numbers as there are classes, all 0 but a 1 for the class. */
  static boolean isOneHot(List<String> entries, int classes, int id) {
    if (entries.size() != classes) {
      return false;
    }
    for (int i = 0; i < classes; i++) {
      String expected = i == id ? "1." : "0.";
      if (!entries.get(i).equals(expected)) {
        return false;
      }
    }
    return true;
  }
}
