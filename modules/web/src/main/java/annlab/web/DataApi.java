package annlab.web;

import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.datasets.DataUnavailableException;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The data sets: whether their files are here, with which hashes, and what is in them. */
final class DataApi {
  private static final int IMAGES = 60;
  private static final int ROWS = 12;
  private static final int BRIGHTEST = 255;

  private final Settings settings;

  /** Reading and hashing all files takes a second, so an answer is kept while files stay. */
  private final Map<String, ObjectNode> looked = new ConcurrentHashMap<>();

  DataApi(Settings settings) {
    this.settings = settings;
  }

  List<Route> routes() {
    return List.of(Route.get("/data", this::sets), Route.get("/data/{set}/samples", this::samples));
  }

  private DataHome home() {
    return new DataHome(settings.dataFolders());
  }

  private void sets(Context request) {
    List<ObjectNode> all = new ArrayList<>();
    for (DataSet set : DataSet.ALL) {
      ObjectNode object =
          Json.object()
              .put("id", set.id())
              .put("title", set.title())
              .put("about", set.about())
              .put("licence", set.origin().licence())
              .put("source", set.origin().source());
      object.set("files", Json.array(set.files().stream().map(this::look).toList()));
      all.add(object);
    }
    Answers.send(request, Json.array(all));
  }

  private ObjectNode look(DataFile file) {
    return looked.computeIfAbsent(
        file.name() + stamps(file),
        key -> {
          ObjectNode object =
              Json.object()
                  .put("name", file.name())
                  .put("bytes", file.bytes())
                  .put("sha256", file.sha256());
          try {
            Optional<Path> path = home().find(file);
            path.ifPresent(found -> object.put("path", found.toString()));
            return object.put("status", path.isPresent() ? "verified" : "missing");
          } catch (DataUnavailableException e) {
            return object.put("status", "damaged").put("fault", e.getMessage());
          }
        });
  }

  /** Sizes and times of all copies: while these stay, so does the answer. */
  private String stamps(DataFile file) {
    StringBuilder stamps = new StringBuilder();
    for (Path folder : home().folders()) {
      java.io.File copy = folder.resolve(file.name()).toFile();
      stamps.append(' ').append(copy.length()).append(':').append(copy.lastModified());
    }
    return stamps.toString();
  }

  private void samples(Context request) {
    DataSet set =
        DataSet.named(request.pathParam("set"))
            .orElseThrow(() -> new NotFoundResponse("There is no data set of this name."));
    try {
      DataSet.Rows rows = set.reader().shown(home());
      Answers.send(
          request,
          set.layout().pictures() ? pictures(set.layout(), rows) : table(set.layout(), rows));
    } catch (DataUnavailableException e) {
      throw new ServiceUnavailableResponse(String.valueOf(e.getMessage()));
    }
  }

  /** The first pictures: {@code pixels} are bytes in base 64, row by row, 0 is background. */
  private static ObjectNode pictures(DataSet.Layout layout, DataSet.Rows rows) {
    ObjectNode object = Json.object();
    ArrayNode names = object.putArray("classNames");
    layout.classNames().forEach(names::add);
    ArrayNode shown = object.putArray("images");
    for (int row = 0; row < Math.min(IMAGES, rows.count()); row++) {
      double[] values = rows.features(row);
      byte[] pixels = new byte[values.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) Math.round(values[i] * BRIGHTEST);
      }
      shown
          .addObject()
          .put("label", (int) rows.target(row))
          .put("pixels", Base64.getEncoder().encodeToString(pixels));
    }
    return object;
  }

  /** Rows from all over the table: classes may stand in blocks. */
  private static ObjectNode table(DataSet.Layout layout, DataSet.Rows rows) {
    ObjectNode object = Json.object();
    ArrayNode head = object.putArray("columns");
    layout.featureNames().forEach(head::add);
    head.add(layout.target().name());
    ArrayNode shown = object.putArray("rows");
    int count = Math.min(ROWS, rows.count());
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * rows.count() / count);
      ArrayNode fields = shown.addArray();
      for (double value : rows.features(row)) {
        fields.add(readable(value));
      }
      double target = rows.target(row);
      fields.add(
          layout.classNames().isEmpty() ? readable(target) : layout.classNames().get((int) target));
    }
    return object;
  }

  /** As few digits as tell a float from its neighbours. */
  private static String readable(double value) {
    String shortest = String.valueOf((float) value);
    return shortest.endsWith(".0") ? shortest.substring(0, shortest.length() - 2) : shortest;
  }
}
