package annlab.lab.claims;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Something that was right when the chapter was written and that a later version of a library has
 * changed. No error of the chapter: those are claims of the kind erratum.
 *
 * <p>Parts of its texts between backquotes are code.
 *
 * @param subject what the chapter has
 * @param effect what a reader sees today
 * @param since the version that brought it
 * @param instead what to write today; empty if there is nothing to write
 * @param checks ids of the claims that check it; empty where only Python can
 */
public record Change(
    String subject, String effect, String since, Optional<String> instead, List<String> checks) {
  public Change {
    checks = List.copyOf(checks);
  }

  /**
   * As JSON: {@code {"subject", "effect", "since", "instead", "checks"}}.
   *
   * @return an object; {@code instead} is absent if there is nothing to write
   */
  public ObjectNode json() {
    ObjectNode object =
        Json.object().put("subject", subject).put("effect", effect).put("since", since);
    instead.ifPresent(text -> object.put("instead", text));
    checks.forEach(object.putArray("checks")::add);
    return object;
  }
}
