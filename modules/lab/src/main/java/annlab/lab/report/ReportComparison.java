package annlab.lab.report;

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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

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
   */
  public record Difference(String claim, double here, double there) {
    /**
     * How far apart they are.
     *
     * @return |here - there|
     */
    public double absolute() {
      return Math.abs(here - there);
    }

    /**
     * How far apart they are beside the larger of them.
     *
     * @return |here - there| / max(|here|, |there|)
     */
    public double relative() {
      return absolute() / Math.max(Math.abs(here), Math.abs(there));
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
          Difference difference = new Difference(id, measured.getAsDouble(), number.asDouble());
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
   * The numbers that are farthest apart.
   *
   * @return empty if no number differs
   */
  public Optional<Difference> largestAbsolute() {
    return largest(Difference::absolute);
  }

  /**
   * The numbers that are farthest apart beside their size.
   *
   * @return empty if no number differs
   */
  public Optional<Difference> largestRelative() {
    return largest(Difference::relative);
  }

  private Optional<Difference> largest(ToDoubleFunction<Difference> by) {
    return differences.stream().max(Comparator.comparingDouble(by));
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
    largestAbsolute()
        .ifPresent(
            most -> text.append("largest difference: ").append(amount(most.absolute(), most)));
    largestRelative()
        .ifPresent(
            most ->
                text.append("largest relative difference: ").append(amount(most.relative(), most)));
    if (!timings.isEmpty()) {
      text.append(timings.size()).append(timings.size() == 1 ? " timing is" : " timings are");
      text.append(" left out: ").append(String.join(", ", timings)).append('\n');
    }
    disagreements.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String amount(double amount, Difference of) {
    return String.format(
        java.util.Locale.ROOT,
        "%.3g in %s, %s here and %s there%n",
        amount,
        of.claim(),
        of.here(),
        of.there());
  }

  /**
   * As JSON: {@code measurements}, {@code equal}, {@code verdicts}, {@code agreeing}, {@code
   * timings} (ids), {@code disagreements} and, if numbers differ, {@code largestAbsolute} and
   * {@code largestRelative}, each {@code {"claim", "here", "there", "difference"}}.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = Json.object();
    object.put("measurements", measurements);
    object.put("equal", equal);
    object.put("verdicts", verdicts);
    object.put("agreeing", agreeing);
    largestAbsolute().ifPresent(most -> object.set("largestAbsolute", json(most, most.absolute())));
    largestRelative().ifPresent(most -> object.set("largestRelative", json(most, most.relative())));
    timings.forEach(object.putArray("timings")::add);
    disagreements.forEach(object.putArray("disagreements")::add);
    return object;
  }

  private static ObjectNode json(Difference difference, double amount) {
    ObjectNode object = Json.object();
    object.put("claim", difference.claim());
    object.put("here", difference.here());
    object.put("there", difference.there());
    object.put("difference", amount);
    return object;
  }
}
