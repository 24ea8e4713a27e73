package annlab.experiments.keras.seeds;

import annlab.experiments.keras.Published;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import java.util.ArrayList;
import java.util.List;

/** What holds over several seeds, and what training on gives, with targets. */
final class SeedsClaims {
  private static final String SECTION = "1.3.2";
  private static final Claims CLAIMS = new Claims(SECTION);

  /** The 97.5 % quantile of Student's t with 4 degrees of freedom. */
  private static final double STUDENT_95 = 2.776;

  private SeedsClaims() {}

  static List<Claim> all(Published published) {
    List<Claim> claims = new ArrayList<>(seeds(published));
    claims.addAll(further());
    return List.copyOf(claims);
  }

  private static List<Claim> seeds(Published published) {
    return List.of(
        CLAIMS.claim(
            "G5-mean-validation-accuracy",
            Kind.CLAIM,
            "After 30 epochs the network has 88.94 % of the validation images right.",
            mean(published.last("val_accuracy"), "0.005")),
        CLAIMS.claim(
            "G5-spread",
            Kind.EXHIBIT,
            "The standard deviation of that accuracy over the seeds.",
            new Target.Exhibit("It tells how much of a single run's last digits is chance.")),
        CLAIMS.claim(
            "G6-gap",
            Kind.CLAIM,
            "The network over-fits a little: after 30 epochs the training accuracy is 3 points"
                + " above that on the validation set.",
            new Target.Within(
                fourDecimals(published.last("accuracy") - published.last("val_accuracy")),
                0.012,
                "The mean over five seeds of our own. The published gap has a standard deviation of"
                    + " 0.0056 over its last ten epochs; 0.012 is twice that of one such draw"
                    + " beside a mean of five, sqrt(1 + 1/5) x 0.0056.")),
        CLAIMS.claim(
            "G9-half-epoch-shift",
            Kind.CLAIM,
            "Moved left by half an epoch, the training loss lies nearer to the validation loss in"
                + " the first five epochs than before.",
            new Target.Between(
                0,
                1,
                "The mean distance after the move, divided by that before it: above 1 the move"
                    + " brings nothing. The number is what the mean ratio of all seeds stays below"
                    + " with a confidence of 95 % (Student's t over five seeds), so their spread"
                    + " is in it.")),
        CLAIMS.claim(
            "G13-mean-test-accuracy",
            Kind.CLAIM,
            "The trained network has 88.64 % of the test images right.",
            mean(fourDecimals(published.test("accuracy")), "0.005")),
        CLAIMS.claim(
            "G13-test-loss-in-band",
            Kind.CLAIM,
            "The published test loss of 0.3243 is one that a seed can give.",
            new Target.Between(
                0,
                STUDENT_95,
                "Its distance from the mean over five seeds, in standard deviations of one more"
                    + " draw: sd sqrt(1 + 1/5); 95 % of draws are nearer (Student's t, 4 degrees of"
                    + " freedom).")),
        CLAIMS.claim(
            "G13-mean-test-loss",
            Kind.EXHIBIT,
            "The mean test loss over the seeds.",
            new Target.Exhibit(
                "Beside the published 0.3243, which is one draw: the standard deviation of the"
                    + " published validation loss over its last ten epochs is 0.012.")));
  }

  private static Target mean(double value, String deviation) {
    return new Target.Within(
        value,
        0.01,
        "The mean over five seeds of our own; the standard deviation of the published validation"
            + " values over their last ten epochs is "
            + deviation
            + ".");
  }

  private static List<Claim> further() {
    return List.of(
        CLAIMS.claim(
            "G10-best-validation-accuracy",
            Kind.CLAIM,
            "Thirty epochs more bring the validation accuracy to about 89.8 %: the best of them.",
            new Target.Between(
                0.890,
                0.905,
                "No output is published; the chapter's own figure is rounded, and between two epochs"
                    + " the accuracy goes up and down by 0.005.")),
        CLAIMS.claim(
            "G10-training-accuracy",
            Kind.CLAIM,
            "The accuracy on the training set goes on rising meanwhile.",
            new Target.Property(
                "The mean of each third of the second thirty epochs is compared with that of the"
                    + " third before it; each that is not higher counts.")),
        CLAIMS.claim(
            "G10-steps",
            Kind.CLAIM,
            "Calling fit again goes on where training stopped: the optimizer has then made 60 x"
                + " 1,719 steps.",
            new Target.Exact(60 * 1_719, "A count: one value is right and no other.")),
        CLAIMS.claim(
            "G10-same-bits",
            Kind.CLAIM,
            "Two calls of fit end with the same weights as one call over all their epochs.",
            new Target.Property(
                "Tried with one epoch and one more on 640 images; each weight that is not the same"
                    + " float32 counts.")));
  }

  private static double fourDecimals(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
