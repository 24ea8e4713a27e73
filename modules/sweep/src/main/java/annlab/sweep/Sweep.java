package annlab.sweep;

import annlab.lab.runs.RunId;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.sweep.specification.Objective;
import annlab.sweep.specification.Trial;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sweep as its home keeps it. Its trials' runs are those of the group of its name.
 *
 * @param id its name
 * @param title what it is about
 * @param startedAt when it began
 * @param specification the document of {@link annlab.sweep.specification.SweepSpec}
 * @param folder where relative paths start
 * @param master the cluster it runs on; empty for processes of one machine
 * @param page where the cluster shows itself, while it runs
 * @param fingerprint of the code that began it; empty if that is not known
 * @param objective what trials are compared by, once that is known
 * @param trials of all stages that have begun
 * @param ended how it ended: {@code finished}, {@code failed} or {@code interrupted}; empty while
 *     it runs, and for one whose process was killed
 */
public record Sweep(
    String id,
    String title,
    Instant startedAt,
    ObjectNode specification,
    Path folder,
    Optional<String> master,
    Optional<String> page,
    Optional<String> fingerprint,
    Optional<Objective> objective,
    List<Member> trials,
    Optional<String> ended) {
  public Sweep {
    trials = List.copyOf(trials);
  }

  /**
   * A trial as the sweep's document has it.
   *
   * @param id the trial's name
   * @param stage the stage's number, from 0
   * @param parameters what was varied, by JSON pointer
   * @param run its run, which somebody may have deleted since; empty until it is queued
   */
  public record Member(String id, int stage, ObjectNode parameters, Optional<RunId> run) {
    static Member of(Trial trial, int stage) {
      return new Member(trial.id(), stage, trial.parameters(), Optional.empty());
    }

    Member withRun(RunId queued) {
      return new Member(id, stage, parameters, Optional.of(queued));
    }
  }

  Sweep withTrials(List<Member> all) {
    return new Sweep(
        id,
        title,
        startedAt,
        specification,
        folder,
        master,
        page,
        fingerprint,
        objective,
        all,
        ended);
  }

  Sweep withObjective(Objective known) {
    return new Sweep(
        id,
        title,
        startedAt,
        specification,
        folder,
        master,
        page,
        fingerprint,
        Optional.of(known),
        trials,
        ended);
  }

  /**
   * The same on another cluster.
   *
   * @param on the cluster; empty for processes of one machine
   * @return a copy
   */
  public Sweep withMaster(Optional<String> on) {
    return withEngine(on, Optional.empty());
  }

  Sweep withEngine(Optional<String> on, Optional<String> shown) {
    return new Sweep(
        id,
        title,
        startedAt,
        specification,
        folder,
        on,
        shown,
        fingerprint,
        objective,
        trials,
        ended);
  }

  Sweep withEnd(Optional<String> how) {
    return new Sweep(
        id,
        title,
        startedAt,
        specification,
        folder,
        master,
        page,
        fingerprint,
        objective,
        trials,
        how);
  }

  /** As the home keeps it. */
  ObjectNode json() {
    ObjectNode object = Json.object().put("id", id).put("title", title);
    object.put("startedAt", RunSummary.TIME.format(startedAt));
    master.ifPresent(text -> object.put("master", text));
    page.ifPresent(text -> object.put("page", text));
    fingerprint.ifPresent(text -> object.put("fingerprint", text));
    objective.ifPresent(
        known ->
            object
                .putObject("objective")
                .put("metric", known.metric())
                .put("mode", known.minimize() ? "min" : "max"));
    ended.ifPresent(text -> object.put("ended", text));
    object.put("folder", folder.toString());
    object.set("specification", specification);
    ArrayNode all = object.putArray("trials");
    for (Member trial : trials) {
      ObjectNode member = all.addObject().put("id", trial.id()).put("stage", trial.stage());
      trial.run().ifPresent(run -> member.put("run", run.value()));
      member.set("parameters", trial.parameters());
    }
    return object;
  }

  static Sweep of(JsonNode json) {
    List<Member> trials = new ArrayList<>();
    for (JsonNode trial : json.path("trials")) {
      trials.add(
          new Member(
              trial.path("id").asText(),
              trial.path("stage").asInt(),
              (ObjectNode) trial.path("parameters"),
              text(trial, "run").map(RunId::new)));
    }
    JsonNode objective = json.path("objective");
    return new Sweep(
        json.path("id").asText(),
        json.path("title").asText(),
        Instant.parse(json.path("startedAt").asText()),
        (ObjectNode) json.path("specification"),
        Path.of(json.path("folder").asText()),
        text(json, "master"),
        text(json, "page"),
        text(json, "fingerprint"),
        objective.isObject()
            ? Optional.of(Objective.of(objective.path("metric").asText(), text(objective, "mode")))
            : Optional.empty(),
        trials,
        text(json, "ended"));
  }

  private static Optional<String> text(JsonNode object, String name) {
    return object.has(name) ? Optional.of(object.path(name).asText()) : Optional.empty();
  }
}
