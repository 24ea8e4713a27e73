package annlab.experiments.keras.california;

import annlab.experiments.keras.Reference;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import java.util.ArrayList;
import java.util.List;

/** What the chapter says of Sequential models for regression, with targets. */
final class CaliforniaClaims {
  private static final String SECTION = "1.3.3";
  private static final Claims CLAIMS = new Claims(SECTION);
  private static final String COUNT = "A count: one value is right and no other.";
  private static final List<String> TRUTH = List.of("0.477", "0.458", "5.00001");
  private static final List<String> PLACES = List.of("first", "second", "third");

  private CaliforniaClaims() {}

  static List<Claim> sequential() {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        CLAIMS.claim(
            "H1-standard-scaler",
            Kind.CLAIM,
            "A Normalization layer adapted to the training rows gives the network what a"
                + " StandardScaler fitted to them would.",
            new Target.Between(
                0,
                1e-6,
                "The number is the largest distance over all training rows; Keras itself would"
                    + " round at 1e-6, in float32.")));
    claims.add(
        CLAIMS.claim(
            "H1-unadapted",
            Kind.CLAIM,
            "The layer must be adapted before the model is trained.",
            new Target.Property("A model that trains without it counts.")));
    claims.add(batches("training", "an epoch over the 11,610 training rows", 363));
    claims.add(batches("validation", "validation on 3,870 rows", 121));
    claims.add(batches("test", "evaluation on the 5,160 test rows", 162));
    epochs(claims);
    claims.add(
        CLAIMS.claim(
            "H3-mean-test-rmse",
            Kind.CLAIM,
            "After 20 epochs the root mean squared error on the test set is 0.5297.",
            new Target.Within(
                0.5297,
                0.02,
                "The mean over five seeds of our own. A single run may be off by as much: between"
                    + " two epochs the published validation error jumps by more.")));
    claims.add(
        CLAIMS.claim(
            "H3-seed-test-rmse",
            Kind.EXHIBIT,
            "Root mean squared error on the test set from Keras' seed 42; published: 0.5297.",
            new Target.Exhibit(
                "Adam amplifies the rounding of float32, so the seed does not fix the twentieth"
                    + " epoch.")));
    List<Double> predictions = Reference.california().numbers("/first_three_predictions");
    for (int row = 0; row < PLACES.size(); row++) {
      claims.add(
          CLAIMS.claim(
              "H4-" + PLACES.get(row) + "-prediction",
              Kind.EXHIBIT,
              "The value predicted for the "
                  + PLACES.get(row)
                  + " test district, in units of 100,000 dollars; published: "
                  + Math.round(predictions.get(row) * 1e4) / 1e4
                  + ", true: "
                  + TRUTH.get(row)
                  + ".",
              new Target.Exhibit("A single prediction differs from run to run.")));
    }
    return List.copyOf(claims);
  }

  private static void epochs(List<Claim> claims) {
    List<Double> losses = Reference.california().numbers("/adam/loss");
    for (int epoch = 0; epoch < 2; epoch++) {
      claims.add(
          CLAIMS.claim(
              "H3-" + PLACES.get(epoch) + "-loss",
              Kind.CLAIM,
              "From Keras' seed 42 the " + PLACES.get(epoch) + " epoch gives the published loss.",
              new Target.Within(
                  losses.get(epoch),
                  epoch == 0 ? 0.0002 : 0.0005,
                  "Printing four decimals leaves 0.00005, float32 sums in another order as much"
                      + " again, and Adam amplifies that from epoch to epoch: programs of another"
                      + " kind, in single and in double precision, come within 0.00009 of the first"
                      + " published loss and within 0.0003 of the second. Keras' seed 43 is 0.00027"
                      + " and 0.0016 away.")));
    }
    claims.add(
        CLAIMS.claim(
            "H3-double-precision",
            Kind.CLAIM,
            "In double precision the first three epochs from Keras' seed 42 are those that a"
                + " program of another kind computes from the same rules: loss, val_loss, and the"
                + " root mean squared error on the test set.",
            new Target.Between(
                0,
                1e-8,
                "The number is the largest difference of the seven; sums in another order leave"
                    + " about 1e-12.")));
  }

  static List<Claim> sgd() {
    return List.of(
        published("H6-loss", "loss", 0.0002),
        published("H6-val-loss", "val_loss", 0.0005),
        CLAIMS.claim(
            "H6-seed-test-rmse",
            Kind.EXHIBIT,
            "Root mean squared error of this network on the test set; the notebook prints none.",
            new Target.Exhibit("There is nothing to compare with.")));
  }

  private static Claim published(String id, String name, double tolerance) {
    return CLAIMS.claim(
        id,
        Kind.CLAIM,
        "From Keras' seed 42 the notebook's network with two hidden layers of 30, trained by"
            + " gradient descent with the rate 0.001, gives all 20 published values of "
            + name
            + "; the number is the largest difference in any epoch.",
        new Target.Between(
            0,
            tolerance,
            "Printing four decimals leaves 0.00005; the rest is for float32 sums in another order,"
                + " which this optimizer hardly amplifies."));
  }

  private static Claim batches(String what, String statement, int count) {
    return CLAIMS.claim(
        "H2-" + what + "-batches",
        Kind.CLAIM,
        "In batches of 32, " + statement + " takes " + count + " steps.",
        new Target.Exact(count, COUNT));
  }
}
