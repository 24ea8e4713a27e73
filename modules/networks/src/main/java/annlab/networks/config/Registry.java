package annlab.networks.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One family of Keras' objects, such as its optimizers, by their names. Whatever has options is a
 * name, or a map from the name to the options: {@code "sgd"} or {@code {"SGD": {"learning_rate":
 * 0.1}}}. Names may be written in Keras' snake or camel case.
 *
 * @param <T> the family
 */
public final class Registry<T> {
  private final String kind;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Function<KerasOptions, ? extends T>> readers = new LinkedHashMap<>();

  /**
   * An empty registry.
   *
   * @param kind what the names are names of, for messages
   */
  public Registry(String kind) {
    this.kind = kind;
  }

  /**
   * Adds one object.
   *
   * @param name its name, as messages list it
   * @param reader makes it from its options
   * @param aliases other names that Keras has for it
   * @return this
   */
  public Registry<T> with(
      String name, Function<KerasOptions, ? extends T> reader, String... aliases) {
    names.put(KerasOptions.key(name), name);
    add(name, reader);
    for (String alias : aliases) {
      add(alias, reader);
    }
    return this;
  }

  /**
   * A name as messages list it.
   *
   * @param name in snake or camel case, no alias
   * @return the name that it was added by
   * @throws IllegalArgumentException if there is none of that name
   */
  public String named(String name) {
    String listed = names.get(KerasOptions.key(name));
    if (listed == null) {
      throw Names.unknown(kind, name, List.copyOf(names.values()));
    }
    return listed;
  }

  private void add(String name, Function<KerasOptions, ? extends T> reader) {
    if (readers.put(KerasOptions.key(name), reader) != null) {
      throw new IllegalArgumentException("there are two " + kind + "s of the name " + name);
    }
  }

  /**
   * Reads one object.
   *
   * @param config strings, numbers, lists and maps, the way any JSON library reads them
   * @return the object
   * @throws IllegalArgumentException if a name or an option is unknown or out of its range
   */
  public T read(@Nullable Object config) {
    return read(Definition.tree(config));
  }

  /** As {@link #read(Object)}, of a tree. */
  public T read(JsonNode config) {
    return KerasOptions.read(
        kind,
        config,
        options -> {
          Function<KerasOptions, ? extends T> reader = readers.get(options.key());
          if (reader == null) {
            throw options.unknownName(List.copyOf(names.values()));
          }
          return reader.apply(options);
        });
  }
}
