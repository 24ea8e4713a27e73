package annlab.experiments.keras.fashion;

import annlab.experiments.keras.Published;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import java.util.ArrayList;
import java.util.List;

/** What the chapter says of Fashion MNIST and of the network trained on it, with targets. */
final class FashionMnistClaims {
  private static final Claims DATA = new Claims("1.3.1");
  private static final Claims MODEL = new Claims("1.3.2");
  private static final String COUNT = "A count: one value is right and no other.";
  private static final String SPREAD =
      "0.01 is twice the standard deviation (0.005) of the published validation accuracy over its"
          + " last ten epochs: where between two epochs a run ends is chance, and so is the seed.";

  private FashionMnistClaims() {}

  static List<Claim> all(Published published) {
    List<Claim> claims = new ArrayList<>();
    data(claims);
    summary(claims);
    fit(claims, published);
    evaluation(claims, published);
    prediction(claims);
    return List.copyOf(claims);
  }

  private static void data(List<Claim> claims) {
    claims.add(DATA.exactly("E1-images", "There are 70,000 images in all.", 70_000, COUNT));
    claims.add(
        DATA.exactly(
            "E1-training-images", "Of these 60,000 are there to train on.", 60_000, COUNT));
    claims.add(DATA.exactly("E1-test-images", "The other 10,000 are the test set.", 10_000, COUNT));
    claims.add(
        DATA.property(
            "E1-validation-split",
            "The last 5,000 of the training images, in the file's order, are kept for validation.",
            "Every label of both parts is compared with the file's label at its place."));
    claims.add(
        DATA.property(
            "E2-shape-and-type",
            "What is left to train on has the shape (55000, 28, 28) and holds unsigned bytes.",
            "The three sizes and the type are compared."));
    claims.add(
        DATA.claim(
            "E3-mean",
            "Divided by 255, the training pixels have the mean 0.28604.",
            new Target.Within(
                0.2860406,
                1e-6,
                "The mean is a published number; float32 rounds each pixel by less than 6e-8.")));
    claims.add(
        DATA.claim(
            "E3-deviation",
            "Divided by 255, the training pixels have the standard deviation 0.35302.",
            new Target.Within(
                0.3530242,
                1e-6,
                "The deviation is a published number; float32 rounds each pixel by less than"
                    + " 6e-8.")));
    claims.add(
        DATA.property(
            "E3-range",
            "Division by 255 brings every pixel into the range from 0 to 1.",
            "Every pixel outside of the range counts."));
    claims.add(
        DATA.property(
            "E4-class-names",
            "The labels 0 to 9 stand for ten kinds of clothing, from T-shirt/top to ankle boot.",
            "Every name that is not at the chapter's place counts, and every label that is not from"
                + " 0 to 9."));
    claims.add(
        DATA.exactly(
            "E5-first-image", "The first training image shows an ankle boot, class 9.", 9, COUNT));
    claims.add(
        DATA.exhibit(
            "E5-grid",
            "A grid of the first 40 training images with their names, as in Figure 1.9.",
            "A figure; the number is that of the pictures in it."));
    claims.add(
        DATA.property(
            "E6-content",
            "The files in use hold exactly the published data.",
            "The SHA-256 of the uncompressed content of each of the four files is compared with"
                + " that of the published data."));
    claims.add(
        DATA.property(
            "E6-flipped-bit",
            "A file in which a single bit has changed is refused.",
            "One bit is flipped at each of eight places of a copy of the test labels; each copy"
                + " that is accepted counts."));
    claims.add(
        DATA.property(
            "E7-two-views",
            "An image is a 28 x 28 array of integers from 0 to 255; scikit-learn's loader has the"
                + " same image as a flat row of 784 floats.",
            "All pixels of the first 1,000 images are compared between the two views."));
  }

  private static void summary(List<Claim> claims) {
    claims.add(
        MODEL.property(
            "F7-layers",
            "The summary lists flatten, dense, dense_1 and dense_2 with 784, 300, 100 and 10"
                + " outputs each.",
            "Every layer whose name or output shape differs counts."));
    claims.add(
        MODEL.exactly(
            "F7-first-hidden-layer",
            "The first hidden layer has 784 x 300 weights and 300 biases: 235,500 parameters.",
            235_500,
            COUNT));
    claims.add(
        MODEL.exactly(
            "F7-second-hidden-layer",
            "The second hidden layer has 300 x 100 weights and 100 biases: 30,100 parameters.",
            30_100,
            COUNT));
    claims.add(
        MODEL.exactly(
            "F7-output-layer",
            "The output layer has 100 x 10 weights and 10 biases: 1,010 parameters.",
            1_010,
            COUNT));
    claims.add(
        MODEL.exactly("F7-total", "The network has 266,610 parameters in all.", 266_610, COUNT));
    claims.add(MODEL.exactly("F7-non-trainable", "Every parameter can be trained.", 0, COUNT));
  }

  private static void fit(List<Claim> claims, Published published) {
    claims.add(
        MODEL.exactly(
            "G3-default-epochs",
            "Without a number of epochs, fit goes over the training data once.",
            1,
            COUNT));
    claims.add(
        MODEL.exactly(
            "G4-training-batches",
            "In batches of 32, an epoch over 55,000 images takes 1,719 steps.",
            1_719,
            COUNT));
    claims.add(
        MODEL.exactly(
            "G4-last-batch", "The last batch of an epoch holds the remaining 24.", 24, COUNT));
    claims.add(
        MODEL.exactly("G4-validation-batches", "Validation takes 157 batches of 32.", 157, COUNT));
    claims.add(
        MODEL.exactly("G4-test-batches", "The test set takes 313 batches of 32.", 313, COUNT));
    claims.add(
        MODEL.claim(
            "G4-time-per-step",
            Kind.EXHIBIT,
            "The mean time of a training step in milliseconds; the notebook's author printed 1 ms.",
            new Target.Timing("A timing depends on the machine.")));
    claims.add(
        MODEL.claim(
            "X6-time-per-step",
            Kind.ERRATUM,
            "The time in Keras' progress line is that of a step, not that of a sample.",
            new Target.Between(
                0,
                1,
                "The printed time times the batches of an epoch must come nearer to the printed"
                    + " seconds of the epoch than the printed time times its rows: the number is"
                    + " the ratio of the two distances.")));
    claims.add(
        MODEL.within(
            "G5-validation-accuracy",
            "After 30 epochs the network has 88.94 % of the validation images right.",
            published.last("val_accuracy"),
            0.01,
            SPREAD));
    claims.add(
        MODEL.property(
            "G7-history",
            "The history holds the parameters of the training, the epochs from 0 on, and one value"
                + " of loss, accuracy, val_loss and val_accuracy for each of them.",
            "Every missing or surplus parameter, epoch, name and value counts."));
    claims.add(
        MODEL.property(
            "G8-direction",
            "During training both losses fall and both accuracies rise.",
            "For each of the four curves the mean of the last third of the epochs is compared with"
                + " that of the first third; each one that goes the wrong way counts."));
    claims.add(
        MODEL.exhibit(
            "G8-learning-curves",
            "Learning curves as in Figure 1.11, ours over the published ones; the number is the"
                + " largest difference in training loss between the two.",
            "A figure. Other initial weights and another order of rows give other curves."));
    claims.add(
        MODEL.exhibit(
            "G9-figure",
            "The training loss as reported and moved left by half an epoch; the number is its mean"
                + " distance from the validation loss over the first five epochs after the move,"
                + " divided by that before it.",
            "A figure of one run; G9-half-epoch-shift judges five of them."));
  }

  private static void evaluation(List<Claim> claims, Published published) {
    claims.add(
        MODEL.within(
            "G13-test-accuracy",
            "The trained network has 88.64 % of the test images right.",
            fourDecimals(published.test("accuracy")),
            0.01,
            SPREAD));
    claims.add(
        MODEL.within(
            "G13-test-loss",
            "The trained network has a loss of 0.3243 on the test images.",
            fourDecimals(published.test("loss")),
            0.023,
            "0.023 is twice the standard deviation (0.0117) of the published validation loss over"
                + " its last ten epochs."));
  }

  private static void prediction(List<Claim> claims) {
    claims.add(
        MODEL.property(
            "G15-probabilities",
            "predict gives one probability per class for each image: ten numbers from 0 to 1 with"
                + " the sum 1.",
            "All test images are predicted; each row outside of the range or off the sum by more"
                + " than 1e-5 (float32) counts."));
    claims.add(
        MODEL.property(
            "G15-classes",
            "The first three test images are taken for classes 9, 2 and 1.",
            "Each other class counts."));
    claims.add(
        MODEL.claim(
            "G15-footwear",
            "The network is highly confident that the first test image is footwear: sandal, sneaker"
                + " or ankle boot.",
            new Target.Between(
                0.95, 1, "High confidence is taken as a probability of 0.95; published: 1.00.")));
    claims.add(
        MODEL.claim(
            "X5-first-row",
            Kind.ERRATUM,
            "The probabilities printed for the first test image (0.12 sandal, 0.01 sneaker, 0.87"
                + " ankle boot) are not those of the run that the text describes, which are 0.01,"
                + " 0.02 and 0.97.",
            new Target.Property(
                "Of the published run and ours, each whose rounded row is the chapter's counts.")));
    claims.add(
        MODEL.property(
            "G16-names",
            "Taking the most probable class names the first three test images ankle boot, pullover"
                + " and trouser, and all three are right.",
            "Each other name counts, and each that is not the image's own label."));
    claims.add(
        MODEL.exhibit(
            "G16-figure",
            "The first three test images with their predicted names, as in Figure 1.12.",
            "A figure; the number is that of the pictures in it."));
  }

  /** As the notebook prints: more digits would be those of float32 rounding. */
  private static double fourDecimals(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
