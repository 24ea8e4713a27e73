package annlab.lab.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.lab.runs.Run;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An MLflow tracking server, spoken to by its REST API. Only the host that the user names is asked:
 * neither a proxy nor a redirect is followed.
 */
public final class MlflowServer {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** Limits of {@code runs/log-batch}. */
  private static final int METRICS_AT_ONCE = 1000;

  private static final int PARAMETERS_AT_ONCE = 100;
  private static final int LONGEST_NAME = 250;
  private static final int LONGEST_VALUE = 500;
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  private final String address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * A server; nothing is asked of it yet.
   *
   * @param address such as {@code http://127.0.0.1:5000}
   * @throws IllegalArgumentException if that is no address of a server
   */
  public MlflowServer(String address) {
    try {
      URI uri = new URI(address);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http
          || uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getQuery() != null
          || uri.getFragment() != null) {
        throw new URISyntaxException(address, "no http address of a host");
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "an MLflow server's address is like http://127.0.0.1:5000, got '" + address + "'", e);
    }
    this.address = address.replaceAll("/+$", "");
  }

  /**
   * What the server made of a run.
   *
   * @param experiment the experiment's id there
   * @param run the run's id there
   * @param page where the server shows it
   */
  public record Pushed(String experiment, String run, String page) {}

  /**
   * Sends a run: into an experiment of the same name, made if need be, as a new run under its name,
   * or its id where nobody gave it one. What was begun and cannot be ended is deleted again.
   *
   * @param exported the run
   * @return the run there
   * @throws PrerequisiteException if the server does not answer, or says no
   */
  public Pushed push(ExportedRun exported) {
    Run run = exported.run();
    String experiment = experiment(run.experiment());
    String id = create(exported, experiment);
    try {
      send(exported, id);
    } catch (PrerequisiteException e) {
      try {
        post("runs/delete", Json.object().put("run_id", id));
      } catch (PrerequisiteException gone) {
        e.addSuppressed(gone);
      }
      throw e;
    }
    return new Pushed(experiment, id, address + "/#/experiments/" + experiment + "/runs/" + id);
  }

  private String experiment(String name) {
    HttpResponse<String> found =
        answer(
            request("experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, UTF_8))
                .GET()
                .build());
    if (found.statusCode() == NOT_FOUND) {
      return text(post("experiments/create", Json.object().put("name", name)), "/experiment_id");
    }
    return text(content(found), "/experiment/experiment_id");
  }

  private String create(ExportedRun exported, String experiment) {
    Run run = exported.run();
    ObjectNode body =
        Json.object()
            .put("experiment_id", experiment)
            .put("run_name", run.summary().labels().name().orElse(run.id().value()))
            .put("start_time", exported.started().toEpochMilli());
    ArrayNode tags = body.putArray("tags");
    Map<String, String> all = new LinkedHashMap<>();
    all.put("mlflow.source.name", "annlab");
    all.put("annlab.run", run.id().value());
    all.put("annlab.status", run.status().label());
    run.summary().backend().ifPresent(backend -> all.put("annlab.backend", backend));
    run.summary().labels().note().ifPresent(note -> all.put("mlflow.note.content", note));
    if (!run.summary().tags().isEmpty()) {
      all.put("annlab.tags", String.join(", ", run.summary().tags()));
    }
    all.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return text(post("runs/create", body), "/run/info/run_id");
  }

  private void send(ExportedRun exported, String id) {
    List<ObjectNode> parameters = new ArrayList<>();
    Names parameterNames = new Names();
    exported
        .settings()
        .forEach(
            (name, value) ->
                parameters.add(
                    Json.object()
                        .put("key", parameterNames.of(name))
                        .put("value", cut(value, LONGEST_VALUE))));
    batches("params", parameters, PARAMETERS_AT_ONCE, id);
    List<ObjectNode> metrics = new ArrayList<>();
    Names names = new Names();
    for (List<ExportedRun.Value> values : List.of(exported.history(), exported.layers())) {
      for (ExportedRun.Value value : values) {
        metrics.add(metric(names.of(value.quantity()), value.value(), value.at(), value.epoch()));
      }
    }
    exported
        .run()
        .summary()
        .metrics()
        .forEach(
            (name, value) ->
                metrics.add(metric(names.of("final/" + name), value, exported.ended(), 0)));
    batches("metrics", metrics, METRICS_AT_ONCE, id);
    post(
        "runs/update",
        Json.object()
            .put("run_id", id)
            .put("status", status(exported.run().status()))
            .put("end_time", exported.ended().toEpochMilli()));
  }

  /** MLflow reads NaN and infinity as protobuf's JSON has them: as texts, which Jackson makes. */
  private static ObjectNode metric(String name, double value, Instant at, int epoch) {
    return Json.object()
        .put("key", name)
        .put("value", value)
        .put("timestamp", at.toEpochMilli())
        .put("step", epoch);
  }

  private void batches(String kind, List<ObjectNode> items, int atOnce, String id) {
    for (int from = 0; from < items.size(); from += atOnce) {
      ObjectNode body = Json.object().put("run_id", id);
      body.set(kind, Json.array(items.subList(from, Math.min(items.size(), from + atOnce))));
      post("runs/log-batch", body);
    }
  }

  private static String status(RunStatus status) {
    return switch (status) {
      case FINISHED -> "FINISHED";
      case FAILED -> "FAILED";
      default -> "KILLED";
    };
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  /** MLflow's names have letters, digits and a few signs; two that become equal are numbered. */
  private static final class Names {
    private final Map<String, String> given = new HashMap<>();

    String of(String name) {
      return given.computeIfAbsent(
          name,
          unknown -> {
            String plain =
                cut(name.replaceAll("[^A-Za-z0-9_./ -]", "_"), LONGEST_NAME - LONGEST_NUMBER)
                    // no part of a path, as MLflow takes it, may be one of these
                    .replaceAll("(?<=^|/)(\\.{0,2})(?=/|$)", "_");
            String free = plain;
            for (int number = 2; given.containsValue(free); number++) {
              free = plain + "_" + number;
            }
            return free;
          });
    }

    private static final int LONGEST_NUMBER = 10;
  }

  private JsonNode post(String path, ObjectNode body) {
    BodyPublisher content = BodyPublishers.ofString(Json.line(body));
    return content(
        answer(request(path).header("Content-Type", "application/json").POST(content).build()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + "/api/2.0/mlflow/" + path)).timeout(ANSWER);
  }

  private HttpResponse<String> answer(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new PrerequisiteException(
          "no MLflow server answers at "
              + address
              + " ("
              + why.lines().findFirst().orElse("")
              + "); start one with: mlflow server",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PrerequisiteException("interrupted while " + address + " was asked", e);
    }
  }

  private JsonNode content(HttpResponse<String> response) {
    JsonNode content = null;
    try {
      content = Json.parse(response.body());
    } catch (IllegalStateException e) {
      if (response.statusCode() == OK) {
        throw new PrerequisiteException(address + " is no MLflow server: it answers no JSON", e);
      }
    }
    if (response.statusCode() != OK) {
      String message = content == null ? "" : content.path("message").asText();
      throw new PrerequisiteException(
          address
              + " does not take the run: it answers "
              + response.statusCode()
              + (message.isEmpty() ? "" : ", " + cut(message.lines().findFirst().orElse(""), 300)));
    }
    return content == null ? Json.object() : content;
  }

  private String text(JsonNode content, String pointer) {
    JsonNode value = content.at(pointer);
    if (!value.isTextual()) {
      throw new PrerequisiteException(
          address + " is no MLflow server: its answer has no " + pointer);
    }
    return value.asText();
  }
}
