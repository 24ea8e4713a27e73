package annlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A small computation that a page of the site lets its reader play with. It is done while the
 * reader waits, keeps nothing, and loads no ND4J: what trains is a run.
 */
public interface Demonstration {
  /**
   * Its name in addresses.
   *
   * @return lower-case letters and hyphens, as {@code activations}
   */
  String id();

  /**
   * Computes.
   *
   * @param question what the reader chose, an object; what is left out has a default
   * @return the numbers, all finite
   * @throws IllegalArgumentException if the question makes no sense; the message says why
   */
  ObjectNode show(JsonNode question);
}
