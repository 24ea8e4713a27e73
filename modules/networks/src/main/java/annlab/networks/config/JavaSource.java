package annlab.networks.config;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Java code that is being written: its imports, its notes to the reader, and its expressions. */
public final class JavaSource {
  private static final int WIDTH = 76;

  private final TreeMap<String, String> imports = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Imports a type.
   *
   * @param type its full name
   * @return the name to write: the simple one unless it stands for another type
   */
  public String use(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return imports.computeIfAbsent(simple, name -> type).equals(type) ? simple : type;
  }

  /**
   * Imports a type, or the one that it is nested in.
   *
   * @param type the type
   * @return the name to write
   */
  public String use(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? use(type.getName()) : use(outer) + "." + type.getSimpleName();
  }

  /**
   * Tells the reader something, once.
   *
   * @param sentence a sentence
   */
  public void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  /**
   * Tells the reader that DL4J has no equal of something.
   *
   * @param what DL4J lacks
   * @return no expression of DL4J's
   */
  public Optional<String> lacks(String what) {
    note("DL4J lacks " + what + ": annlab's own is used.");
    return Optional.empty();
  }

  /**
   * A call of a constructor.
   *
   * @param type as {@link #use} gave it
   * @param arguments written as {@link String#valueOf} does
   * @return the expression
   */
  public static String construct(String type, Object... arguments) {
    return "new "
        + type
        + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * An expression of a value, for a record by the shortest of its constructors that makes an equal
   * one.
   *
   * @param value a number, a flag, a constant of an enum, a list, or a record of such values
   * @return the expression
   * @throws IllegalArgumentException if it is of another type
   */
  public String expression(Object value) {
    if (value instanceof Record object) {
      return record(object);
    }
    if (value instanceof Enum<?> constant) {
      return use(constant.getDeclaringClass()) + "." + constant.name();
    }
    if (value instanceof List<?> list) {
      return use("java.util.List")
          + list.stream().map(this::expression).collect(Collectors.joining(", ", ".of(", ")"));
    }
    if (value instanceof Long number) {
      return number + "L";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    throw new IllegalArgumentException("no Java code is written for " + value);
  }

  private String record(Record object) {
    List<Object> parts = new ArrayList<>();
    for (RecordComponent part : object.getClass().getRecordComponents()) {
      parts.add(value(part, object));
    }
    List<Object> arguments =
        IntStream.range(0, parts.size())
            .mapToObj(count -> parts.subList(0, count))
            .flatMap(some -> Stream.of(some, unwrapped(some)))
            .filter(some -> makes(object, some))
            .findFirst()
            .orElse(parts);
    return construct(use(object.getClass()), arguments.stream().map(this::expression).toArray());
  }

  /** The arguments with the first one's only part in its place, as a constant rate's number. */
  private static List<Object> unwrapped(List<Object> arguments) {
    if (arguments.isEmpty()
        || !(arguments.get(0) instanceof Record first)
        || first.getClass().getRecordComponents().length != 1) {
      return arguments;
    }
    List<Object> all = new ArrayList<>(arguments);
    all.set(0, value(first.getClass().getRecordComponents()[0], first));
    return all;
  }

  private static Object value(RecordComponent part, Record object) {
    try {
      return part.getAccessor().invoke(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + part, e);
    }
  }

  /** Whether a constructor makes an equal record from these arguments. */
  private static boolean makes(Record object, List<Object> arguments) {
    for (Constructor<?> constructor : object.getClass().getConstructors()) {
      Class<?>[] types = constructor.getParameterTypes();
      boolean fits =
          types.length == arguments.size()
              && IntStream.range(0, types.length)
                  .allMatch(
                      i ->
                          MethodType.methodType(types[i])
                              .wrap()
                              .returnType()
                              .isInstance(arguments.get(i)));
      if (fits && object.equals(made(constructor, arguments))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Object made(Constructor<?> constructor, List<Object> arguments) {
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      return null; // refuses these arguments, so they are not its own
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot call " + constructor, e);
    }
  }

  /**
   * Imports and notes, to stand above a class.
   *
   * @return several lines
   */
  public String head() {
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
