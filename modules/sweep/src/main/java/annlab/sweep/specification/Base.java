package annlab.sweep.specification;

import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.lab.runs.Artifact;
import annlab.lab.settings.Json;
import annlab.sweep.trials.FitExperiment;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The base of a sweep: the specification of a fit, or the settings of an experiment.
 *
 * @param request as JSON, where pointers lead
 * @param experiment the experiment; empty for a fit
 * @param folder where a fit's relative paths start
 * @param quick whether runs are quick ones
 */
record Base(ObjectNode request, Optional<Experiment> experiment, Path folder, boolean quick) {
  private static final int DIGITS = 12;
  private static final JsonMapper SORTING =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  static Base fit(ObjectNode specification, Path folder) {
    return new Base(specification, Optional.empty(), folder, false);
  }

  static Base run(Experiment experiment, boolean quick) {
    Parameters own = quick ? experiment.quick() : experiment.defaults();
    return new Base(own.json(), Optional.of(experiment), Path.of(""), quick);
  }

  /** The same with the settings of a trial. */
  Base at(Trial best) {
    return new Base(best.request(), experiment, folder, quick);
  }

  String title() {
    if (experiment.isPresent()) {
      return experiment.get().id();
    }
    JsonNode data = request.path("data");
    return (data.isTextual() ? data.asText() : data.path("name").asText(data.path("csv").asText()))
        + ", "
        + request.path("estimator").asText("Sequential");
  }

  /** Where its seed is. */
  String seedPointer() {
    if (request.has("estimator")) {
      return "/parameters/random_state";
    }
    JsonNode seed = request.path("seed");
    return seed.isObject() && seed.size() == 1 ? "/seed/" + seed.fieldNames().next() : "/seed";
  }

  /** The seeds of its stages are put where the specification has no parameters yet. */
  private static void makeRoom(ObjectNode request, String pointer) {
    if (pointer.startsWith("/parameters/") && !request.has("parameters")) {
      request.putObject("parameters");
    }
  }

  /**
   * The trial with these settings in the place of the base's.
   *
   * @param varied values by pointer, in the order in which they are put
   * @param epochs how long it is trained; 0 as the base says
   */
  Trial trial(Map<String, JsonNode> varied, int epochs) {
    ObjectNode changed = request.deepCopy();
    ObjectNode parameters = Json.object();
    varied.forEach(
        (pointer, value) -> {
          makeRoom(changed, pointer);
          if (experiment.isPresent()) {
            requireSetting(pointer);
          }
          Pointers.put(changed, pointer, value);
          parameters.set(pointer, value);
        });
    if (epochs > 0) {
      setEpochs(changed, epochs);
    }
    try {
      return trial(changed, parameters);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          (parameters.isEmpty() ? "" : "with " + parameters + ": ") + e.getMessage(), e);
    }
  }

  private void requireSetting(String pointer) {
    String name = pointer.substring(1);
    if (!request.has(name) && !name.equals("step") && !name.equals("type")) {
      throw new IllegalArgumentException(
          pointer
              + " leads nowhere: the settings of "
              + experiment.orElseThrow().id()
              + " are "
              + request
              + ", step and type");
    }
  }

  private void setEpochs(ObjectNode changed, int epochs) {
    if (experiment.isPresent()) {
      changed.put("epochs", epochs);
      return;
    }
    if (!changed.has("sequential")) {
      throw new IllegalArgumentException(
          "halving pauses trainings between epochs, which only a sequential can do, not a "
              + changed.path("estimator").asText()
              + "; leave it out");
    }
    JsonNode own = changed.path("fit").path("epochs");
    if (!own.isMissingNode() && own.asInt() != epochs) {
      throw new IllegalArgumentException(
          "halving ends after "
              + epochs
              + " epochs but fit has epochs "
              + own
              + "; make them equal, or leave epochs out of fit");
    }
    changed.withObject("/fit").put("epochs", epochs);
  }

  private Trial trial(ObjectNode changed, ObjectNode varied) {
    String id = digits(experiment.map(Experiment::id).orElse(FitExperiment.ID), changed);
    if (experiment.isPresent()) {
      return new Trial(id, varied, changed, experiment.get(), parameters(changed), quick);
    }
    FitExperiment fit = new FitExperiment(changed, folder);
    return new Trial(id, varied, changed, fit, named(fit.defaults(), varied), false);
  }

  /** Of what is trained, in whatever order its members are written. */
  private String digits(String name, ObjectNode changed) {
    try {
      String sorted = SORTING.writeValueAsString(SORTING.treeToValue(changed, Object.class));
      byte[] text = (name + (quick ? " quick " : " ") + sorted).getBytes(StandardCharsets.UTF_8);
      return Artifact.sha256(text).substring(0, DIGITS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a specification cannot be written: " + changed, e);
    }
  }

  /** A fit's run shows what was varied. */
  private static Parameters named(Parameters own, ObjectNode varied) {
    Map<String, String> others = new LinkedHashMap<>(own.others());
    others.putAll(Json.texts(varied));
    return new Parameters(own.seed(), own.epochs(), own.rows(), others);
  }

  private static Parameters parameters(ObjectNode request) {
    Parameters.COMMON.forEach(name -> requireInteger(name, request.path(name)));
    Parameters settings = Parameters.of(request);
    settings.step(); // refuses unknown names
    settings.precision();
    return settings;
  }

  private static void requireInteger(String name, JsonNode value) {
    if (!(value instanceof IntNode || value instanceof LongNode)) {
      throw new IllegalArgumentException("/" + name + " must be an integer, got " + value);
    }
  }
}
