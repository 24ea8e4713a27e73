package annlab.playground;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.DataHome;
import annlab.estimators.specification.FitSpec;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MOONS = "{\"name\":\"moons\",\"rows\":60,\"noise\":0.1,\"seed\":3}";
  private static final String PERCEPTRON =
      "{\"data\":"
          + MOONS
          + ",\"estimator\":\"Perceptron\","
          + "\"parameters\":{\"max_iter\":20,\"tol\":null,\"random_state\":1}}";

  @TempDir Path home;
  private RunStore store;
  private PrintWriter in;
  private BufferedReader out;
  private Thread thread;

  static String network(String data, int units, int epochs) {
    return "{\"data\":"
        + data
        + ",\"sequential\":[{\"Dense\":{\"units\":"
        + units
        + ",\"activation\":\"tanh\"}},{\"Dense\":{\"units\":1,\"activation\":\"sigmoid\"}}],"
        + "\"compile\":{\"loss\":\"binary_crossentropy\","
        + "\"optimizer\":{\"Adam\":{\"learning_rate\":0.05}}},"
        + "\"fit\":{\"epochs\":"
        + epochs
        + "},\"seed\":4}";
  }

  @BeforeEach
  void start() throws Exception {
    store = RunStore.open(home);
    Settings settings =
        new Settings(home, home, List.of(home), home, home.resolve("reports"), 0, 0);
    PipedOutputStream requests = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream(1 << 20);
    in = new PrintWriter(requests, true, StandardCharsets.UTF_8);
    PrintWriter written =
        new PrintWriter(new PipedOutputStream(answers), true, StandardCharsets.UTF_8);
    out = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
    BufferedReader read =
        new BufferedReader(
            new InputStreamReader(new PipedInputStream(requests), StandardCharsets.UTF_8));
    Worker worker = new Worker(store, settings, written);
    thread =
        new Thread(
            () -> {
              try {
                worker.serve(read);
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    thread.start();
  }

  @AfterEach
  void stop() throws Exception {
    in.close();
    thread.join();
    store.close();
  }

  /** Everything up to the answer, which is last. */
  private List<JsonNode> ask(String what, String spec) throws Exception {
    in.println("{\"id\":1,\"do\":\"" + what + "\",\"spec\":" + spec + "}");
    List<JsonNode> messages = new ArrayList<>();
    JsonNode message;
    do {
      message = JSON.readTree(out.readLine());
      messages.add(message);
    } while (!message.has("answer") && !message.has("error"));
    return messages;
  }

  @Test
  void aTrainingIsFilmedEpochByEpochAndTheFilmIsKeptWithItsRun() throws Exception {
    List<JsonNode> messages = ask("train", network(MOONS, 4, 30));
    RunId run = new RunId(messages.get(0).path("run").asText());
    List<JsonNode> frames =
        messages.stream().filter(m -> m.has("frame")).map(m -> m.get("frame")).toList();
    assertThat(frames).extracting(frame -> frame.path("epoch").asInt()).startsWith(0, 1, 2);
    assertThat(frames).hasSize(31);
    byte[] first = Base64.getDecoder().decode(frames.get(0).path("picture").asText());
    assertThat(first).hasSize(48 * 48);
    JsonNode last = frames.get(30);
    assertThat(last.path("accuracy").asDouble()).isGreaterThan(0.7);
    assertThat(last.path("picture")).isNotEqualTo(frames.get(0).path("picture"));

    assertThat(store.find(run).orElseThrow().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(store.epochsAfter(run, -1)).hasSize(30);
    JsonNode film =
        JSON.readTree(Files.readString(store.files().find(run, "film.json").orElseThrow().file()));
    assertThat(film.path("frames")).hasSize(31);
    assertThat(film.path("points")).hasSize(60);
    assertThat(film.path("frames").get(30).path("loss")).isEqualTo(last.path("loss"));
    assertThat(film.path("spec").path("seed").asInt()).isEqualTo(4);
  }

  @Test
  void aLongFilmIsThinnedOutButHasItsEnd() throws Exception {
    List<JsonNode> messages = ask("train", network("{\"name\":\"xor\",\"rows\":8}", 2, 1001));
    RunId run = new RunId(messages.get(0).path("run").asText());
    JsonNode frames =
        JSON.readTree(Files.readString(store.files().find(run, "film.json").orElseThrow().file()))
            .path("frames");
    assertThat(frames.size()).isBetween(Film.FRAMES / 2, Film.FRAMES + 2);
    assertThat(frames.get(0).path("epoch").asInt()).isZero();
    assertThat(frames.get(frames.size() - 1).path("epoch").asInt()).isEqualTo(1001);
  }

  @Test
  void aPerceptronIsFilmedToo() throws Exception {
    List<JsonNode> messages = ask("train", PERCEPTRON);
    JsonNode last = messages.get(messages.size() - 2).path("frame");
    assertThat(last.path("epoch").asInt()).isEqualTo(20);
    byte[] picture = Base64.getDecoder().decode(last.path("picture").asText());
    assertThat(picture).containsOnly(0, 255);
  }

  /** The page draws the steps, and the film is of the training itself. */
  @Test
  void aPerceptronsStepsEndWhereItsFilmEnds() throws Exception {
    String spec = PERCEPTRON.replace(MOONS, "{\"name\":\"linear\",\"rows\":60,\"noise\":0}");
    JsonNode steps = ask("steps", spec).get(0).path("answer");
    List<JsonNode> messages = ask("train", spec);
    JsonNode film = messages.get(messages.size() - 2).path("frame");
    assertThat(film.path("accuracy").asDouble()).isEqualTo(1);
    assertThat(steps.path("separated").asBoolean()).isTrue();
    JsonNode mistakes = steps.path("mistakes");
    assertThat(mistakes.get(mistakes.size() - 1).asInt()).isZero();
    assertThat(steps.path("total").asDouble()).isBetween(1.0, steps.path("bound").asDouble());
    assertThat(steps.path("visits")).hasSize(60 * mistakes.size());
    JsonNode last = steps.path("visits").get(0); // from zero weights the first one is a mistake
    for (JsonNode visit : steps.path("visits")) {
      assertThat(visit).hasSize(visit.get(3).asInt() == 1 ? 7 : 4);
      last = visit.get(3).asInt() == 1 ? visit : last;
    }
    JsonNode points = ask("points", spec).get(0).path("answer").path("points");
    for (JsonNode point : points) {
      double z =
          last.get(4).asDouble() * point.get(0).asDouble()
              + last.get(5).asDouble() * point.get(1).asDouble()
              + last.get(6).asDouble();
      assertThat(z > 0 ? 1 : 0).isEqualTo(point.get(2).asInt());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"moons\"} | only a Perceptron is shown point by point",
        "iris | the playground draws two features, the data have 4; choose two of the columns"
      })
  void whatCannotBeShownPointByPointIsRefused(String data, String sentence) throws Exception {
    String json = data.startsWith("{") ? data : "\"" + data + "\"";
    assertThat(ask("steps", network(json, 2, 1)).get(0).path("error").asText()).isEqualTo(sentence);
  }

  @Test
  void ofALongTrainingTheFirstVisitsAreGivenAndTheMistakesOfAllEpochs() throws Exception {
    String spec =
        PERCEPTRON
            .replace(MOONS, "{\"name\":\"xor\",\"rows\":200,\"noise\":0}")
            .replace("\"max_iter\":20", "\"max_iter\":50");
    JsonNode steps = ask("steps", spec).get(0).path("answer");
    assertThat(steps.path("visits")).hasSize(Steps.MAX_VISITS);
    assertThat(steps.path("mistakes")).hasSize(50);
    assertThat(steps.path("separated").asBoolean()).isFalse();
    assertThat(steps.has("bound")).isFalse();
  }

  @Test
  void aTrainingThatTakesLongerThanItMayEndsWithTheEpochUnderWay() {
    FitSpec spec = FitSpec.parse(network(MOONS, 2, 50), home);
    DataHome data = new DataHome(List.of(home));
    Film film = new Film(Plane.of(spec, data, 100), 50, Duration.ZERO, frame -> {});
    spec.run(data, film);
    assertThat(film.late()).isTrue();
    assertThat(film.json().path("frames").findValuesAsText("epoch")).containsExactly("0", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"csv\":\"/etc/passwd\",\"target\":\"x\"} |"
            + " a specification from a page names data sets and uploads only; leave csv out",
        "{\"upload\":\"../../etc/passwd\",\"target\":\"x\"} |"
            + " there is no upload '../../etc/passwd'; upload the file first",
        "{\"name\":\"moons\",\"rows\":2001} |"
            + " rows must be at most 2000 here (see annlab.conf), got 2001",
        "iris | the playground draws two features, the data have 4; choose two of the columns",
        "{\"name\":\"iris\",\"columns\":[2,3]} | the playground tells two classes apart, and the"
            + " data have class 2; choose a positive class to set against the rest",
        "{\"name\":\"stars\"} | no data set is called 'stars'; there are [and,"
            + " california-housing, circles, fashion-mnist, iris, linear, moons, spiral, xor]"
      })
  void dataThatAPageMayNotAskForAreRefusedInOneSentence(String data, String sentence)
      throws Exception {
    String json = data.startsWith("{") ? data : "\"" + data + "\"";
    JsonNode answer = ask("points", network(json, 2, 1)).get(0);
    assertThat(answer.path("error").asText()).isEqualTo(sentence);
    assertThat(answer.path("clientError").asBoolean()).isTrue();
  }

  @Test
  void modelsThatAreTooLargeAreRefused() throws Exception {
    assertThat(ask("train", network(MOONS, 65, 1)).get(0).path("error").asText())
        .isEqualTo("units must be at most 64 here (see annlab.conf), got 65");
    assertThat(ask("train", network(MOONS, 2, 5001)).get(0).path("error").asText())
        .isEqualTo("epochs must be at most 5000 here (see annlab.conf), got 5001");
    String deep =
        network(MOONS, 2, 1).replaceFirst("(\\{\"Dense\":\\{\"units\":2[^}]*}},)", "$1$1$1$1$1$1");
    assertThat(ask("train", deep).get(0).path("error").asText())
        .isEqualTo("the number of Dense layers must be at most 6 here (see annlab.conf), got 7");
    String weights = network(MOONS, 2, 1).replace("\"seed\":4", "\"weights\":\"a.npz\"");
    assertThat(ask("train", weights).get(0).path("error").asText())
        .isEqualTo(
            "a specification from a page names data sets and uploads only; leave weights out");
    String forest = PERCEPTRON.replace("\"Perceptron\"", "\"LinearSVC\"");
    assertThat(ask("train", forest.replaceFirst("\"parameters\".*", "\"parameters\":{}}")).get(0))
        .asString()
        .contains("a page fits a sequential, or a Perceptron without scale, got LinearSVC");
    assertThat(store.summaries()).isEmpty();
  }
}
