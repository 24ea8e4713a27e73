package annlab.experiments.keras.today;

import annlab.lab.claims.Change;
import java.util.List;
import java.util.Optional;

/**
 * The chapter's code and statements under Keras 3.15.1 and scikit-learn 1.9.1: each line that
 * fails, warns or gives another number, as it was seen when it was run.
 */
final class Changes {
  private Changes() {}

  static List<Change> all() {
    return List.of(
        change(
            "`mean_squared_error(..., squared=False)`",
            "`TypeError: got an unexpected keyword argument 'squared'`",
            "scikit-learn 1.6",
            "`root_mean_squared_error(...)`",
            "X7-rmse"),
        change(
            "`MLPRegressor` minimizes the squared error only, and its output has no activation",
            "a Poisson loss too, with exp behind the output",
            "scikit-learn 1.7",
            "`MLPRegressor(loss=\"poisson\")`",
            "X7-losses"),
        change(
            "Keras is for TensorFlow",
            "JAX and PyTorch run it",
            "Keras 3",
            "`KERAS_BACKEND=jax` or `torch` in the environment",
            "X7-keras"),
        change(
            "`tf.random.set_seed(42)` fixes the first weights",
            "other kernels in each process, without a word",
            "Keras 2.10",
            "`keras.utils.set_random_seed(42)`",
            "KERAS3-set-seed",
            "KERAS3-kernels"),
        change(
            "`fit` shuffles the rows before each epoch",
            "on TensorFlow, after a seed call: the same order in every epoch, without a word; it"
                + " costs Fashion MNIST half a point of test accuracy, mean of four seeds",
            "Keras 3",
            "another backend, or a `tf.data` set with `shuffle(n, reshuffle_each_iteration=True)`",
            "KERAS3-same-order",
            "KERAS3-one-order",
            "KERAS3-one-order-mean"),
        change(
            "`Flatten(input_shape=[28, 28])`, `Normalization(input_shape=...)`",
            "works, with a `UserWarning: Do not pass an input_shape/input_dim argument to a layer`",
            "Keras 3",
            "`Input(shape=[28, 28])` as the first layer"),
        change(
            "`InputLayer(shape=[28, 28])`",
            "nothing in Keras 3; the Keras 2 that gave the chapter's numbers raises `ValueError:"
                + " Unrecognized keyword arguments: ['shape']`",
            "Keras 3",
            "`InputLayer(input_shape=[28, 28])` in Keras 2"),
        change(
            "`plot_model(model, imagePath+..., show_shapes=Trup)`",
            "`NameError` twice, the chapter's own slips; with these mended `ImportError: You must"
                + " install pydot`",
            "any version",
            "a path of your own, `True`, and pydot and Graphviz installed"),
        change(
            "the summary ends with the number of parameters",
            "after `fit` the optimizer's variables are counted too: 266,612 with SGD, 799,832 with"
                + " Adam, in place of 266,610",
            "Keras 3",
            "`model.count_params()`",
            "KERAS3-summary"),
        change(
            "class weights and sample weights, given both, are multiplied",
            "`ValueError: You cannot class_weight and sample_weight at the same time.`",
            "Keras 3.15.1 or an earlier Keras 3",
            "the product, as `sample_weight`",
            "G11-both-multiply"),
        change(
            "`history.history` of `metrics=[\"RootMeanSquaredError\"]` has `root_mean_squared_error`",
            "the name as it was given, and the names sorted",
            "Keras 3",
            "`metrics=[keras.metrics.RootMeanSquaredError()]`",
            "KERAS3-history-names"),
        new Change(
            "validation accuracy 88.94 % after 30 epochs",
            "another number in each process; 88.12 % after `keras.utils.set_random_seed(42)` on"
                + " TensorFlow",
            "Keras 2.10; that number, Keras 3",
            Optional.empty(),
            List.of("KERAS3-val-accuracy", "G5-validation-accuracy")),
        new Change(
            "the printed probabilities of the first three test images",
            "others in each process; the classes 9, 2 and 1 come out on each backend",
            "Keras 2.10",
            Optional.empty(),
            List.of("KERAS3-first-images")));
  }

  private static Change change(
      String subject, String effect, String since, String instead, String... checks) {
    return new Change(subject, effect, since, Optional.of(instead), List.of(checks));
  }
}
