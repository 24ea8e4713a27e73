package annlab.lab.claims;

import annlab.lab.settings.Json;
import annlab.networks.config.JsonNumbers;
import annlab.networks.config.Names;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A claim, the number measured for it and what follows.
 *
 * @param claim the claim
 * @param measured the number; empty if nothing was measured
 * @param judgement what follows
 */
public record Verdict(Claim claim, OptionalDouble measured, Judgement judgement) {
  static Verdict of(Claim claim, double measured) {
    // An infinite number must not pass "at least": only a number that exists can meet a target.
    boolean exists = Double.isFinite(measured);
    Judgement judgement =
        exists || claim.kind() == Claim.Kind.EXHIBIT
            ? claim.target().judge(measured)
            : Judgement.FAIL;
    return new Verdict(
        claim, exists ? OptionalDouble.of(measured) : OptionalDouble.empty(), judgement);
  }

  /**
   * A claim that was not judged.
   *
   * @param claim the claim
   * @param measured what was measured under other settings, if anything
   * @return the claim with NOT_RUN
   */
  public static Verdict notRun(Claim claim, OptionalDouble measured) {
    return new Verdict(claim, measured, Judgement.NOT_RUN);
  }

  /**
   * As JSON: {@code id}, {@code section}, {@code kind}, {@code statement}, {@code chapter} or
   * {@code expected} or {@code passes}, {@code measured}, {@code tolerance}, {@code reason}, {@code
   * status}; what does not exist is absent.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = claim.head();
    measured.ifPresent(value -> Json.putFinite(object, "measured", value));
    Target target = claim.target();
    if (target instanceof Target.Exact) {
      object.put("tolerance", 0);
    } else if (target instanceof Target.Within within) {
      object.put("tolerance", within.tolerance());
    }
    object.put("reason", target.reason());
    object.put("status", judgement.name());
    return object;
  }

  /**
   * As the document of a run has it, from which it is read again.
   *
   * @return {@code id}, {@code section}, {@code kind}, {@code statement}, {@code target}, {@code
   *     reason}, {@code judgement}, {@code low}, {@code high} and, if there is one, {@code
   *     measured}
   */
  public ObjectNode document() {
    StoredTarget target = StoredTarget.of(claim.target());
    ObjectNode object =
        Json.object()
            .put("id", claim.id())
            .put("section", claim.section())
            .put("kind", claim.kind().name())
            .put("statement", claim.statement())
            .put("target", target.form().name())
            .put("reason", claim.target().reason())
            .put("judgement", judgement.name())
            .put("low", target.low())
            .put("high", target.high());
    measured.ifPresent(number -> object.put("measured", number));
    return object;
  }

  /**
   * Reads a verdict.
   *
   * @param document as {@link #document} gives it
   * @return the verdict, with its claim as it was judged
   * @throws IllegalArgumentException if it is none
   */
  public static Verdict of(JsonNode document) {
    StoredTarget target =
        new StoredTarget(
            pick(document, "target", StoredTarget.Form.values()),
            JsonNumbers.number(document.path("low")),
            JsonNumbers.number(document.path("high")));
    Claim claim =
        new Claim(
            Json.text(document, "id"),
            Json.text(document, "section"),
            pick(document, "kind", Claim.Kind.values()),
            Json.text(document, "statement"),
            target.with(Json.text(document, "reason")));
    return new Verdict(
        claim,
        document.has("measured")
            ? OptionalDouble.of(JsonNumbers.number(document.path("measured")))
            : OptionalDouble.empty(),
        pick(document, "judgement", Judgement.values()));
  }

  private static <E extends Enum<E>> E pick(JsonNode document, String name, E[] values) {
    return Names.pick(name, Json.text(document, name).toLowerCase(Locale.ROOT), values);
  }
}
