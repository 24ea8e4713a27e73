package annlab.experiments.keras.api;

import annlab.datasets.Samples;
import annlab.experiments.keras.Refusals;
import annlab.experiments.keras.SeriesDistance;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures which loss is for which targets, and what "sgd" and "accuracy" stand for. */
public final class LossChecks {
  private static final int CLASSES = 10;
  private static final int PIXELS = 28 * 28;
  private static final int ANKLE_BOOT = 9;

  private LossChecks() {}

  static void measure(Samples few, Map<String, Double> numbers) {
    numbers.put("G1-class-ids-or-one-hot", lossDistance(few, oneHot(few.y(), 0)));
    numbers.put("G1-yes-or-no", yesOrNoDistance(few, boots(few.y(), 1), boots(few.y(), 1)));
    numbers.put("G1-wrong-pairs", (double) unadvised(wrongPairs(few)));
    numbers.put("G2-rate", stepOverGradient(Optimizer.of("sgd"), few.rows(0, 32)));
    numbers.put("G2-accuracy", wronglyCounted(few, 1));
  }

  /** Rows of ten with a 1 at the class id plus a shift. */
  public static INDArray oneHot(INDArray ids, int shift) {
    INDArray rows = Nd4j.zeros(DataType.FLOAT, ids.length(), CLASSES);
    for (int row = 0; row < ids.length(); row++) {
      rows.putScalar(row, (ids.getInt(row) + shift) % CLASSES, 1);
    }
    return rows;
  }

  /** 1 for an ankle boot and 0 for anything else, or the other way round. */
  public static INDArray boots(INDArray ids, int boot) {
    INDArray yes = Nd4j.zeros(DataType.INT32, ids.length());
    for (int row = 0; row < ids.length(); row++) {
      yes.putScalar(row, ids.getInt(row) == ANKLE_BOOT ? boot : 1 - boot);
    }
    return yes;
  }

  /** Largest distance between both losses over two epochs, from the same weights. */
  public static double lossDistance(Samples few, INDArray oneHot) {
    // listing: G1-class-ids-or-one-hot
    Model ids = softmax(Loss.sparseCategoricalCrossentropy()); // y: 9, 0, 0, 3, ...
    Model rows = softmax(Loss.categoricalCrossentropy()); // y: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], ...
    FitOptions options = FitOptions.defaults().withEpochs(2);
    List<Double> one = ids.fit(few.x(), few.y(), options).series("loss");
    List<Double> other = rows.fit(few.x(), oneHot, options).series("loss");
    return SeriesDistance.largest(one, other);
    // end listing
  }

  private static Model softmax(Loss loss) {
    return Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(30, Activation.RELU),
            new Dense(CLASSES, Activation.SOFTMAX))
        .seed(1)
        .compile(loss, new Sgd());
  }

  /**
   * Distance between binary cross-entropy of a sigmoid and cross-entropy of a softmax over two
   * classes whose weights differ by those of the sigmoid.
   *
   * @param few images
   * @param yes 1 or 0 for the sigmoid
   * @param ids 1 or 0 for the softmax
   */
  public static double yesOrNoDistance(Samples few, INDArray yes, INDArray ids) {
    INDArray kernel = softmax(Loss.categoricalCrossentropy()).weights().get(0).getColumns(0);
    // listing: G1-yes-or-no
    Model sigmoid =
        Sequential.of(Input.of(28, 28), new Flatten(), new Dense(1, Activation.SIGMOID))
            .compile(Loss.binaryCrossentropy(), new Sgd());
    Model softmax =
        Sequential.of(Input.of(28, 28), new Flatten(), new Dense(2, Activation.SOFTMAX))
            .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
    INDArray zero = Nd4j.zeros(DataType.FLOAT, PIXELS, 1);
    sigmoid.setWeights(List.of(kernel, Nd4j.zeros(DataType.FLOAT, 1)));
    softmax.setWeights(List.of(Nd4j.hstack(zero, kernel), Nd4j.zeros(DataType.FLOAT, 2)));
    double one = sigmoid.evaluate(few.x(), yes).loss();
    double other = softmax.evaluate(few.x(), ids).loss();
    // end listing
    return Math.abs(one - other);
  }

  /**
   * A loss beside an output or targets that it is not for.
   *
   * @param attempt compiles or trains
   * @param advice what the error must name
   */
  public record Pair(Runnable attempt, String advice) {}

  static List<Pair> wrongPairs(Samples few) {
    Loss sparse = Loss.sparseCategoricalCrossentropy();
    Loss oneHot = Loss.categoricalCrossentropy();
    Loss binary = Loss.binaryCrossentropy();
    // listing: G1-wrong-pairs
    return List.of(
        new Pair(() -> compile(Activation.SIGMOID, sparse), "binary_crossentropy"),
        new Pair(() -> compile(Activation.SIGMOID, oneHot), "binary_crossentropy"),
        new Pair(() -> compile(Activation.LINEAR, sparse), "softmax"),
        new Pair(() -> compile(Activation.SOFTMAX, binary), "sparse_categorical_crossentropy"),
        new Pair(
            () -> softmax(sparse).fit(few.x(), oneHot(few.y(), 0)), "categorical_crossentropy"),
        new Pair(() -> softmax(oneHot).fit(few.x(), few.y()), "sparse_categorical_crossentropy"));
    // end listing
  }

  public static Model compile(Activation output, Loss loss) {
    return Sequential.of(Input.of(28, 28), new Flatten(), new Dense(CLASSES, output))
        .compile(loss, new Sgd());
  }

  /** Pairs that are accepted, or refused without the advice. */
  public static int unadvised(List<Pair> pairs) {
    int unadvised = 0;
    for (Pair pair : pairs) {
      try {
        pair.attempt().run();
        unadvised++;
      } catch (IllegalArgumentException e) {
        unadvised += Refusals.says(e, pair.advice()) ? 0 : 1;
      }
    }
    return unadvised;
  }

  /** The first step of an optimizer, divided by the gradient, where the gradient is largest. */
  public static double stepOverGradient(Optimizer optimizer, Samples batch) {
    // listing: G2-rate
    Model model =
        Sequential.of(Input.of(28, 28), new Flatten(), new Dense(CLASSES, Activation.SOFTMAX))
            .dataType(DataType.DOUBLE)
            .compile(Loss.sparseCategoricalCrossentropy(), optimizer); // Optimizer.of("sgd")
    INDArray gradient = model.lossAndGradient(batch.x(), batch.y()).gradient();
    INDArray before = model.parameters();
    model.fit(batch.x(), batch.y()); // one batch, one step
    INDArray step = before.sub(model.parameters());
    int largest = Math.toIntExact(gradient.argMax(0).getLong(0));
    return step.getDouble(largest) / gradient.getDouble(largest);
    // end listing
  }

  /**
   * How far the metric "accuracy" is from the share of rows whose label is among the most probable
   * classes, counted by hand.
   *
   * @param few images and labels
   * @param best how many of the most probable classes count
   */
  public static double wronglyCounted(Samples few, int best) {
    // listing: G2-accuracy
    Model model =
        Sequential.of(Input.of(28, 28), new Flatten(), new Dense(CLASSES, Activation.SOFTMAX))
            .compile(Loss.of("sparse_categorical_crossentropy"), new Sgd(), Metric.of("accuracy"));
    model.fit(few.x(), few.y());
    double reported = model.evaluate(few.x(), few.y()).value("accuracy");
    float[][] probabilities = model.predict(few.x()).toFloatMatrix();
    int right = 0;
    for (int row = 0; row < probabilities.length; row++) {
      right += rank(probabilities[row], few.y().getInt(row)) < best ? 1 : 0;
    }
    // end listing
    return Math.abs(reported - (double) right / probabilities.length);
  }

  /** How many classes are more probable than one of them. */
  private static int rank(float[] probabilities, int label) {
    int above = 0;
    for (float probability : probabilities) {
      above += probability > probabilities[label] ? 1 : 0;
    }
    return above;
  }
}
