package annlab.lab.report;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Target;
import annlab.lab.claims.Verdict;
import annlab.lab.settings.FailureReason;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * The numbers and verdicts of a report beside those of another one, claim by claim. What a run only
 * timed is another number each time, and counts as no measurement.
 *
 * @param measurements claims that have a number in one of the reports at least
 * @param equal those of them whose numbers are equal to the last bit
 * @param verdicts claims that are in both reports
 * @param agreeing those of them with the same verdict
 * @param timings the ids of the claims whose numbers are timings
 * @param differences the claims whose numbers differ
 * @param disagreements the claims whose verdicts differ, each with both
 */
public record ReportComparison(
    int measurements,
    int equal,
    int verdicts,
    int agreeing,
    List<String> timings,
    List<Difference> differences,
    List<String> disagreements) {
  /** What is smaller is the rounding error of a number that ought to be 0. */
  static final double FLOOR = 1e-6;

  public ReportComparison {
    timings = List.copyOf(timings);
    differences = List.copyOf(differences);
    disagreements = List.copyOf(disagreements);
  }

  /**
   * Two numbers for one claim.
   *
   * @param claim the claim's id
   * @param here the one report's
   * @param there the other report's
   * @param tolerance half the width of the interval in which the claim passes; empty if that is no
   *     interval with two ends
   */
  public record Difference(String claim, double here, double there, OptionalDouble tolerance) {
    static Difference of(Claim claim, double here, double there) {
      return new Difference(claim.id(), here, there, tolerance(claim.target()));
    }

    private static OptionalDouble tolerance(Target target) {
      double half = 0;
      if (target instanceof Target.Within within) {
        half = within.tolerance();
      } else if (target instanceof Target.Between between) {
        half = (between.high() - between.low()) / 2;
      }
      return half > 0 && Double.isFinite(half) ? OptionalDouble.of(half) : OptionalDouble.empty();
    }

    /**
     * How far apart the numbers are: in tolerances of the claim, or where it has none beside the
     * larger of the two.
     *
     * @return |here - there| / tolerance, or |here - there| / max(|here|, |there|, {@link #FLOOR})
     */
    public double size() {
      return Math.abs(here - there)
          / tolerance.orElse(Math.max(FLOOR, Math.max(Math.abs(here), Math.abs(there))));
    }
  }

  /**
   * Compares a report with one that was written.
   *
   * @param here the one report's verdicts
   * @param folder where the other one is
   * @return what they have in common
   * @throws PrerequisiteException if there is no other one, or it cannot be read
   */
  public static ReportComparison of(List<Verdict> here, Path folder) {
    Path results = folder.resolve(Report.RESULTS);
    try {
      return of(here, Json.parse(Files.readString(results)));
    } catch (NoSuchFileException e) {
      throw new PrerequisiteException("nothing to compare with: there is no " + results, e);
    } catch (IOException | IllegalStateException e) {
      throw new PrerequisiteException(
          "nothing to compare with: cannot read " + results + " (" + FailureReason.of(e) + ")", e);
    }
  }

  static ReportComparison of(List<Verdict> here, JsonNode there) {
    Map<String, JsonNode> claims = new HashMap<>();
    there.path("claims").forEach(claim -> claims.put(claim.path("id").asText(), claim));
    int measurements = 0;
    int equal = 0;
    int verdicts = 0;
    List<String> timings = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    List<String> disagreements = new ArrayList<>();
    for (Verdict verdict : here) {
      String id = verdict.claim().id();
      JsonNode other = claims.getOrDefault(id, Json.object());
      if (other.has("status")) {
        verdicts++;
        String status = other.path("status").asText();
        if (!status.equals(verdict.judgement().name())) {
          disagreements.add(id + " is " + verdict.judgement() + " here and " + status + " there");
        }
      }
      OptionalDouble measured = verdict.measured();
      JsonNode number = other.path("measured");
      if (verdict.claim().target() instanceof Target.Timing) {
        timings.add(id);
      } else if (measured.isPresent() || number.isNumber()) {
        measurements++;
        if (measured.isPresent() && number.isNumber()) {
          Difference difference =
              Difference.of(verdict.claim(), measured.getAsDouble(), number.asDouble());
          // -0.0 is another number than 0.0 to the last bit
          if (Double.compare(difference.here(), difference.there()) == 0) {
            equal++;
          } else {
            differences.add(difference);
          }
        }
      }
    }
    return new ReportComparison(
        measurements,
        equal,
        verdicts,
        verdicts - disagreements.size(),
        timings,
        differences,
        disagreements);
  }

  /**
   * The numbers that are farthest apart beside their claim's tolerance.
   *
   * @return empty if no number of a claim with a tolerance differs
   */
  public Optional<Difference> largestOfTolerance() {
    return largest(difference -> difference.tolerance().isPresent());
  }

  /**
   * The numbers that are farthest apart beside their size, of claims without a tolerance.
   *
   * @return empty if no number of a claim without a tolerance differs
   */
  public Optional<Difference> largestRelative() {
    return largest(difference -> difference.tolerance().isEmpty());
  }

  private Optional<Difference> largest(Predicate<Difference> which) {
    return differences.stream().filter(which).max(Comparator.comparingDouble(Difference::size));
  }

  /**
   * For people.
   *
   * @return a few lines
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(equal).append(" of ").append(measurements);
    text.append(" measurements are equal to the last bit, ").append(agreeing);
    text.append(" of ").append(verdicts).append(" verdicts agree\n");
    largestOfTolerance()
        .ifPresent(
            most ->
                text.append("largest difference in units of a claim's tolerance: " + line(most)));
    largestRelative()
        .ifPresent(
            most ->
                text.append("largest relative difference of a claim without one: " + line(most)));
    if (!timings.isEmpty()) {
      text.append(timings.size()).append(timings.size() == 1 ? " timing is" : " timings are");
      text.append(" left out: ").append(String.join(", ", timings)).append('\n');
    }
    disagreements.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String line(Difference of) {
    return String.format(
        Locale.ROOT,
        "%.3g in %s, %s here and %s there%n",
        of.size(),
        of.claim(),
        of.here(),
        of.there());
  }

  /**
   * As JSON: {@code measurements}, {@code equal}, {@code verdicts}, {@code agreeing}, {@code
   * timings} (ids), {@code disagreements} and, if such numbers differ, {@code largestOfTolerance}
   * and {@code largestRelative}, each {@code {"claim", "here", "there", "difference"}} with {@link
   * Difference#size} as the difference.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = Json.object();
    object.put("measurements", measurements);
    object.put("equal", equal);
    object.put("verdicts", verdicts);
    object.put("agreeing", agreeing);
    largestOfTolerance().ifPresent(most -> object.set("largestOfTolerance", json(most)));
    largestRelative().ifPresent(most -> object.set("largestRelative", json(most)));
    timings.forEach(object.putArray("timings")::add);
    disagreements.forEach(object.putArray("disagreements")::add);
    return object;
  }

  private static ObjectNode json(Difference difference) {
    ObjectNode object = Json.object();
    object.put("claim", difference.claim());
    object.put("here", difference.here());
    object.put("there", difference.there());
    object.put("difference", difference.size());
    return object;
  }
}
