package annlab.lab.comparison;

import annlab.lab.Parameters;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Two runs of one experiment that differ in one thing only.
 *
 * @param id its name, as {@code 20261122-191503-compare-fashion-mnist-a3f}
 * @param experiment the experiment's id
 * @param axis what differs
 * @param startedAt when the first run was started
 * @param parameters seed, epochs and rows of both
 * @param quick whether both are quick runs
 * @param left the first side
 * @param right the second side
 * @param drift how far their parameters moved apart
 */
public record Comparison(
    String id,
    String experiment,
    Axis axis,
    Instant startedAt,
    Parameters parameters,
    boolean quick,
    Side left,
    Side right,
    Drift drift) {
  /** Runs of a comparison carry this tag, and count for no claim in the report. */
  public static final String TAG = "comparison";

  /** In the folder of a trace: the run, as {@link RunExport} has it. */
  public static final String RUN = "run.json";

  public Comparison {
    // The further settings are what the sides may differ in.
    parameters = Parameters.of(parameters.seed(), parameters.epochs()).withRows(parameters.rows());
  }

  /**
   * Compares two runs that were traced on another machine.
   *
   * @param axis what differs
   * @param left a folder with a {@link ParameterTrace} and {@value #RUN}
   * @param right another one
   * @return the comparison; a side is named after its run's backend
   * @throws IllegalArgumentException if something is missing in a folder
   */
  public static Comparison ofFolders(Axis axis, Path left, Path right) {
    Traced first = traced(left);
    Traced second = traced(right);
    Instant started = first.run().summary().startedAt();
    String id = RunId.draw("compare-" + first.run().experiment(), started).value();
    return of(id, axis, started, first, second);
  }

  private static Traced traced(Path folder) {
    Path file = folder.resolve(RUN);
    try {
      Run run = RunExport.read(new ObjectMapper().readTree(file.toFile()), file.toString());
      Trace trace =
          Trace.read(folder)
              .orElseThrow(() -> new IllegalArgumentException("there is no trace in " + folder));
      double seconds =
          run.provenance().flatMap(Provenance::took).map(t -> t.toMillis() / 1000.0).orElse(0.0);
      return new Traced(run.summary().backend().orElse("unknown"), run, trace, seconds);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Compares two finished runs.
   *
   * @param id the comparison's name
   * @param axis what differs
   * @param startedAt when the first run was started
   * @param left the first run
   * @param right the second run
   * @return the comparison
   */
  static Comparison of(String id, Axis axis, Instant startedAt, Traced left, Traced right) {
    return new Comparison(
        id,
        left.run().experiment(),
        axis,
        startedAt,
        left.run().parameters(),
        left.run().summary().quick(),
        left.side(),
        right.side(),
        Drift.between(left.trace(), right.trace()));
  }

  /** A run with what its {@link ParameterTrace} wrote. */
  record Traced(String label, Run run, Trace trace, double totalSeconds) {
    Side side() {
      return new Side(label, run, trace.timing(totalSeconds));
    }
  }

  /**
   * As JSON: {@code {"id", "experiment", "axis", "startedAt", "seed", "epochs", "rows", "quick",
   * "sides": [{"label", "timing": {"startSeconds", "firstStepMs", "msPerStep", "steps",
   * "totalSeconds"}, "run": RUN}, ...], "drift": {"threshold", "initial", "firstStep", "steps":
   * [largest difference, ...], "epochs": [[{"layer", "parameters", "absolute", "relative", "ulp"},
   * ...], ...]}}}; two sides; {@code firstStep} is absent if no step kept differs by more than the
   * threshold.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object =
        Json.object()
            .put("id", id)
            .put("experiment", experiment)
            .put("axis", axis.label())
            .put("startedAt", startedAt.truncatedTo(ChronoUnit.MILLIS).toString());
    object.setAll(parameters.json());
    object.put("quick", quick);
    object.putArray("sides").add(left.json()).add(right.json());
    object.set("drift", drift.json());
    return object;
  }

  /** Where the traces of a comparison lie while it is under way. */
  static Path traces(Path home, String id) {
    return home.resolve("traces").resolve(id);
  }
}
