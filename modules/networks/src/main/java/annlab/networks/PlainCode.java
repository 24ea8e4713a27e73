package annlab.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the parts of a {@link PlainDl4j} text share: its imports and its notes to the reader. */
final class PlainCode {
  private static final String OURS = "annlab.networks.";
  private static final int WIDTH = 76;

  private final TreeMap<String, String> imports = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  /** Imports a type and gives the name to write: the simple one unless it stands for another. */
  String use(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return imports.computeIfAbsent(simple, name -> type).equals(type) ? simple : type;
  }

  /** A type of this module, for what DL4J has no equal of. */
  String ours(String type) {
    return use(OURS + type);
  }

  /** Tells the reader something, once. */
  void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  /** Imports and notes, to stand above a class. */
  String head() {
    StringBuilder text = new StringBuilder();
    imports.values().stream()
        .sorted()
        .forEach(type -> text.append("import ").append(type).append(";\n"));
    text.append('\n');
    notes.forEach(note -> wrap(text, note));
    return text.toString();
  }

  private static void wrap(StringBuilder text, String note) {
    StringBuilder line = new StringBuilder("//");
    for (String word : note.split(" ", -1)) {
      if (line.length() + word.length() >= WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder("//  ");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }
}
