package annlab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * A run as a document of its own: its rows of the store's tables, and before them the SHA-256 of
 * their text. Each run keeps it in its folder, so that a store can be made again from its runs. The
 * records of DL4J's training UI are not in it.
 */
final class RunExport {
  /** The document's name in the run's folder. */
  static final String FILE = "run.json";

  private static final int VERSION = 1;
  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"format\": \"annlab-run\", \"version\": (\\d+), \"sha256\": \"([0-9a-f]{64})\",\n"
              + "\"run\": (.*)\\}\n",
          Pattern.DOTALL);

  /** Tables that hang on the run's row, in the order of their keys. */
  private static final List<String> TABLES = List.of("epochs", "verdicts", "artifacts", "tags");

  /** Columns whose infinity JSON has to write as a text. */
  private static final Set<String> REALS = Set.of("low", "high", "measured", "best_rank");

  private RunExport() {}

  /**
   * The document of a run.
   *
   * @return its bytes; empty if there is no such run
   */
  static byte[] of(Handle handle, RunId id) {
    ObjectNode document = Json.object();
    document.put("schema", Schema.VERSION);
    List<ObjectNode> run = rows(handle, "SELECT * FROM runs WHERE id = :id", id, "seq");
    if (run.isEmpty()) {
      throw new IllegalArgumentException("there is no run " + id + "; see: annlab runs");
    }
    document.set("runs", Json.array(run));
    for (String table : TABLES) {
      String query = "SELECT * FROM " + table + " WHERE run = " + RunRecords.SEQ + " ORDER BY 1, 2";
      document.set(table, Json.array(rows(handle, query, id, "run")));
    }
    String body = Json.print(document);
    return ("{\"format\": \"annlab-run\", \"version\": "
            + VERSION
            + ", \"sha256\": \""
            + ArtifactFiles.sha256(body.getBytes(UTF_8))
            + "\",\n\"run\": "
            + body
            + "}\n")
        .getBytes(UTF_8);
  }

  private static List<ObjectNode> rows(Handle handle, String query, RunId id, String left) {
    List<ObjectNode> rows = new ArrayList<>();
    for (Map<String, Object> row :
        handle.createQuery(query).bind("id", id.value()).mapToMap().list()) {
      ObjectNode object = Json.object();
      new TreeMap<>(row)
          .forEach(
              (column, value) -> {
                if (value != null && !column.equals(left)) {
                  object.putPOJO(column, value);
                }
              });
      rows.add(object);
    }
    return rows;
  }

  /**
   * Puts the run of a document into a store that does not have it.
   *
   * @param name names the document in errors
   * @return the run's name
   * @throws IllegalArgumentException if the document is damaged, newer, or its run is there already
   */
  static RunId insert(Handle handle, byte[] bytes, String name) {
    JsonNode document = verified(new String(bytes, UTF_8), name);
    if (document.path("schema").asInt() > Schema.VERSION) {
      throw new IllegalArgumentException(
          name + " was written by a newer annlab; use that one to read it");
    }
    RunId id = new RunId(document.path("runs").path(0).path("id").asText());
    if (RunRecords.find(handle, id).isPresent()) {
      throw new IllegalArgumentException(
          "there is a run " + id + " already, so " + name + " stays");
    }
    insert(handle, "runs", document.path("runs"), id);
    for (String table : TABLES) {
      insert(handle, table, document.path(table), id);
    }
    return id;
  }

  /** The document, if every byte of it is as it was written. */
  private static JsonNode verified(String text, String name) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(1)) != VERSION) {
      throw new IllegalArgumentException(
          name + " is no run's document of version " + VERSION + ", or it is damaged");
    }
    String actual = ArtifactFiles.sha256(form.group(3).getBytes(UTF_8));
    if (!actual.equals(form.group(2))) {
      throw new IllegalArgumentException(
          name + " is damaged: its content has SHA-256 " + actual + ", expected " + form.group(2));
    }
    return Json.parse(form.group(3));
  }

  private static void insert(Handle handle, String table, JsonNode rows, RunId id) {
    Set<String> known =
        Set.copyOf(
            handle
                .createQuery("SELECT name FROM pragma_table_info(:table)")
                .bind("table", table)
                .mapTo(String.class)
                .list());
    for (JsonNode row : rows) {
      List<String> columns = new ArrayList<>();
      row.fieldNames().forEachRemaining(columns::add);
      if (!known.containsAll(columns)) {
        throw new IllegalArgumentException("a " + table + " row has unknown columns: " + columns);
      }
      boolean hangs = !table.equals("runs");
      String names = String.join(", ", columns);
      String values = ":" + String.join(", :", columns);
      Update update =
          handle.createUpdate(
              "INSERT INTO "
                  + table
                  + (hangs ? " (run, " : " (")
                  + names
                  + ") VALUES ("
                  + (hangs ? "(SELECT seq FROM runs WHERE id = :run_id), " : "")
                  + values
                  + ")");
      if (hangs) {
        update.bind("run_id", id.value());
      }
      columns.forEach(column -> update.bind(column, value(column, row.path(column))));
      update.execute();
    }
  }

  private static Object value(String column, JsonNode value) {
    if (REALS.contains(column)) {
      return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText());
    }
    return value.isIntegralNumber() ? (Object) value.longValue() : value.asText();
  }
}
