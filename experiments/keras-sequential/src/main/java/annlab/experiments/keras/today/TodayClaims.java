package annlab.experiments.keras.today;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import java.util.List;

/** What Keras 3.15.1 does with the chapter's code, with targets. */
final class TodayClaims {
  /** A section that annlab adds: none of its claims is the chapter's. */
  static final String SECTION = "KERAS3";

  private static final Claims CLAIMS = new Claims(SECTION);

  private static final String THREE_EPOCHS =
      "Weights and orders are the same to the bit, float32 sums are not, and training amplifies"
          + " that: the same training in float64 ends up to 3.0e-4 (loss) and 1.4e-3 (validation"
          + " loss) from Keras on these backends. Twice that.";

  private static final String THIRTY_EPOCHS =
      "Rounding, amplified over 51,570 steps: Keras' own kernels for products, oneDNN or Eigen,"
          + " are 2e-5 apart after three epochs already.";

  private TodayClaims() {}

  static List<Claim> fashion() {
    return List.of(
        CLAIMS.property(
            "KERAS3-kernels",
            "keras.utils.set_random_seed fixes the kernels of Keras 3, to other numbers on"
                + " TensorFlow, JAX and PyTorch, and they come out here to the bit.",
            "The SHA-256 of three kernels for three seeds on each backend is compared with that of"
                + " Keras 3.15.1; each that differs counts."),
        CLAIMS.property(
            "KERAS3-orders",
            "So does the order in which fit takes the rows in each epoch.",
            "Three epochs of 55,000 and of 11,610 rows for three seeds on each backend; each order"
                + " whose SHA-256 differs from that of Keras 3.15.1 counts."),
        CLAIMS.property(
            "KERAS3-set-seed",
            "tf.random.set_seed(42) does not fix the first weights any more, since Keras 2.10;"
                + " keras.utils.set_random_seed(42) does.",
            "The first weights of Keras 3.15.1 in two processes after that call: counts if one is"
                + " not the draw of its initializer's seed, if both seeds are equal, or if one is"
                + " the seed that follows from 42."),
        CLAIMS.property(
            "KERAS3-same-order",
            "After a seed call, fit on TensorFlow takes the rows in one order for all epochs, since"
                + " Keras 3; on JAX and PyTorch in a new one each epoch.",
            "Ten epochs of 11,610 rows: each whose order on TensorFlow is not the first's counts,"
                + " and each of JAX and PyTorch whose is."),
        CLAIMS.property(
            "KERAS3-summary",
            "After fit the summary of Keras 3 counts the optimizer's variables too.",
            "The total for SGD and for Adam, from the state that the optimizer here keeps and Keras'"
                + " two numbers of its own, the updates done and the rate; each that differs from"
                + " what Keras 3.15.1 prints counts."),
        CLAIMS.property(
            "KERAS3-history-names",
            "The history of Keras 3 has a metric under the name that was given.",
            "One epoch with the metric RootMeanSquaredError: counts if the names are not those that"
                + " Keras 3.15.1 gives."),
        CLAIMS.atMost(
            "KERAS3-three-epochs",
            "From set_random_seed(42) the losses of three epochs are those of Keras 3.15.1 on"
                + " TensorFlow, JAX and PyTorch; the number is the largest difference of the three.",
            6e-4,
            THREE_EPOCHS),
        CLAIMS.atMost(
            "KERAS3-three-epochs-val", "So are the validation losses.", 3e-3, THREE_EPOCHS),
        CLAIMS.property(
            "KERAS3-first-images",
            "The classes of the first three test images come out on each backend, after 30 epochs"
                + " on TensorFlow and three on the others: ankle boot, pullover, trouser.",
            "Each class that differs from that of Keras 3.15.1 counts."),
        CLAIMS.atMost(
            "KERAS3-loss",
            "From that seed on TensorFlow the losses of 30 epochs are those of Keras 3.15.1; the"
                + " number is the largest difference.",
            0.003,
            THIRTY_EPOCHS),
        CLAIMS.atMost("KERAS3-val-loss", "So are the validation losses.", 0.02, THIRTY_EPOCHS),
        CLAIMS.within(
            "KERAS3-val-accuracy",
            "The validation accuracy after these 30 epochs, where the chapter has 0.8894.",
            0.8812,
            0.006,
            THIRTY_EPOCHS),
        CLAIMS.within(
            "KERAS3-test-accuracy",
            "The test accuracy after them, where the chapter has 0.8864.",
            0.8728,
            0.006,
            THIRTY_EPOCHS));
  }

  static List<Claim> rowOrder() {
    return List.of(
        CLAIMS.atLeast(
            "KERAS3-one-order",
            "With a new order of the rows for each epoch the validation loss is lower in the end"
                + " than with one order for all epochs, which Keras 3 takes on TensorFlow after a"
                + " seed call; the number is by how much, mean of the last ten of 30 epochs, from"
                + " seed 42.",
            0.01,
            "Both trainings on all 55,000 rows, from the same kernels. Seeds differ: it is 0.025 from"
                + " seed 0 too, and next to nothing from 7 and 1 (-0.003 and 0.001)."),
        CLAIMS.exhibit(
            "KERAS3-one-order-mean",
            "By how much the mean test accuracy of four seeds is higher with a new order for each"
                + " epoch.",
            "Shown: eight trainings of 30 epochs on 55,000 rows take minutes, so their curves are"
                + " stored, and the slow tests train all of them again and compare. From 0.002 to"
                + " 0.011 for each of the four seeds."));
  }

  static List<Claim> california() {
    return List.of(
        CLAIMS.atMost(
            "KERAS3-housing-first-loss",
            "From set_random_seed(42) the first epoch with Adam has the loss of Keras 3.15.1 on"
                + " TensorFlow, JAX and PyTorch; the number is the largest difference of the three.",
            2e-6,
            "363 steps in float32: Keras' own kernels for products, oneDNN or Eigen, are 2e-7"
                + " apart. The rate is corrected for Adam's bias in float32, as Keras does it: in"
                + " float64 the difference is 2e-5."),
        CLAIMS.atMost(
            "KERAS3-housing-three-epochs",
            "So have the first three epochs.",
            2e-6,
            "1,089 steps, before training amplifies the last bits."),
        CLAIMS.atMost(
            "KERAS3-housing-rmse",
            "After 20 epochs the error on the test part is Keras' but for rounding; the number is"
                + " the largest difference of the three backends.",
            0.004,
            "By then training has amplified the last bits: Keras on TensorFlow ends at 0.52897 with"
                + " oneDNN's products, at 0.52963 with Eigen's and at 0.53099 compiled by XLA, which"
                + " is 0.002 apart. Twice that; the test RMSE of ten seeds has a standard deviation of"
                + " 0.01."));
  }
}
