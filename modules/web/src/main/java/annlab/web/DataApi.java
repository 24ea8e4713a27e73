package annlab.web;

import annlab.datasets.DataFile;
import annlab.datasets.DataHome;
import annlab.datasets.DataUnavailableException;
import annlab.datasets.FashionMnist;
import annlab.datasets.Iris;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
  private static final String IRIS = "/annlab/datasets/iris.csv";
  private static final List<String> HOUSING_COLUMNS =
      List.of(
          "longitude",
          "latitude",
          "median age",
          "rooms",
          "bedrooms",
          "population",
          "households",
          "median income",
          "median value");

  /**
   * A data set.
   *
   * @param id its name in addresses
   * @param title its name for people
   * @param about what it is, in a sentence
   * @param files its files; none if it is part of the program
   */
  private record DataSet(String id, String title, String about, List<DataFile> files) {}

  private static final List<DataSet> SETS =
      List.of(
          new DataSet(
              "fashion-mnist",
              "Fashion MNIST",
              "70,000 grey pictures of clothes, 28 by 28 pixels, ten classes: 55,000 to train on,"
                  + " 5,000 to validate, 10,000 to test. Zalando Research, 2017.",
              FashionMnist.FILES),
          new DataSet(
              "california-housing",
              "California housing",
              "20,640 districts of the 1990 census, eight numbers each, and the median value of"
                  + " their houses. Pace and Barry, 1997.",
              List.of(DataFile.CALIFORNIA_HOUSING)),
          new DataSet(
              "iris",
              "Iris",
              "150 flowers of three species with the length and width of sepals and petals."
                  + " Fisher, 1936; part of the program.",
              List.of()));

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
    for (DataSet set : SETS) {
      ObjectNode object =
          Json.object().put("id", set.id()).put("title", set.title()).put("about", set.about());
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
    String id = request.pathParam("set");
    try {
      switch (id) {
        case "fashion-mnist" -> Answers.send(request, clothes());
        case "california-housing" ->
            Answers.send(
                request,
                table(
                    HOUSING_COLUMNS,
                    new String(
                        home().content(DataFile.CALIFORNIA_HOUSING), StandardCharsets.US_ASCII)));
        case "iris" -> Answers.send(request, iris());
        default -> throw new NotFoundResponse("There is no data set of this name.");
      }
    } catch (DataUnavailableException e) {
      throw new ServiceUnavailableResponse(String.valueOf(e.getMessage()));
    }
  }

  /** The first test pictures: {@code pixels} are bytes in base 64, row by row, 0 is background. */
  private ObjectNode clothes() {
    byte[] images = home().content(DataFile.FASHION_MNIST_TEST_IMAGES);
    byte[] labels = home().content(DataFile.FASHION_MNIST_TEST_LABELS);
    // IDX: a magic number and the sizes, four bytes each, before the values
    int imagesStart = 16;
    int labelsStart = 8;
    int pixels = 28 * 28;
    ObjectNode object = Json.object();
    ArrayNode names = object.putArray("classNames");
    FashionMnist.CLASS_NAMES.forEach(names::add);
    ArrayNode shown = object.putArray("images");
    for (int i = 0; i < IMAGES; i++) {
      byte[] image = new byte[pixels];
      System.arraycopy(images, imagesStart + i * pixels, image, 0, pixels);
      shown
          .addObject()
          .put("label", labels[labelsStart + i])
          .put("pixels", Base64.getEncoder().encodeToString(image));
    }
    return object;
  }

  private static ObjectNode iris() {
    List<String> columns = new ArrayList<>(Iris.FEATURE_NAMES);
    columns.add("species");
    try (InputStream in = Iris.class.getResourceAsStream(IRIS)) {
      if (in == null) {
        throw new IllegalStateException(IRIS + " is missing from the jar of annlab.datasets");
      }
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().skip(1).toList();
      // Four of each species, which stand in blocks of fifty.
      StringBuilder some = new StringBuilder();
      for (int i = 0; i < ROWS; i++) {
        String line = lines.get(i / 4 * 50 + i % 4);
        int comma = line.lastIndexOf(',');
        some.append(line, 0, comma + 1)
            .append(Iris.CLASS_NAMES.get(Integer.parseInt(line.substring(comma + 1).strip())))
            .append('\n');
      }
      return table(columns, some.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + IRIS, e);
    }
  }

  private static ObjectNode table(List<String> columns, String csv) {
    ObjectNode object = Json.object();
    ArrayNode head = object.putArray("columns");
    columns.forEach(head::add);
    ArrayNode rows = object.putArray("rows");
    csv.lines()
        .limit(ROWS)
        .forEach(
            line -> {
              ArrayNode row = rows.addArray();
              for (String field : line.split(",", -1)) {
                row.add(readable(field.strip()));
              }
            });
    return object;
  }

  /** 8.325200000000001 as the archive has it was 8.3252 before somebody printed it. */
  private static String readable(String field) {
    try {
      double value = Double.parseDouble(field);
      String shortest = String.valueOf((float) value);
      return shortest.endsWith(".0") ? shortest.substring(0, shortest.length() - 2) : shortest;
    } catch (NumberFormatException e) {
      return field;
    }
  }
}
