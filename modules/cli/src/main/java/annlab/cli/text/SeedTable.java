package annlab.cli.text;

import annlab.lab.Experiment;
import annlab.lab.claims.SeedBand;
import annlab.lab.claims.Target;
import annlab.lab.claims.Verdict;
import annlab.lab.claims.VerdictTable;
import annlab.lab.runs.Run;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Prints the claims of several seeds' runs together, as text and as JSON. */
public final class SeedTable {
  private final Experiment experiment;
  private final List<Run> runs;

  /**
   * A table.
   *
   * @param experiment what was run
   * @param runs the runs that have finished
   */
  public SeedTable(Experiment experiment, List<Run> runs) {
    this.experiment = experiment;
    this.runs = runs;
  }

  private Optional<SeedBand> band(String claim) {
    return SeedBand.of(
        runs.stream()
            .flatMap(run -> run.verdicts().stream())
            .filter(verdict -> verdict.claim().id().equals(claim))
            .map(Verdict::measured)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray());
  }

  /** A row for each claim with a number: what it is held against, the band, whether they meet. */
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "claim", "expected", "mean", "sd", "min", "max", "95 % of new seeds", "expected is"));
    experiment
        .claims()
        .forEach(
            claim ->
                band(claim.id())
                    .ifPresent(
                        band ->
                            rows.add(
                                List.of(
                                    claim.id(),
                                    VerdictTable.expected(claim),
                                    number(band.mean()),
                                    number(band.deviation()),
                                    number(band.min()),
                                    number(band.max()),
                                    number(band.low()) + " - " + number(band.high()),
                                    place(band, claim.target())))));
    return experiment.id() + ": " + runs.size() + " seeds\n\n" + Output.columns(rows);
  }

  private static String place(SeedBand band, Target target) {
    return band.contains(target).map(in -> in ? "in" : "OUT").orElse("-");
  }

  /** Four significant digits. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  /** {@code {"experiment", "group", "runs", "bands"}}; each band names its claim. */
  public ObjectNode json() {
    ObjectNode object = Json.object();
    object.put("experiment", experiment.id());
    runs.stream()
        .flatMap(run -> run.summary().group().stream())
        .findFirst()
        .ifPresent(group -> object.put("group", group));
    object.set("runs", Json.array(runs.stream().map(Run::json).toList()));
    List<ObjectNode> bands = new ArrayList<>();
    experiment
        .claims()
        .forEach(
            claim ->
                band(claim.id())
                    .ifPresent(
                        band -> {
                          ObjectNode row = Json.object();
                          row.put("claim", claim.id());
                          row.setAll(band.json(claim.target()));
                          bands.add(row);
                        }));
    object.set("bands", Json.array(bands));
    return object;
  }
}
