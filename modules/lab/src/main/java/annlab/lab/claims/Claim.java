package annlab.lab.claims;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One statement of the chapter, in our own words, with the number that decides it.
 *
 * @param id begins with the row of the coverage list, as {@code G5-validation-accuracy}
 * @param section the chapter's section, as {@code 1.3.2}
 * @param kind claim, erratum or exhibit
 * @param statement what is claimed, one sentence; for an erratum what is right
 * @param target what the measured number is held against
 */
public record Claim(String id, String section, Kind kind, String statement, Target target) {
  /** What sort of statement it is. */
  public enum Kind {
    /** A statement that our measurement confirms or refutes. */
    CLAIM,
    /** A place where the chapter is wrong; it passes when the check proves so. */
    ERRATUM,
    /** A figure, a demonstration or a timing. */
    EXHIBIT;

    /**
     * The name in JSON.
     *
     * @return claim, erratum or exhibit
     */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Claim {
    boolean shown = target instanceof Target.Exhibit || target instanceof Target.Timing;
    if ((kind == Kind.EXHIBIT) != shown) {
      throw new IllegalArgumentException(
          id + ": an exhibit, and only an exhibit, has the target Exhibit or Timing");
    }
  }

  /**
   * Judges a measured number.
   *
   * @param measured the number; for a property the counter-examples found
   * @return the claim with its number and judgement
   */
  public Verdict judge(double measured) {
    return Verdict.of(this, measured);
  }

  /**
   * The claim before anything was measured.
   *
   * @return the claim with NOT_RUN
   */
  public Verdict notRun() {
    return Verdict.notRun(this, OptionalDouble.empty());
  }

  /**
   * The ids of claims.
   *
   * @param claims claims of one experiment
   * @return their ids
   */
  public static Set<String> ids(Collection<Claim> claims) {
    return claims.stream().map(Claim::id).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether it is a statement of the chapter, and not of a section that annlab adds.
   *
   * @return true if the section has a number
   */
  public boolean ofChapter() {
    return section.matches("[0-9].*");
  }

  /**
   * The first fields of the claim's JSON: {@code chapter} is the chapter's number, {@code expected}
   * the number of a section that annlab adds, {@code passes} an interval of annlab's own in words.
   */
  ObjectNode head() {
    ObjectNode object = Json.object();
    object.put("id", id);
    object.put("section", section);
    object.put("kind", kind.label());
    object.put("statement", statement);
    String number = ofChapter() ? "chapter" : "expected";
    if (target instanceof Target.Exact exact) {
      object.put(number, exact.value());
    } else if (target instanceof Target.Within within) {
      object.put(number, within.value());
    } else if (target instanceof Target.Between between) {
      object.put("passes", between.text());
    }
    return object;
  }
}
