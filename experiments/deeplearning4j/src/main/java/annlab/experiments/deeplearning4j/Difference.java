package annlab.experiments.deeplearning4j;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.settings.Numbers;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A place where plain DL4J computes something else than a library that its user may come from.
 *
 * @param id words joined by hyphens
 * @param topic what it is about
 * @param statement what differs, one sentence
 * @param reference what the other library gives
 * @param plain what plain DL4J gives
 * @param remedy what to do in DL4J to get the reference's number
 */
record Difference(
    String id,
    Topic topic,
    String statement,
    Reference reference,
    Measurement plain,
    Measurement remedy) {
  /** The section of the report, which is none of the chapter's. */
  static final String SECTION = "DL4J";

  /** Ends the id of the claim that the remedy gives the reference's number. */
  static final String REMEDY = "-remedy";

  /**
   * The number that DL4J's is held against.
   *
   * @param library its name and version
   * @param code what one writes there
   * @param value what it gives; the tests' {@code references.py} computes it
   */
  record Reference(String library, String code, double value) {}

  /**
   * A number of DL4J's.
   *
   * @param code what one writes, or does
   * @param value what it is known to give
   * @param tolerance how far it may lie from that
   * @param measure computes it
   */
  record Measurement(String code, double value, Tolerance tolerance, DoubleSupplier measure) {}

  /** The first words of a difference. */
  static Statement differing(String id, Topic topic, String statement) {
    return new Statement(id, topic, statement);
  }

  /** A difference that lacks its numbers. */
  record Statement(String id, Topic topic, String statement) {
    Referenced in(String library, String code, double value) {
      return new Referenced(this, new Reference(library, code, value));
    }
  }

  /** A difference that lacks DL4J's numbers. */
  record Referenced(Statement statement, Reference reference) {
    Measured dl4j(String code, double value, Tolerance tolerance, DoubleSupplier measure) {
      return new Measured(this, new Measurement(code, value, tolerance, measure));
    }
  }

  /** A difference that lacks its remedy. */
  record Measured(Referenced referenced, Measurement plain) {
    Difference instead(String code, Tolerance tolerance, DoubleSupplier measure) {
      Statement said = referenced.statement();
      Reference reference = referenced.reference();
      return new Difference(
          said.id(),
          said.topic(),
          said.statement(),
          reference,
          plain,
          new Measurement(code, reference.value(), tolerance, measure));
    }
  }

  /** The id of the claim on plain DL4J's number. */
  String claimId() {
    return SECTION + "-" + id;
  }

  /** The id of the claim on the remedy's. */
  String remedyId() {
    return claimId() + REMEDY;
  }

  /** That plain DL4J still differs, and that the remedy gives the reference's number. */
  List<Claim> claims() {
    return List.of(
        new Claim(
            claimId(),
            SECTION,
            Kind.CLAIM,
            statement
                + " "
                + reference.library()
                + ": "
                + Numbers.significant(reference.value())
                + ".",
            plain.tolerance().at(plain.value())),
        new Claim(
            remedyId(),
            SECTION,
            Kind.CLAIM,
            "In DL4J: " + remedy.code() + ".",
            remedy.tolerance().at(remedy.value())));
  }
}
