package annlab.lab.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.runs.RunStatus;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MlflowServerTest {
  private final List<String> asked = new ArrayList<>();
  private final List<JsonNode> bodies = new ArrayList<>();
  private final Map<String, Answer> answers = new HashMap<>();
  private HttpServer server;
  private String address;

  private record Answer(int code, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
    answers.put(
        "experiments/get-by-name", new Answer(200, "{\"experiment\":{\"experiment_id\":\"4\"}}"));
    answers.put("experiments/create", new Answer(200, "{\"experiment_id\":\"5\"}"));
    answers.put("runs/create", new Answer(200, "{\"run\":{\"info\":{\"run_id\":\"abc\"}}}"));
    answers.put("runs/log-batch", new Answer(200, "{}"));
    answers.put("runs/update", new Answer(200, "{}"));
    answers.put("runs/delete", new Answer(200, "{}"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/api/2.0/mlflow/", "");
    asked.add(path);
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    bodies.add(body.isEmpty() ? Json.object() : Json.parse(body));
    Answer answer = answers.getOrDefault(path, new Answer(404, "not here"));
    byte[] content = answer.body().getBytes(UTF_8);
    if (answer.code() / 100 == 3) {
      exchange.getResponseHeaders().add("Location", address + "/elsewhere");
    }
    exchange.sendResponseHeaders(answer.code(), content.length);
    exchange.getResponseBody().write(content);
    exchange.close();
  }

  @Test
  void aRunIsSentWithSettingsMetricsAndItsEnd() {
    MlflowServer.Pushed pushed = new MlflowServer(address + "//").push(Exports.small());
    assertThat(pushed)
        .isEqualTo(new MlflowServer.Pushed("4", "abc", address + "/#/experiments/4/runs/abc"));
    assertThat(asked)
        .containsExactly(
            "experiments/get-by-name",
            "runs/create",
            "runs/log-batch",
            "runs/log-batch",
            "runs/update");
    assertThat(bodies.get(1).path("run_name").asText()).isEqualTo("Wide");
    assertThat(bodies.get(1).path("start_time").asLong()).isEqualTo(Exports.BEGUN.toEpochMilli());
    assertThat(bodies.get(2).path("params").toString())
        .contains(
            "{\"key\":\"seed\",\"value\":\"7\"}",
            "{\"key\":\"rate of learning\",\"value\":\"0.5\"}");
    String metrics = bodies.get(3).path("metrics").toString();
    long end = Exports.BEGUN.toEpochMilli() + 500;
    assertThat(metrics)
        .startsWith("[{\"key\":\"loss\",\"value\":1.5,\"timestamp\":" + end + ",\"step\":0}")
        .contains("{\"key\":\"loss\",\"value\":\"NaN\",\"timestamp\":" + (end + 500))
        .contains("{\"key\":\"val_loss\",\"value\":\"Infinity\"")
        .contains("{\"key\":\"my layer/kernel/weights/mean\",\"value\":0.375")
        .contains("{\"key\":\"final/test accuracy\",\"value\":0.75");
    assertThat(bodies.get(4).path("status").asText()).isEqualTo("FINISHED");
  }

  @Test
  void anExperimentThatIsNotThereIsMadeAndAThousandMetricsAreABatch() {
    answers.put(
        "experiments/get-by-name",
        new Answer(404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"no\"}"));
    MlflowServer.Pushed pushed = new MlflowServer(address).push(Exports.ofEpochs(700));
    assertThat(pushed.experiment()).isEqualTo("5");
    assertThat(asked).contains("experiments/create");
    assertThat(bodies)
        .extracting(body -> body.path("metrics").size())
        .filteredOn(size -> size > 0)
        .containsExactly(1000, 1000, 101);
    assertThat(bodies.get(bodies.size() - 1).path("status").asText()).isEqualTo("KILLED");
  }

  @Test
  void aRunWithoutEpochsHasItsFinalFigures() {
    new MlflowServer(address).push(Exports.withoutEpochs(RunStatus.FAILED));
    assertThat(bodies.get(3).path("metrics")).hasSize(1);
    assertThat(bodies.get(4).path("status").asText()).isEqualTo("FAILED");
  }

  @Test
  void whatWasBegunAndIsRefusedIsDeletedAgain() {
    answers.put("runs/log-batch", new Answer(400, "{\"message\":\"Invalid metric\\nand more\"}"));
    assertRefused(address + " does not take the run: it answers 400, Invalid metric");
    assertThat(asked).endsWith("runs/delete");
    assertThat(bodies.get(bodies.size() - 1).path("run_id").asText()).isEqualTo("abc");
  }

  @Test
  void aServerThatIsNoMlflowIsSaid() {
    for (String odd : List.of("hello", "<html>", "[1]", "{}")) {
      answers.put("experiments/get-by-name", new Answer(200, odd));
      assertThatThrownBy(() -> new MlflowServer(address).push(Exports.small()))
          .isInstanceOf(PrerequisiteException.class)
          .hasMessageStartingWith(address + " is no MLflow server: ");
    }
    for (int code : List.of(302, 307, 401, 403, 500)) {
      answers.put("experiments/get-by-name", new Answer(code, "no"));
      assertRefused(address + " does not take the run: it answers " + code);
    }
    assertThat(asked).as("no redirect is followed").containsOnly("experiments/get-by-name");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> new MlflowServer(address).push(Exports.small()))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessage(message);
  }

  @Test
  void aServerThatDoesNotAnswerIsSaidInOneLine() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    for (String host : List.of("127.0.0.1", "localhost")) {
      String nobody = "http://" + host + ":" + free;
      assertThatThrownBy(() -> new MlflowServer(nobody).push(Exports.small()))
          .isInstanceOf(PrerequisiteException.class)
          .hasMessageStartingWith("no MLflow server answers at " + nobody + " (")
          .hasMessageEndingWith("); start one with: mlflow server")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String odd :
        List.of(
            "",
            "localhost:5000",
            "ftp://host",
            "file:///tmp",
            "http://",
            "http://a b",
            "http://user:secret@host",
            "http://host?x=1",
            "sqlite:///mlflow.db")) {
      assertThatThrownBy(() -> new MlflowServer(odd))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "an MLflow server's address is like http://127.0.0.1:5000, got '" + odd + "'");
    }
  }
}
