package annlab.lab.runs;

import annlab.lab.Parameters;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.Verdict;
import annlab.lab.settings.Json;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of an experiment, from its start on.
 *
 * @param summary what lists show of it
 * @param provenance where its numbers come from; empty before ND4J was loaded
 * @param epochs what each epoch gave, as far as it came
 * @param verdicts its claims; empty until it has finished
 */
public record Run(
    RunSummary summary,
    Optional<Provenance> provenance,
    List<Epoch> epochs,
    List<Verdict> verdicts) {
  public Run {
    epochs = List.copyOf(epochs);
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Its name.
   *
   * @return the id
   */
  public RunId id() {
    return summary.id();
  }

  /**
   * The experiment's id.
   *
   * @return as {@code fashion-mnist}
   */
  public String experiment() {
    return summary.experiment();
  }

  /**
   * Where it stands.
   *
   * @return the status
   */
  public RunStatus status() {
    return summary.status();
  }

  /**
   * Holds that it can be handed on.
   *
   * @throws IllegalArgumentException if it has not ended
   */
  public void requireEnded() {
    if (!status().hasEnded()) {
      throw new IllegalArgumentException(
          "run " + id() + " is " + status().label() + "; export it when it has ended");
    }
  }

  /**
   * Its settings.
   *
   * @return the parameters
   */
  public Parameters parameters() {
    return summary.parameters();
  }

  /**
   * The epochs' numbers under Keras' names.
   *
   * @return by name, one number per epoch; a series ends before the first epoch that has no finite
   *     number for it
   */
  public Map<String, List<Double>> history() {
    Map<String, List<Double>> series = new LinkedHashMap<>();
    for (int i = 0; i < epochs.size(); i++) {
      int before = i;
      epochs
          .get(i)
          .logs()
          .forEach(
              (name, value) -> {
                if (Double.isFinite(value)
                    && series.getOrDefault(name, List.of()).size() == before) {
                  series.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
                }
              });
    }
    return series;
  }

  /**
   * Whether a judged claim failed.
   *
   * @return true if there is a verdict FAIL
   */
  public boolean anyFail() {
    return verdicts.stream().anyMatch(verdict -> verdict.judgement() == Judgement.FAIL);
  }

  /**
   * As JSON: {@code id}, {@code experiment}, {@code status}, {@code backend}, {@code seed}, {@code
   * startedAt}, {@code metrics}, {@code history}, {@code claims}, and more; what does not exist is
   * absent.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = summary.head();
    provenance.ifPresent(origin -> object.set("provenance", origin.json()));
    ObjectNode series = object.putObject("history");
    history().forEach((name, values) -> series.set(name, Json.numbers(values)));
    object.set("claims", Json.array(verdicts.stream().map(Verdict::json).toList()));
    return object;
  }
}
