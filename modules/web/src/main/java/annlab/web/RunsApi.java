package annlab.web;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.EpochProgress;
import annlab.lab.runs.Labels;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.runs.StatisticsRecord;
import annlab.lab.settings.Json;
import annlab.lab.settings.OrderLimits;
import annlab.lab.store.RunStore;
import annlab.networks.statistics.StepStatistics;
import annlab.sweep.trials.FitExperiment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.sse.SseHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Runs: the list, one of them, its events and files; starting, stopping, resuming, naming and
 * deleting them.
 */
final class RunsApi {
  private static final Map<String, String> TYPES =
      Map.of(
          "json", "application/json",
          "csv", "text/csv; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  private final RunStore store;
  private final RunQueue queue;
  private final RunEvents events;
  private final TrainingUi trainingUi;
  private final OrderLimits limits;

  /** Runs as they were written last: of thousands only few change between two calls. */
  private volatile Map<RunId, Written> written = Map.of();

  private record Written(RunSummary run, Optional<EpochProgress> progress, String text) {}

  RunsApi(SiteOptions options, RunQueue queue, RunEvents events, TrainingUi trainingUi) {
    this.store = options.store();
    this.limits = options.settings().orders();
    this.queue = queue;
    this.events = events;
    this.trainingUi = trainingUi;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/runs", this::runs),
        Route.post("/runs", this::start),
        Route.get("/runs/{id}", this::run),
        Route.delete("/runs/{id}", this::delete),
        Route.post("/runs/{id}/stop", this::stop),
        Route.post("/runs/{id}/resume", this::resume),
        Route.post("/runs/{id}/labels", this::label),
        Route.post("/runs/{id}/tags", this::tag),
        Route.delete("/runs/{id}/tags/{tag}", this::untag),
        Route.get("/runs/{id}/training-ui", this::trainingUi),
        Route.get("/runs/{id}/events", this::follow),
        Route.get("/runs/{id}/history.csv", this::history),
        Route.get("/runs/{id}/statistics", this::statistics),
        Route.get("/runs/{id}/statistics.csv", this::statisticsTable),
        Route.get("/runs/{id}/artifacts/{name}", this::artifact));
  }

  private void runs(Context request) {
    Map<RunId, Written> now = new HashMap<>();
    StringJoiner texts = new StringJoiner(",", "[", "]");
    for (RunSummary run : store.summaries()) {
      Written before = written.get(run.id());
      Optional<EpochProgress> progress = progressOf(run);
      // Cheap: for a run that has ended the store gives the same object again.
      Written one =
          before != null && before.run().equals(run) && before.progress().equals(progress)
              ? before
              : new Written(run, progress, text(run, progress));
      now.put(run.id(), one);
      texts.add(one.text());
    }
    written = now;
    Answers.send(request, texts.toString());
  }

  private Optional<EpochProgress> progressOf(RunSummary run) {
    return run.status() == RunStatus.RUNNING
        ? store.progress(run.id(), run.epochs())
        : Optional.empty();
  }

  private static String text(RunSummary run, Optional<EpochProgress> progress) {
    ObjectNode object = run.json();
    object.put("title", experimentOf(run).map(Experiment::title).orElseGet(() -> titleOf(run)));
    progress.ifPresent(each -> object.set("progress", each.json()));
    return Json.line(object);
  }

  private void start(Context request) {
    RunId id;
    try {
      id =
          queue
              .submit(RunRequest.read(request.body(), limits))
              .orElseThrow(
                  () ->
                      new HttpResponseException(
                          HttpStatus.TOO_MANY_REQUESTS.getCode(),
                          "As many runs wait already as may (runs-waiting = "
                              + limits.waiting()
                              + " in annlab.conf); stop one or wait until one has ended."));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    request.status(HttpStatus.ACCEPTED).header("Location", Api.ROOT + "/runs/" + id);
    Answers.send(request, Json.object().put("id", id.value()));
  }

  private void run(Context request) {
    Run run = required(request);
    ObjectNode object = run.json();
    object.set("history", history(run));
    object.set("claims", Json.array(run.verdicts().stream().map(ClaimsApi::json).toList()));
    experimentOf(run.summary())
        .ifPresentOrElse(
            experiment -> {
              object.put("title", experiment.title()).put("section", experiment.section());
              if (run.verdicts().isEmpty()) {
                object.set("claims", ClaimsApi.toCome(experiment));
              }
            },
            () -> object.put("title", titleOf(run.summary())));
    queue.resumption(run.summary()).ifPresent(state -> object.set("resume", state));
    ArrayNode seconds = object.putArray("epochSeconds");
    run.epochs().forEach(epoch -> seconds.add(epoch.seconds()));
    ArrayNode steps = object.putArray("epochSteps");
    run.epochs().forEach(epoch -> steps.add(epoch.steps()));
    ArrayNode names = object.putArray("artifacts");
    store.files().of(run.id()).forEach(artifact -> names.add(artifact.name()));
    object.set("trainingUi", trainingUi.describe(run.id()));
    progressOf(run.summary()).ifPresent(progress -> object.set("progress", progress.json()));
    Answers.send(request, object);
  }

  private static Optional<Experiment> experimentOf(RunSummary run) {
    return Experiments.all().stream()
        .filter(experiment -> experiment.id().equals(run.experiment()))
        .findFirst();
  }

  /** A fit is called by what is fitted; a store outlives an experiment that is renamed or gone. */
  private static String titleOf(RunSummary run) {
    Map<String, String> settings = run.parameters().others();
    return run.experiment().equals(FitExperiment.ID) && settings.containsKey("model")
        ? FitExperiment.title(settings)
        : run.experiment();
  }

  private void delete(Context request) {
    RunId id = existing(request);
    if (!store.delete(id)) {
      throw new ConflictResponse("This run has not ended. Stop it first.");
    }
    Answers.send(request, Json.object().put("id", id.value()).put("deleted", true));
  }

  private void stop(Context request) {
    RunId id = existing(request);
    if (!queue.stop(id)) {
      throw new ConflictResponse("This run has ended already.");
    }
    request.status(HttpStatus.ACCEPTED);
    Answers.send(request, Json.object().put("id", id.value()).put("stopRequested", true));
  }

  private void resume(Context request) {
    Run run = required(request);
    try {
      queue.resume(run.summary());
    } catch (IllegalArgumentException e) {
      throw new ConflictResponse(String.valueOf(e.getMessage()));
    }
    request.status(HttpStatus.ACCEPTED);
    Answers.send(request, Json.object().put("id", run.id().value()).put("resuming", true));
  }

  private void label(Context request) {
    RunId id = existing(request);
    try {
      JsonNode body = Body.object(request.body());
      if (!body.has("name") && !body.has("note")) {
        throw new IllegalArgumentException("the body must have a text 'name' or a text 'note'");
      }
      Optional<String> name =
          body.has("name") ? Optional.of(Body.text(body, "name")) : Optional.empty();
      Optional<String> note =
          body.has("note") ? Optional.of(Body.text(body, "note")) : Optional.empty();
      name.ifPresent(Labels::checkedName);
      note.ifPresent(Labels::checkedNote);
      name.ifPresent(text -> store.name(id, text));
      note.ifPresent(text -> store.note(id, text));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    ObjectNode object = Json.object().put("id", id.value());
    Labels labels = store.find(id).map(run -> run.summary().labels()).orElse(Labels.NONE);
    object.setAll(labels.json());
    object.remove("tags");
    Answers.send(request, object);
  }

  private void tag(Context request) {
    RunId id = existing(request);
    try {
      store.tag(id, Body.text(request.body(), "tag"));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
    sendTags(request, id);
  }

  private void untag(Context request) {
    RunId id = existing(request);
    store.untag(id, request.pathParam("tag"));
    sendTags(request, id);
  }

  private void sendTags(Context request, RunId id) {
    ObjectNode object = Json.object().put("id", id.value());
    ArrayNode tags = object.putArray("tags");
    store.find(id).map(run -> run.summary().tags()).orElse(List.of()).forEach(tags::add);
    Answers.send(request, object);
  }

  private void trainingUi(Context request) {
    Answers.send(request, trainingUi.describe(existing(request)));
  }

  private void follow(Context request) throws Exception {
    RunId id = existing(request);
    if (!String.valueOf(request.header("Accept")).contains("text/event-stream")) {
      throw new BadRequestResponse("This is an event stream: ask with Accept: text/event-stream.");
    }
    new SseHandler(0, client -> events.stream(id, client)).handle(request);
  }

  private void history(Context request) {
    Run run = required(request);
    List<String> names =
        run.epochs().stream().flatMap(epoch -> epoch.logs().keySet().stream()).distinct().toList();
    List<String> head = new ArrayList<>(List.of("epoch"));
    head.addAll(names);
    Csv csv = new Csv().line(head);
    run.epochs()
        .forEach(
            epoch -> {
              List<String> line = new ArrayList<>();
              line.add(Integer.toString(epoch.number() + 1));
              names.forEach(
                  name -> {
                    Double value = epoch.logs().get(name);
                    line.add(value == null ? "" : value.toString());
                  });
              csv.line(line);
            });
    Answers.sendCsv(request, run.id() + "-history.csv", csv.toString());
  }

  /** The points behind an epoch, so that a page which follows a run asks for no point twice. */
  private void statistics(Context request) {
    RunId id = existing(request);
    int after = after(request);
    ObjectNode object = Json.object();
    object.set(
        "points",
        Json.array(
            store.statistics(id).documents().stream()
                .filter(point -> point.path("epoch").asInt() > after)
                .toList()));
    Answers.send(request, object);
  }

  private static int after(Context request) {
    String text = request.queryParam("after");
    if (text == null) {
      return -1;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new BadRequestResponse("after must be an integer, the last epoch seen; got " + text);
    }
  }

  private void statisticsTable(Context request) {
    RunId id = existing(request);
    Csv csv = new Csv().line(List.of("epoch", "quantity", "value"));
    for (StepStatistics point : store.statistics(id).points()) {
      String epoch = Integer.toString(point.epoch() + 1);
      StatisticsRecord.quantities(point)
          .forEach((name, value) -> csv.line(List.of(epoch, name, Double.toString(value))));
    }
    Answers.sendCsv(request, id + "-statistics.csv", csv.toString());
  }

  private void artifact(Context request) {
    RunId id = existing(request);
    String name = request.pathParam("name");
    // The store finds a name among those that it wrote itself, so no name can lead out of a folder.
    Artifact artifact =
        store
            .files()
            .find(id, name)
            .orElseThrow(() -> new NotFoundResponse("This run has no such file."));
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    try {
      request
          .contentType(TYPES.getOrDefault(ending, "application/octet-stream"))
          // Opened in the browser, a file could run what a data set smuggled in.
          .header("Content-Disposition", "attachment; filename=\"" + artifact.name() + "\"")
          .result(Files.newInputStream(artifact.file()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + artifact.file(), e);
    }
  }

  /** Each series with a place for every epoch: null where its number was not finite. */
  private static ObjectNode history(Run run) {
    ObjectNode all = Json.object();
    for (int i = 0; i < run.epochs().size(); i++) {
      int epoch = i;
      run.epochs()
          .get(i)
          .logs()
          .forEach(
              (name, value) -> {
                ArrayNode series = all.withArrayProperty(name);
                while (series.size() < epoch) {
                  series.addNull();
                }
                if (Double.isFinite(value)) {
                  series.add(value);
                } else {
                  series.addNull();
                }
              });
    }
    return all;
  }

  /** The run that is asked for, with its epochs and verdicts. */
  private Run required(Context request) {
    return store.find(named(request)).orElseThrow(RunsApi::noSuchRun);
  }

  /** The name of the run that is asked for; what the run holds is not loaded. */
  private RunId existing(Context request) {
    RunId id = named(request);
    return store.status(id).map(status -> id).orElseThrow(RunsApi::noSuchRun);
  }

  private static RunId named(Context request) {
    try {
      return new RunId(request.pathParam("id"));
    } catch (IllegalArgumentException e) {
      throw noSuchRun();
    }
  }

  private static NotFoundResponse noSuchRun() {
    return new NotFoundResponse("There is no run of this name. It may have been deleted.");
  }
}
