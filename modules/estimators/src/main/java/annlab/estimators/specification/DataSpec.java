package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.datasets.PlaneSet;
import annlab.datasets.Samples;
import annlab.estimators.internal.Fields;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A data set, or part of one.
 *
 * @param name the data set's name; empty for a file
 * @param csv a file of comma-separated values with a header
 * @param target the file's target column
 * @param rows the first rows to take; empty for all
 * @param positive the class to set against the rest
 * @param columns features to take, by number or name; empty for all
 * @param noise deviation of the noise on points that are drawn
 * @param seed of points that are drawn
 */
record DataSpec(
    String name,
    Optional<Path> csv,
    String target,
    OptionalInt rows,
    OptionalInt positive,
    List<JsonNode> columns,
    double noise,
    long seed) {
  private static final int DRAWN = 200;
  private static final double NOISE = 0.1;

  DataSpec {
    columns = List.copyOf(columns);
  }

  /** Inputs with their targets, and what the columns are called. */
  record Table(Samples samples, List<String> names) {
    Table {
      names = List.copyOf(names);
    }
  }

  static DataSpec of(JsonNode json, Sources sources) {
    if (json.isTextual()) {
      return of(JsonNodeFactory.instance.objectNode().put("name", json.textValue()), sources);
    }
    Fields fields = new Fields("data", json);
    fields.requireKnown(
        Set.of("name", "csv", "upload", "target", "rows", "positive", "columns", "noise", "seed"));
    Optional<Path> csv =
        fields
            .find("csv")
            .map(path -> sources.file("csv", path.asText()))
            .or(() -> fields.find("upload").map(name -> sources.upload(name.asText())));
    Optional<JsonNode> name = fields.find("name");
    if (csv.isPresent() == name.isPresent()) {
      throw new IllegalArgumentException("data must have either a name or a csv, got " + json);
    }
    boolean drawn = name.flatMap(node -> PlaneSet.named(node.asText())).isPresent();
    if (name.isPresent() && !drawn && DataSet.named(name.get().asText()).isEmpty()) {
      throw new IllegalArgumentException(
          "no data set is called '" + name.get().asText() + "'; there are " + names());
    }
    if (!drawn && (fields.find("noise").isPresent() || fields.find("seed").isPresent())) {
      throw new IllegalArgumentException(
          "noise and seed are for points that are drawn; leave them out of " + json);
    }
    if (csv.isPresent() && fields.find("target").isEmpty()) {
      throw new IllegalArgumentException("a csv needs a target: the name of its target column");
    }
    Optional<JsonNode> rows = fields.find("rows");
    if (rows.isPresent() && fields.count("rows", 0) < 1) {
      throw fields.wrong("rows", "an int in the range [1, inf)", rows.get());
    }
    return new DataSpec(
        name.map(JsonNode::asText).orElse(""),
        csv,
        fields.find("target").map(JsonNode::asText).orElse(""),
        optional(fields, "rows"),
        optional(fields, "positive"),
        columns(fields),
        fields.number("noise", NOISE),
        fields.find("seed").map(node -> whole(fields, node)).orElse(0L));
  }

  private static long whole(Fields fields, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw fields.wrong("seed", "an int", node);
    }
    return node.longValue();
  }

  private static List<String> names() {
    return Stream.concat(
            DataSet.names().stream(), Stream.of(PlaneSet.values()).map(PlaneSet::label))
        .sorted()
        .toList();
  }

  /** The points that are drawn; empty for a set that is read. */
  Optional<PlaneSet> drawn() {
    return PlaneSet.named(name);
  }

  /** The set of the catalogue; empty for points that are drawn and for a file. */
  Optional<DataSet> read() {
    return DataSet.named(name);
  }

  /** How many points are drawn. */
  int drawnRows() {
    return rows.orElse(DRAWN);
  }

  private static OptionalInt optional(Fields fields, String name) {
    Optional<JsonNode> node = fields.find(name);
    return node.isPresent() ? OptionalInt.of(fields.whole(name, node.get())) : OptionalInt.empty();
  }

  private static List<JsonNode> columns(Fields fields) {
    Optional<JsonNode> node = fields.find("columns");
    if (node.isEmpty()) {
      return List.of();
    }
    if (!node.get().isArray() || node.get().isEmpty()) {
      throw fields.wrong("columns", "a list of column numbers or names", node.get());
    }
    return IntStream.range(0, node.get().size()).mapToObj(node.get()::get).toList();
  }

  Samples load(DataHome home, TargetKind kind) {
    Table table = csv.isPresent() ? CsvTable.read(csv.get(), target, kind) : named(home);
    Samples samples = table.samples();
    if (rows.isPresent() && rows.getAsInt() < samples.count()) {
      samples = samples.rows(0, rows.getAsInt());
    }
    INDArray x = columns.isEmpty() ? samples.x() : chosen(samples.x(), table.names());
    return relabelled(new Samples(x, samples.y()));
  }

  /** The same rows; if one class is set against the rest, 1 for its rows and 0 for the others. */
  Samples relabelled(Samples samples) {
    return positive.isPresent() ? new Samples(samples.x(), against(samples.y())) : samples;
  }

  private Table named(DataHome home) {
    if (drawn().isPresent()) {
      return new Table(drawn().get().samples(drawnRows(), noise, seed), List.of("x", "y"));
    }
    DataSet set = read().orElseThrow();
    return new Table(set.load(home, rows.orElse(Integer.MAX_VALUE)), set.layout().featureNames());
  }

  private INDArray chosen(INDArray x, List<String> names) {
    int[] numbers = columns.stream().mapToInt(column -> number(column, names)).toArray();
    return Nd4j.pullRows(x, 0, numbers).dup('c');
  }

  private static int number(JsonNode column, List<String> names) {
    int number = -1;
    if (column.isTextual()) {
      number = names.indexOf(column.textValue());
    } else if (column.isIntegralNumber() && column.canConvertToInt()) {
      number = column.intValue();
    }
    if (number < 0 || number >= names.size()) {
      throw new IllegalArgumentException(
          "there is no column "
              + column
              + "; columns are 0 to "
              + (names.size() - 1)
              + (names.size() <= 30 ? ", named " + names : ""));
    }
    return number;
  }

  private INDArray against(INDArray y) {
    int wanted = positive.orElseThrow();
    double[] ids = y.castTo(DataType.DOUBLE).reshape(y.length()).toDoubleVector();
    if (Arrays.stream(ids).noneMatch(id -> id == wanted)) {
      if (Arrays.stream(ids).anyMatch(id -> id != Math.rint(id))) {
        throw new IllegalArgumentException(
            "no row is of the positive class "
                + wanted
                + "; the target holds numbers, as "
                + Arrays.stream(ids).filter(id -> id != Math.rint(id)).findFirst().orElseThrow());
      }
      throw new IllegalArgumentException(
          "no row is of the positive class "
              + wanted
              + "; classes are "
              + Arrays.stream(ids).mapToLong(id -> (long) id).sorted().distinct().boxed().toList());
    }
    return Nd4j.createFromArray(Arrays.stream(ids).mapToInt(id -> id == wanted ? 1 : 0).toArray());
  }
}
