package annlab.experiments.keras.tuning;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import java.util.List;

/** What the chapter says of tuning, with targets. */
final class TuningClaims {
  private static final String SECTION = "1.3.2";
  private static final Claims CLAIMS = new Claims(SECTION);

  /** Two standard errors of a difference of two accuracies near 0.85 on 1,000 rows. */
  private static final double VALIDATION = 0.032;

  /** The same on 10,000 rows. */
  private static final double TEST = 0.01;

  private TuningClaims() {}

  static List<Claim> all() {
    return List.of(
        CLAIMS.claim(
            "G12-learning-rate",
            Kind.CLAIM,
            "The learning rate is the first knob to turn: between 0.0001 and 1 it decides how good"
                + " the network gets.",
            onValidation(
                "The best validation accuracy of five rates less the worst, where a training that"
                    + " diverges counts as guessing, 0.1.")),
        CLAIMS.claim(
            "G12-rate-again",
            Kind.CLAIM,
            "With another optimizer the rate must be tuned again: Adam with the rate that was best"
                + " for gradient descent is worse than with its own.",
            onValidation("How much lower Adam's validation accuracy is.")),
        CLAIMS.claim(
            "G12-tuned",
            Kind.CLAIM,
            "Turning the knobs one after the other, and choosing on the validation set, makes the"
                + " network better on the test set too.",
            new Target.Between(
                TEST,
                1,
                "How much higher the test accuracy is than that of the chapter's settings, trained"
                    + " as long on the same 4,000 images; 0.01 is two standard errors of a"
                    + " difference of two accuracies on 10,000 rows.")),
        effect("G12-optimizer", "between optimizers, each with the best of its rates"),
        effect("G12-structure", "between layers, neurons and activations drawn at random"),
        effect("G12-batch-size", "between batches of 16, 32, 64 and 256 rows"),
        CLAIMS.claim(
            "G14-warning",
            Kind.CLAIM,
            "A search must not look at the test set: one that does is warned of each time, one that"
                + " reads it for the chosen network alone is not.",
            new Target.Property(
                "A search over two rates that compares them on the test set, and this run's own;"
                    + " each warning too many or too few counts.")),
        CLAIMS.claim(
            "G14-optimism",
            Kind.CLAIM,
            "What a choice was made on makes it look too good, whichever set that is: a network does"
                + " better on the rows that it was chosen on than on others.",
            new Target.Between(
                0.005,
                1,
                "The test set is cut into 50 parts, and on each the best of this run's networks is"
                    + " chosen; the number is what its accuracy there exceeds that on the other 49"
                    + " by, with a confidence of 95 % (Student's t over the parts). A network"
                    + " chosen without looking exceeds by 0; 0.005 is one image in a part of 200.")),
        CLAIMS.claim(
            "G14-validation-above-test",
            Kind.EXHIBIT,
            "How much lower the tuned network's accuracy is on the test set than on the validation"
                + " set that it was chosen on.",
            new Target.Exhibit(
                "A single difference, with a standard error of 0.012 from the 1,000 validation rows"
                    + " alone; what causes it is judged by G14-optimism.")));
  }

  private static Claim effect(String id, String what) {
    return CLAIMS.claim(
        id,
        Kind.EXHIBIT,
        "The best validation accuracy less the worst " + what + ".",
        new Target.Exhibit("The chapter names an order, and no sizes."));
  }

  private static Target onValidation(String number) {
    return new Target.Between(
        VALIDATION,
        1,
        number
            + " 0.032 is two standard errors of a difference of two accuracies near 0.85 on 1,000"
            + " rows, 2 sqrt(2 x 0.85 x 0.15 / 1000).");
  }
}
