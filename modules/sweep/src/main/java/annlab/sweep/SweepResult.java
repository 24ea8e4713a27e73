package annlab.sweep;

import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.sweep.specification.Objective;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The results of a sweep's runs so far. */
public final class SweepResult {
  /** The tag of a run that its sweep let go no further. */
  public static final String STOPPED = "stopped early";

  /** The tag of a run whose loss was no finite number any more. */
  public static final String DIVERGED = "diverged";

  private final Sweep sweep;
  private final List<Row> rows;
  private final Optional<Objective> objective;

  /**
   * A trial with its run.
   *
   * @param trial the trial
   * @param summary of its run; empty if it is not queued yet, or was deleted
   * @param run the same with its history; empty too where only summaries were asked for
   */
  public record Row(Sweep.Member trial, Optional<RunSummary> summary, Optional<Run> run) {
    /**
     * Where it stands.
     *
     * @return a run's status, or {@code stopped}, or {@code deleted} if somebody has deleted its
     *     run
     */
    public String status() {
      return summary
          .map(
              known ->
                  known.status() == RunStatus.INTERRUPTED && known.tags().contains(STOPPED)
                      ? "stopped"
                      : known.status().label())
          .orElseGet(() -> trial.run().isPresent() ? "deleted" : RunStatus.QUEUED.label());
    }

    int epochs() {
      return summary.map(RunSummary::epochs).orElse(0);
    }

    /**
     * A metric: the last epoch's, or the final figure of its name.
     *
     * @param metric its name
     * @return empty if it has none
     */
    public OptionalDouble value(String metric) {
      if (summary.isEmpty()) {
        return OptionalDouble.empty();
      }
      Optional<Double> figure = Optional.ofNullable(summary.get().metrics().get(metric));
      return Stream.concat(
              Optional.ofNullable(summary.get().last().get(metric)).stream(), figure.stream())
          .filter(Double::isFinite)
          .mapToDouble(Double::doubleValue)
          .findFirst();
    }

    private Stream<String> names() {
      return summary.stream()
          .flatMap(
              known ->
                  Stream.concat(known.last().keySet().stream(), known.metrics().keySet().stream()));
    }
  }

  private SweepResult(Sweep sweep, List<Row> rows) {
    this.sweep = sweep;
    this.rows = List.copyOf(rows);
    this.objective =
        sweep
            .objective()
            .or(
                () ->
                    rows.stream()
                        .filter(row -> row.names().findAny().isPresent())
                        .findFirst()
                        .flatMap(row -> Objective.among(row.names().toList())));
  }

  /**
   * Reads what the store has of a sweep.
   *
   * @param sweep the sweep
   * @param store its home's store
   * @return its trials as they are now
   */
  public static SweepResult of(Sweep sweep, RunStore store) {
    List<Row> rows =
        sweep.trials().stream()
            .map(
                trial -> {
                  Optional<Run> run = trial.run().flatMap(store::find);
                  return new Row(trial, run.map(Run::summary), run);
                })
            .toList();
    return new SweepResult(sweep, rows);
  }

  /**
   * Where a sweep stands, without the histories of its runs.
   *
   * @param sweep the sweep
   * @param summaries of its runs, and maybe of others
   * @return its trials as the summaries have them
   */
  public static SweepResult of(Sweep sweep, Map<RunId, RunSummary> summaries) {
    return new SweepResult(
        sweep,
        sweep.trials().stream()
            .map(
                trial ->
                    new Row(
                        trial,
                        trial.run().flatMap(id -> Optional.ofNullable(summaries.get(id))),
                        Optional.empty()))
            .toList());
  }

  /**
   * The sweep.
   *
   * @return as its home keeps it
   */
  public Sweep sweep() {
    return sweep;
  }

  /**
   * The trials.
   *
   * @return in their order
   */
  public List<Row> rows() {
    return rows;
  }

  /**
   * What trials are compared by.
   *
   * @return empty as long as no trial has a metric
   */
  public Optional<Objective> objective() {
    return objective;
  }

  /**
   * Where the sweep stands.
   *
   * @return {@code running}, {@code finished}, {@code failed} or {@code interrupted}
   */
  public String status() {
    boolean alive =
        rows.stream()
            .flatMap(row -> row.summary().stream())
            .anyMatch(run -> !run.status().hasEnded());
    return alive ? RunStatus.RUNNING.label() : sweep.ended().orElse(RunStatus.INTERRUPTED.label());
  }

  /**
   * The best trial: of those that were trained to their end if there is any, else of those that
   * were trained longest.
   *
   * @return empty if no trial has the metric
   */
  public Optional<Row> best() {
    return objective.flatMap(known -> best(rows, known));
  }

  static Optional<Row> best(List<Row> rows, Objective objective) {
    List<Row> known =
        rows.stream().filter(row -> row.value(objective.metric()).isPresent()).toList();
    List<Row> finished =
        known.stream()
            .filter(row -> row.summary().orElseThrow().status() == RunStatus.FINISHED)
            .toList();
    int longest = known.stream().mapToInt(Row::epochs).max().orElse(0);
    List<Row> compared =
        finished.isEmpty()
            ? known.stream().filter(row -> row.epochs() == longest).toList()
            : finished;
    return compared.stream()
        .min(
            Comparator.comparingDouble(
                row -> objective.cost(row.value(objective.metric()).orElseThrow())));
  }

  /**
   * The whole as JSON: {@code {"id", "status", "trials": [{"id", "run", "parameters", "status",
   * "history", "metrics"}], "best"}}.
   *
   * @return a document; {@code best} is the id of a trial, absent if there is none
   */
  public ObjectNode json() {
    ObjectNode object = Json.object().put("id", sweep.id()).put("status", status());
    ArrayNode trials = object.putArray("trials");
    for (Row row : rows) {
      ObjectNode trial = trials.addObject().put("id", row.trial().id());
      row.run().ifPresent(run -> trial.put("run", run.id().value()));
      trial.set("parameters", row.trial().parameters());
      trial.put("status", row.status());
      ObjectNode history = trial.putObject("history");
      row.run()
          .ifPresent(
              run ->
                  run.history().forEach((name, values) -> history.set(name, Json.numbers(values))));
      trial.set("metrics", Json.numbers(row.summary().map(RunSummary::metrics).orElse(Map.of())));
    }
    best().ifPresent(row -> object.put("best", row.trial().id()));
    return object;
  }
}
