package annlab.lab.claims;

import annlab.lab.claims.Claim.Kind;

/**
 * Makes the claims of one section of the chapter.
 *
 * @param section as {@code 1.2.5}
 */
public record Claims(String section) {
  /**
   * A statement that must hold in every case tried.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is claimed, one sentence
   * @param reason what was tried, and what would count against it
   * @return a claim whose number is that of the counter-examples
   */
  public Claim property(String id, String statement, String reason) {
    return claim(id, statement, new Target.Property(reason));
  }

  /**
   * A statement with one number and no other.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is claimed, one sentence
   * @param value the chapter's number
   * @param reason why no deviation is allowed
   * @return the claim
   */
  public Claim exactly(String id, String statement, double value, String reason) {
    return claim(id, statement, new Target.Exact(value, reason));
  }

  /**
   * A statement with a number and a band around it.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is claimed, one sentence
   * @param value the chapter's number
   * @param tolerance the largest absolute difference that passes, above 0
   * @param reason where the tolerance comes from
   * @return the claim
   */
  public Claim within(String id, String statement, double value, double tolerance, String reason) {
    return claim(id, statement, new Target.Within(value, tolerance, reason));
  }

  /**
   * A statement of a size, a difference, a share or an error, which cannot be below 0.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is claimed, one sentence
   * @param high the highest value that passes
   * @param reason where the bound comes from
   * @return the claim
   */
  public Claim atMost(String id, String statement, double high, String reason) {
    return claim(id, statement, new Target.Between(0, high, reason));
  }

  /**
   * A statement with a lowest value.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is claimed, one sentence
   * @param low the lowest value that passes
   * @param reason where the bound comes from
   * @return the claim
   */
  public Claim atLeast(String id, String statement, double low, String reason) {
    return claim(id, statement, new Target.Between(low, Double.POSITIVE_INFINITY, reason));
  }

  /**
   * A place where the chapter is wrong.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is right, one sentence
   * @param reason what was tried, and what would count against it
   * @return an erratum whose number is that of the counter-examples
   */
  public Claim erratum(String id, String statement, String reason) {
    return claim(id, Kind.ERRATUM, statement, new Target.Property(reason));
  }

  /**
   * A figure or a demonstration.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is shown, one sentence
   * @param reason why it is shown and not judged
   * @return the exhibit
   */
  public Claim exhibit(String id, String statement, String reason) {
    return claim(id, Kind.EXHIBIT, statement, new Target.Exhibit(reason));
  }

  /**
   * A time, or a ratio of times.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is shown, one sentence
   * @param reason what was timed
   * @return the exhibit
   */
  public Claim timing(String id, String statement, String reason) {
    return claim(id, Kind.EXHIBIT, statement, new Target.Timing(reason));
  }

  /**
   * A statement with a target of its own.
   *
   * @param id begins with the row of the coverage list
   * @param statement what is claimed, one sentence
   * @param target what the measured number is held against
   * @return the claim
   */
  public Claim claim(String id, String statement, Target target) {
    return claim(id, Kind.CLAIM, statement, target);
  }

  /**
   * A statement of any kind.
   *
   * @param id begins with the row of the coverage list
   * @param kind claim, erratum or exhibit
   * @param statement one sentence
   * @param target what the measured number is held against
   * @return the claim
   */
  public Claim claim(String id, Kind kind, String statement, Target target) {
    return new Claim(id, section, kind, statement, target);
  }
}
