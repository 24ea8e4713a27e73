package annlab.lab.doctor;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/**
 * One check of the doctor, with its result.
 *
 * @param id its name, as {@code cuda-card}
 * @param group what it belongs to
 * @param title its name for people
 * @param level how it stands
 * @param found what is there
 * @param advice what to do; empty if there is nothing to do
 */
public record Finding(
    String id, Group group, String title, Level level, String found, Optional<String> advice) {
  /** What a finding belongs to. */
  public enum Group {
    /** Java, processor, memory, disk. */
    MACHINE,
    /** ND4J, its backends, the graphics cards. */
    BACKENDS,
    /** Data sets, run store, ports. */
    PROJECT;

    /**
     * The name in JSON.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How something stands. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Worth knowing; nothing that was asked for needs it. */
    NOTE,
    /** Works, but slower or not for everything. */
    WARNING,
    /** Something that was asked for cannot work. */
    FAULT;

    /**
     * The name in JSON.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * As JSON: {@code {"id": "cuda-card", "group": "backends", "title": "Graphics card", "level":
   * "note", "found": "...", "advice": "..."}}; {@code advice} is absent where there is none.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object =
        Json.object()
            .put("id", id)
            .put("group", group.label())
            .put("title", title)
            .put("level", level.label())
            .put("found", found);
    advice.ifPresent(text -> object.put("advice", text));
    return object;
  }
}
