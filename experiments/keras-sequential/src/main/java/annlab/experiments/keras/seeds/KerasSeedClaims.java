package annlab.experiments.keras.seeds;

import annlab.experiments.keras.Published;
import annlab.experiments.keras.TrainingChecks;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is known of the notebook's run from Keras' seed 42, with targets. */
final class KerasSeedClaims {
  private static final String SECTION = "1.3.2";
  private static final Claims CLAIMS = new Claims(SECTION);

  /** How far a series may be from the published one in any of the 30 epochs. */
  static final Map<String, Double> BAND =
      Map.of("loss", 0.001, "accuracy", 0.002, "val_loss", 0.01, "val_accuracy", 0.006);

  private static final String BAND_REASON =
      "Weights and order are the same to the bit; what differs is the order in which float32 sums"
          + " are taken, and training amplifies it. A program of another kind (NumPy) ends as far"
          + " from the published run: 0.0006 in loss, 0.0011 in accuracy, 0.0047 in val_loss,"
          + " 0.0038 in val_accuracy.";

  private static final String FIRST_REASON =
      "Published with four decimals. The float32 sums are taken in another order than TensorFlow's,"
          + " in the same one on every machine, and so are the distances: 0.0001 in loss, 0.0003 in"
          + " accuracy, 0.0004 in val_loss, one image of 5,000 in val_accuracy.";

  private KerasSeedClaims() {}

  static List<Claim> all(Published published) {
    List<Claim> claims = new ArrayList<>();
    weights(claims);
    firstEpoch(claims, published);
    for (String name : TrainingChecks.SERIES) {
      claims.add(
          CLAIMS.claim(
              "G5-curve-" + name.replace('_', '-'),
              Kind.CLAIM,
              "From Keras' seed 42 all 30 published values of "
                  + name
                  + " come out again; the number is the largest difference in any epoch.",
              new Target.Between(0, band(name), BAND_REASON)));
    }
    claims.add(
        CLAIMS.claim(
            "G5-double-precision",
            Kind.CLAIM,
            "In double precision, where rounding plays no part, the first three epochs from Keras'"
                + " seed 42 are those that a program of another kind computes from the same rules,"
                + " with no probability below 1e-7: both losses and both accuracies.",
            new Target.Between(
                0,
                1e-8,
                "The number is the largest difference of the twelve; sums in another order leave"
                    + " about 1e-12.")));
    last(claims, published);
    return List.copyOf(claims);
  }

  private static void weights(List<Claim> claims) {
    claims.add(
        CLAIMS.claim(
            "F6-notebook-kernel",
            Kind.CLAIM,
            "The kernel that Keras' seed 42 gives the first hidden layer is the one printed in the"
                + " public notebook.",
            new Target.Property(
                "The notebook prints six of its numbers with eight decimals; each other one"
                    + " counts.")));
    claims.add(
        CLAIMS.claim(
            "F6-first-kernel",
            Kind.CLAIM,
            "That kernel is TensorFlow's to the bit.",
            new Target.Property(
                "Twelve numbers at its corners are compared as float32, and the sums of its 235,200"
                    + " numbers and of their squares within 1e-9.")));
    claims.add(
        CLAIMS.claim(
            "F6-row-order",
            Kind.CLAIM,
            "Keras' seed 42 also fixes the order of the 55,000 images in every epoch.",
            new Target.Property(
                "The first 20 rows of each of the first three epochs are compared; each other row"
                    + " counts.")));
    claims.add(
        CLAIMS.claim(
            "X4-printed-kernel",
            Kind.ERRATUM,
            "The kernel printed in the chapter does not follow from the seed 42 set before it, in"
                + " Keras 2 or in Keras 3: it is a draw of a Keras 3 initializer with the seed"
                + " 980493522.",
            new Target.Property(
                "Of the 31 legible numbers each counts that the seed 980493522 does not give, and"
                    + " each that one of the draws from seed 42 does.")));
  }

  private static void firstEpoch(List<Claim> claims, Published published) {
    for (String name : TrainingChecks.SERIES) {
      claims.add(
          CLAIMS.claim(
              "G5-first-" + name.replace('_', '-'),
              Kind.CLAIM,
              "From Keras' seed 42 the first epoch gives the published " + name + ".",
              new Target.Within(
                  published.series(name).get(0),
                  name.equals("loss") ? 0.0002 : 0.0005,
                  FIRST_REASON)));
    }
  }

  private static void last(List<Claim> claims, Published published) {
    claims.add(
        CLAIMS.claim(
            "X5-seed-row",
            Kind.ERRATUM,
            "From Keras' seed 42 the probabilities of the first test image are those of the"
                + " notebook (0.01 sandal, 0.02 sneaker, 0.97 ankle boot), not those of the chapter"
                + " (0.12, 0.01, 0.87).",
            new Target.Between(
                0,
                0.01,
                "The number is the largest difference of the ten from the notebook's; printing two"
                    + " decimals leaves 0.005 of it. The chapter's row is 0.11 away.")));
    claims.add(
        CLAIMS.claim(
            "G5-seed-validation-accuracy",
            Kind.EXHIBIT,
            "Validation accuracy after 30 epochs from Keras' seed 42; published: "
                + published.last("val_accuracy")
                + ".",
            new Target.Exhibit("Judged, with the other epochs, by G5-curve-val-accuracy.")));
    claims.add(
        CLAIMS.claim(
            "G13-seed-test-accuracy",
            Kind.EXHIBIT,
            "Accuracy on the test set after 30 epochs from Keras' seed 42; published: "
                + Math.round(published.test("accuracy") * 1e4) / 1e4
                + ".",
            new Target.Exhibit("The mean over seeds is judged, by G13-mean-test-accuracy.")));
  }

  static double band(String series) {
    return BAND.getOrDefault(series, Double.NaN);
  }
}
