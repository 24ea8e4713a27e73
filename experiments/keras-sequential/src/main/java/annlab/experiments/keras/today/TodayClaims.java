package annlab.experiments.keras.today;

import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import java.util.List;

/** What Keras 3.15.1 does with the chapter's code, with targets. */
final class TodayClaims {
  private static final Claims FASHION = new Claims("1.3.2");
  private static final Claims CALIFORNIA = new Claims("1.3.3");

  private static final String ROUNDING =
      "Weights, orders and masks are the same to the bit; float32 sums are taken in another order,"
          + " and training amplifies it. A loop in NumPy by the same rules ends as far away.";

  private TodayClaims() {}

  static List<Claim> fashion() {
    return List.of(
        FASHION.property(
            "F6-today-kernels",
            "keras.utils.set_random_seed fixes the kernels of Keras 3, to other numbers on"
                + " TensorFlow, JAX and PyTorch, and they come out here to the bit.",
            "The SHA-256 of three kernels for three seeds on each backend is compared with that of"
                + " Keras 3.15.1; each that differs counts."),
        FASHION.property(
            "F6-today-orders",
            "So does the order in which fit takes the rows in each epoch.",
            "Three epochs of 55,000 and of 11,610 rows for three seeds on each backend; each order"
                + " whose SHA-256 differs from that of Keras 3.15.1 counts."),
        FASHION.atMost(
            "G5-today-loss",
            "From set_random_seed(42) on TensorFlow the losses of 30 epochs are those of Keras"
                + " 3.15.1; the number is the largest difference.",
            0.003,
            ROUNDING),
        FASHION.atMost("G5-today-val-loss", "So are the validation losses.", 0.02, ROUNDING),
        FASHION.exhibit(
            "G13-today-test-accuracy",
            "The test accuracy after that; live Keras has 0.8728, and the chapter 0.8864.",
            "Shown: a number of one seed."),
        FASHION.exhibit(
            "G5-one-order",
            "What it costs on TensorFlow that every epoch takes the rows in the same order: by how"
                + " much the test accuracy is higher with a new order in each epoch, mean of four"
                + " seeds.",
            "Shown: 30 epochs on 10,000 rows; on all rows it is about a point (0.8739 and 0.8837,"
                + " means of four seeds)."),
        FASHION.erratum(
            "X9-set-seed",
            "tf.random.set_seed(42) does not fix the first weights any more, since Keras 2.10;"
                + " keras.utils.set_random_seed(42) does.",
            "The first weights of Keras 3.15.1 in two processes after that call: counts if one is"
                + " not the draw of its initializer's seed, if both seeds are equal, or if one is"
                + " the seed that follows from 42."),
        FASHION.erratum(
            "X9-one-order",
            "After a seed call, fit on TensorFlow takes the rows in one order for all epochs, since"
                + " Keras 3; to shuffle anew, take a data set of one's own or another backend.",
            "Ten epochs of 11,610 rows: each whose order is not the first's counts, and each of"
                + " JAX and PyTorch whose is."));
  }

  static List<Claim> california() {
    return List.of(
        CALIFORNIA.atMost(
            "H3-today-first-loss",
            "From set_random_seed(42) the first epoch with Adam has the loss of Keras 3.15.1 on"
                + " TensorFlow, JAX and PyTorch; the number is the largest difference of the three.",
            1e-4,
            "Float32 sums in another order leave 2e-5 on JAX, whose compiler rounds Adam's bias"
                + " correction otherwise, and 2e-6 on the others."),
        CALIFORNIA.atMost(
            "H3-today-rmse",
            "After 20 epochs the error on the test part is Keras' but for rounding; the number is"
                + " the largest difference of the three backends.",
            0.02,
            "Adam amplifies rounding until single precision is as far away as another seed; the"
                + " test RMSE of ten seeds has a standard deviation of 0.01."));
  }
}
