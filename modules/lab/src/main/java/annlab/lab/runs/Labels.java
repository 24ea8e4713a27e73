package annlab.lab.runs;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name, note and tags that users give a run; its id never changes.
 *
 * @param name what lists show beside the experiment's title
 * @param note a few lines
 * @param tags words that several runs share, in alphabetical order
 */
public record Labels(Optional<String> name, Optional<String> note, List<String> tags) {
  /** No name, no note and no tags. */
  public static final Labels NONE = new Labels(Optional.empty(), Optional.empty(), List.of());

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_NOTE = 2000;

  public Labels {
    tags = List.copyOf(tags);
  }

  /**
   * As JSON: {@code name}, {@code note} and {@code tags}; what does not exist is absent.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = Json.object();
    name.ifPresent(text -> object.put("name", text));
    note.ifPresent(text -> object.put("note", text));
    if (!tags.isEmpty()) {
      tags.forEach(object.putArray("tags")::add);
    }
    return object;
  }

  /**
   * Reads labels.
   *
   * @param json as {@link #json} gives it
   * @return the labels
   * @throws IllegalArgumentException if name or note are not what they must be
   */
  public static Labels of(JsonNode json) {
    List<String> tags = new ArrayList<>();
    json.path("tags").forEach(tag -> tags.add(tag.asText()));
    return new Labels(
        Json.optionalText(json, "name").flatMap(Labels::checkedName),
        Json.optionalText(json, "note").flatMap(Labels::checkedNote),
        tags);
  }

  /**
   * Holds what a name must be.
   *
   * @param text what was typed; blank for none
   * @return the name without spaces around it
   * @throws IllegalArgumentException if it is longer than a line of a list, or has line breaks
   */
  public static Optional<String> checkedName(String text) {
    String name = text.strip();
    if (name.codePointCount(0, name.length()) > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a run's name must be one line of at most "
              + LONGEST_NAME
              + " characters, got "
              + name.codePointCount(0, name.length())
              + " in "
              + name.lines().count()
              + (name.lines().count() == 1 ? " line" : " lines"));
    }
    return Optional.of(name).filter(given -> !given.isEmpty());
  }

  /**
   * Holds what a note must be.
   *
   * @param text what was typed; blank for none
   * @return the note without spaces around it, its lines ended by line feeds
   * @throws IllegalArgumentException if it is too long
   */
  public static Optional<String> checkedNote(String text) {
    String note = text.strip().replace("\r\n", "\n");
    if (note.codePointCount(0, note.length()) > LONGEST_NOTE
        || note.chars().anyMatch(sign -> Character.isISOControl(sign) && !isSpace(sign))) {
      throw new IllegalArgumentException(
          "a run's note must be text of at most "
              + LONGEST_NOTE
              + " characters, got "
              + note.codePointCount(0, note.length()));
    }
    return Optional.of(note).filter(given -> !given.isEmpty());
  }

  private static boolean isSpace(int sign) {
    return sign == '\n' || sign == '\t';
  }
}
