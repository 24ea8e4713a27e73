package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.settings.OrderLimits;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models in and out of the site: a run's in every format, and a reader's own. */
class ModelsTest {
  private static final String PIXELS =
      Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}).substring(0, 4).repeat(261) + "AA==";

  @TempDir static Path home;
  @TempDir static Path folder;
  private static SiteUnderTest site;
  private static Model model;
  private static RunId run;

  @BeforeAll
  static void start() throws IOException {
    site = new SiteUnderTest(home);
    model = model(Input.of(28, 28), new Flatten(), new Dense(10, "softmax"));
    run = site.store.begin("fashion-mnist", Parameters.of(1, 2), true);
    site.store.files().write(run, "model.zip", bytes(model, "model.zip"));
    site.store.interrupt(run);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static Model model(annlab.networks.layers.Layer... layers) {
    return Sequential.of(layers)
        .seed(42)
        .compile(Loss.sparseCategoricalCrossentropy(), new Sgd(0.01));
  }

  private static byte[] bytes(Model model, String name) throws IOException {
    Path file = folder.resolve(name);
    model.save(file);
    return Files.readAllBytes(file);
  }

  private static HttpResponse<String> upload(String name, byte[] content) throws Exception {
    String body =
        SiteUnderTest.JSON
            .createObjectNode()
            .put("name", name)
            .put("content", Base64.getEncoder().encodeToString(content))
            .toString();
    return site.post(Api.ROOT + DrawApi.UPLOADS, body);
  }

  private static JsonNode taken(String name, byte[] content) throws Exception {
    HttpResponse<String> answer = upload(name, content);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return SiteUnderTest.JSON.readTree(answer.body());
  }

  private static void refused(HttpResponse<String> answer, int status, String line)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    String error = SiteUnderTest.JSON.readTree(answer.body()).path("error").asText();
    assertThat(error).isEqualTo(line).doesNotContain("\n");
  }

  private static List<String> kept() throws IOException {
    Path uploads = home.resolve("uploads");
    if (!Files.exists(uploads)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(uploads)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aRunsModelIsGivenInEachFormatAsTheLibraryWritesIt() throws Exception {
    for (String name : List.of("model.keras", "model.weights.h5", "model.npz", "model.onnx")) {
      HttpResponse<byte[]> answer = site.bytes(Api.ROOT + "/runs/" + run + "/models/" + name);
      assertThat(answer.statusCode()).as(name).isEqualTo(200);
      assertThat(answer.body()).as(name).isEqualTo(bytes(model, name));
      assertThat(answer.headers().firstValue("Content-Disposition"))
          .contains("attachment; filename=\"" + name + "\"");
    }
  }

  @Test
  void whatIsNoFormatOrNoModelIsNotFound() throws Exception {
    RunId without = site.store.begin(FakeExperiment.ID, Parameters.of(1, 2), true);
    site.store.interrupt(without);
    String formats = "A model is given as model.keras, model.npz, model.onnx, model.weights.h5.";
    refused(site.get(Api.ROOT + "/runs/" + run + "/models/model.h5"), 404, formats);
    refused(site.get(Api.ROOT + "/runs/" + run + "/models/..%2fmodel.keras"), 404, formats);
    refused(
        site.get(Api.ROOT + "/runs/" + without + "/models/model.keras"),
        404,
        "This run has kept no model.");
    refused(
        site.get(Api.ROOT + "/runs/20200101-000000-fake-000/models/model.keras"),
        404,
        "This run has kept no model.");
    refused(
        site.get(Api.ROOT + "/runs/-/models/model.keras"),
        404,
        "There is no run of this name. It may have been deleted.");
  }

  @Test
  void anUploadedModelOfEachFormatSaysItsLayersAndJudgesAsItsOwnerWould() throws Exception {
    for (String name : List.of("mine.keras", "mine.zip")) {
      JsonNode described = taken(name, bytes(model, name));
      assertThat(described.path("name").asText()).isEqualTo(name);
      assertThat(described.path("parameters").asLong()).isEqualTo(7_850);
      assertThat(described.path("pictures").asBoolean()).isTrue();
      assertThat(described.path("layers").path(1).toString())
          .isEqualTo(
              "{\"name\":\"%s\",\"class\":\"Dense\",\"parameters\":7850,\"outputShape\":[10]}"
                  .formatted(model.layers().get(1).name()));
      HttpResponse<String> judged =
          site.post(
              Api.ROOT + "/draw",
              "{\"pixels\":\"%s\",\"model\":\"%s\"}"
                  .formatted(PIXELS, described.path("id").asText()));
      assertThat(judged.statusCode()).as(judged.body()).isEqualTo(200);
      byte[] pixels = Base64.getDecoder().decode(PIXELS);
      float[] row = new float[pixels.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = pixels[i] / 255f;
      }
      INDArray expected = model.predict(Nd4j.createFromArray(row).reshape(1, 28, 28));
      JsonNode outputs = SiteUnderTest.JSON.readTree(judged.body()).path("outputs");
      for (int i = 0; i < 10; i++) {
        assertThat((float) outputs.path(i).asDouble()).isEqualTo(expected.getFloat(i));
      }
    }
  }

  @Test
  void aModelThatTakesNoPictureIsDescribedAndCannotJudge() throws Exception {
    Model regressor =
        Sequential.of(Input.of(8), new Dense(1)).compile(Loss.meanSquaredError(), new Sgd(0.01));
    JsonNode described = taken("housing.keras", bytes(regressor, "housing.keras"));
    assertThat(described.path("pictures").asBoolean()).isFalse();
    assertThat(described.path("inputShape").toString()).isEqualTo("[8]");
    String id = described.path("id").asText();
    refused(
        site.post(Api.ROOT + "/draw", "{\"pixels\":\"%s\",\"model\":\"%s\"}".formatted(PIXELS, id)),
        400,
        "the model takes rows of shape [8], and a picture has 28 x 28 = 784 numbers");
    refused(
        site.post(Api.ROOT + DrawApi.UPLOADS + "/" + id + "/evaluation", "{}"),
        400,
        "Fashion MNIST has 10 classes, but the model has 1 outputs");
  }

  @Test
  void aTestSetThatIsNotHereIsSaidInOneLine() throws Exception {
    String id = taken("mine.keras", bytes(model, "mine.keras")).path("id").asText();
    HttpResponse<String> answer =
        site.post(Api.ROOT + DrawApi.UPLOADS + "/" + id + "/evaluation", "{\"brightest\":255}");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(SiteUnderTest.JSON.readTree(answer.body()).path("error").asText())
        .startsWith("t10k-images-idx3-ubyte.gz not found")
        .doesNotContain("\n");
    refused(
        site.post(Api.ROOT + DrawApi.UPLOADS + "/" + id + "/evaluation", "{\"brightest\":7}"),
        400,
        "brightest must be 1 or 255, got 7");
  }

  @Test
  void whatIsNoModelIsRefusedInOneLineWithItsOwnersNameAndIsNotKept() throws Exception {
    List<String> before = kept();
    byte[] keras = bytes(model, "mine.keras");
    refused(
        upload("notes.txt", "hello".getBytes(StandardCharsets.UTF_8)),
        400,
        "notes.txt is not a zip file, or an empty one");
    refused(
        upload("empty.keras", new byte[0]), 400, "empty.keras is not a zip file, or an empty one");
    refused(
        upload("m.npz", bytes(model, "m.npz")),
        400,
        "m.npz holds weights alone; describe the model and read them with loadWeights");
    refused(
        upload("m.weights.h5", bytes(model, "m.weights.h5")),
        400,
        "m.weights.h5 holds weights alone; describe the model and read them with loadWeights");
    HttpResponse<String> onnx = upload("../m\n.onnx", bytes(model, "m.onnx"));
    refused(onnx, 400, "../m?.onnx is not a zip file, or an empty one");
    HttpResponse<String> cut =
        upload("cut.keras", java.util.Arrays.copyOf(keras, keras.length / 2));
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(cut.body()).contains("cut.keras is damaged").doesNotContain(home.toString());
    assertThat(kept()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void whatIsMisshapenIsRefusedInOneLine() throws Exception {
    String uploads = Api.ROOT + DrawApi.UPLOADS;
    refused(site.post(uploads, "{\"name\":\"m\"}"), 400, "the body must have a text 'content'");
    refused(
        site.post(uploads, "{\"name\":\"m\",\"content\":\"?\"}"),
        400,
        "content must be bytes in base 64");
    refused(
        site.post(uploads, "{\"name\":\" \",\"content\":\"\"}"),
        400,
        "the name must have 1 to 200 characters, got 1");
    refused(
        upload("a".repeat(201), new byte[1]),
        400,
        "the name must have 1 to 200 characters, got 201");
    String gone = "No such model is here (any more); upload it again.";
    for (String id : List.of("0123456789abcdef", "../../runs.sqlite", "0123456789ABCDEF", "")) {
      refused(
          site.post(
              Api.ROOT + "/draw", "{\"pixels\":\"%s\",\"model\":\"%s\"}".formatted(PIXELS, id)),
          404,
          gone);
    }
    refused(site.post(uploads + "/0123456789abcdef/evaluation", "{}"), 404, gone);
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedBeforeItIsRead(@TempDir Path other) throws Exception {
    try (SiteUnderTest small = new SiteUnderTest(other, new OrderLimits(1, 1, 1, 1))) {
      assertThat(small.announce(Api.ROOT + DrawApi.UPLOADS, 1_048_577))
          .startsWith("HTTP/1.1 413 ")
          .contains("The body must have at most 1048576 bytes.");
    }
  }

  @Test
  void onlyTheNewestModelsAreKept() throws Exception {
    for (int i = 0; i < 17; i++) {
      Model one =
          Sequential.of(Input.of(2), new Dense(1))
              .seed(i)
              .compile(Loss.meanSquaredError(), new Sgd(0.01));
      taken("one.keras", bytes(one, "one.keras"));
    }
    assertThat(kept()).hasSize(16);
  }
}
