package annlab.sweep.trials;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A request to train a trial, as a line of JSON.
 *
 * @param run the run that it is
 * @param experiment the experiment's id
 * @param specification of a fit; empty for an experiment on the class path
 * @param folder where a fit's relative paths start
 * @param parameters the run's settings
 * @param quick whether it is a quick run
 * @param until after how many epochs it is paused; 0 to run to its end
 * @param resume whether the run has begun before
 * @param fingerprint of the code that ordered it; empty if that is not known
 */
public record TrialOrder(
    RunId run,
    String experiment,
    Optional<ObjectNode> specification,
    Path folder,
    Parameters parameters,
    boolean quick,
    int until,
    boolean resume,
    Optional<String> fingerprint) {
  /** What a worker is asked to do. */
  public static final String DO = "trial";

  /**
   * An order to train an experiment to its end.
   *
   * @param run the queued run
   * @param experiment the experiment
   * @param parameters its settings
   * @param quick whether it is a quick run
   * @return the order
   */
  public static TrialOrder of(
      RunId run, Experiment experiment, Parameters parameters, boolean quick) {
    return new TrialOrder(
        run,
        experiment.id(),
        Optional.empty(),
        Path.of(""),
        parameters,
        quick,
        0,
        false,
        experiment.fingerprint());
  }

  /**
   * The same as a fit.
   *
   * @param json its specification
   * @param start where relative paths start
   * @return a copy
   */
  public TrialOrder withSpecification(ObjectNode json, Path start) {
    return new TrialOrder(
        run, experiment, Optional.of(json), start, parameters, quick, until, resume, fingerprint);
  }

  /**
   * The same for a part of the training.
   *
   * @param epochs where it is paused; 0 for its end
   * @param again whether it has begun before
   * @return a copy
   */
  public TrialOrder withPart(int epochs, boolean again) {
    return new TrialOrder(
        run, experiment, specification, folder, parameters, quick, epochs, again, fingerprint);
  }

  /** The same for a run of another home. */
  TrialOrder as(RunId other, boolean again) {
    return new TrialOrder(
        other, experiment, specification, folder, parameters, quick, until, again, fingerprint);
  }

  /**
   * The experiment that it means, in this process.
   *
   * @return ready to run
   */
  public Experiment toExperiment() {
    return specification
        .<Experiment>map(json -> new FitExperiment(json, folder))
        .orElseGet(() -> Experiments.find(experiment));
  }

  /**
   * As a request for a worker.
   *
   * @return a JSON object
   */
  public ObjectNode json() {
    ObjectNode object = Json.object().put("do", DO).put("run", run.value());
    object.put("experiment", experiment).put("folder", folder.toString());
    specification.ifPresent(json -> object.set("specification", json));
    object.set("parameters", parameters.json());
    object.put("quick", quick).put("until", until).put("resume", resume);
    fingerprint.ifPresent(hash -> object.put("fingerprint", hash));
    return object;
  }

  /**
   * Reads a request.
   *
   * @param json as {@link #json} gives it
   * @return the order
   */
  public static TrialOrder of(JsonNode json) {
    return new TrialOrder(
        new RunId(json.path("run").asText()),
        json.path("experiment").asText(),
        json.path("specification") instanceof ObjectNode object
            ? Optional.of(object)
            : Optional.empty(),
        Path.of(json.path("folder").asText()),
        Parameters.of(json.path("parameters")),
        json.path("quick").asBoolean(),
        json.path("until").asInt(),
        json.path("resume").asBoolean(),
        Json.optionalText(json, "fingerprint"));
  }
}
