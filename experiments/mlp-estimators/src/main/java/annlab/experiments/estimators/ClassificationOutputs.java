package annlab.experiments.estimators;

import annlab.datasets.Samples;
import annlab.estimators.mlp.FittedMLPClassifier;
import annlab.estimators.mlp.MLPClassifier;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import annlab.networks.layers.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Section 1.2.6: what the outputs of a classifier mean, and the loss for each sort. */
public final class ClassificationOutputs implements Experiment {
  private static final Claims CLAIMS = new Claims("1.2.6");

  private static final double ROUNDING = 1e-12;
  private static final int TESTED = 400;

  /** Made by ServiceLoader. */
  public ClassificationOutputs() {}

  @Override
  public String id() {
    return "classification-outputs";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "Sigmoid, several sigmoids, softmax, and cross-entropy";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("mail-labels", "D2-combinations");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 60, 800, Map.of("cases", "100"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 5, 200, Map.of("cases", "5"));
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>(binaryClaims());
    claims.addAll(mailClaims());
    claims.addAll(softmaxClaims());
    claims.addAll(crossEntropyClaims());
    return claims;
  }

  private static List<Claim> binaryClaims() {
    return List.of(
        CLAIMS.exactly(
            "D1-one-neuron",
            "Two classes need one output neuron.",
            1,
            "neurons of the output layer of DL4J's network; a count"),
        CLAIMS.atMost(
            "D1-sigmoid",
            "Its output is the sigmoid of its sum.",
            ROUNDING,
            "largest difference to the sigmoid of the sum that the weights give, on 400 rows not"
                + " seen; rounding only"),
        CLAIMS.property(
            "D1-complement",
            "The probability of the negative class is one less that of the positive.",
            "400 rows not seen: each whose negative probability is not 1 - p in every bit counts,"
                + " and each whose class is not the likelier one"));
  }

  private static List<Claim> mailClaims() {
    return List.of(
        CLAIMS.exactly(
            "D2-combinations",
            "Two outputs, spam and urgent, can give all four combinations.",
            4,
            "of 400 mails not seen, the combinations that more than half of the mails that have"
                + " them were given; a count, which a single stray mail does not raise"),
        CLAIMS.atLeast(
            "D2-right",
            "The network learns which mail is what.",
            0.85,
            "the share of 400 mails not seen with both labels right, which over seeds runs from"
                + " 0.90 to 0.92 with a standard error of 0.015, three of which are allowed; always"
                + " guessing the commonest pair gets 0.38"),
        CLAIMS.atLeast(
            "D2-sums",
            "The two probabilities need not add up to 1.",
            0.25,
            "the mean distance of their sum from 1 on mails not seen; sure and right answers make"
                + " 0.375, the share of mails with both labels or none, of which two thirds must"
                + " show; outputs that share a softmax make 0"));
  }

  private static List<Claim> softmaxClaims() {
    return List.of(
        CLAIMS.property(
            "D3-range",
            "Every output of a softmax is between 0 and 1.",
            "random sums up to 50 of 2 to 10 outputs, and sums of +-1000: each output out of range"
                + " or not a number counts"),
        CLAIMS.atMost(
            "D3-sum",
            "The outputs of a softmax add up to 1.",
            ROUNDING,
            "largest distance from 1 over the same sums; rounding only"),
        CLAIMS.atMost(
            "D3-shift",
            "A number added to all sums changes nothing.",
            ROUNDING,
            "largest change when a number up to 100 is added; the sums are rounded to 1.4e-14"
                + " first"));
  }

  private static List<Claim> crossEntropyClaims() {
    String reason =
        "largest difference of value and gradient, by the sums before the activation, to formulas"
            + " that do not cancel, on random sums up to 5; rounding only";
    return List.of(
        CLAIMS.atMost(
            "D4-binary",
            "Cross-entropy of a sigmoid is -log of the true class' probability; its slope is p - y.",
            ROUNDING,
            reason),
        CLAIMS.atMost(
            "D4-multilabel",
            "For several labels it is the mean of one cross-entropy a label.",
            ROUNDING,
            reason),
        CLAIMS.atMost(
            "D4-categorical",
            "Cross-entropy of a softmax is -log of the true class' probability; its slope is p - y.",
            ROUNDING,
            reason + "; targets as one-hot rows"),
        CLAIMS.atMost(
            "D4-sparse",
            "With class ids for targets it is the same.",
            ROUNDING,
            reason + "; targets as class ids"));
  }

  @Override
  public Outcome run(RunContext context) {
    Map<String, Double> measured = new LinkedHashMap<>(binary(context));
    context.stopIfAsked();
    Mails train = mails(context, 1, context.parameters().rows());
    Mails test = mails(context, 2, TESTED);
    FittedMLPClassifier fitted =
        classifier(context.parameters().epochs(), context.parameters().seed())
            .fit(train.x(), train.labels());
    measured.putAll(mailResults(fitted, test));
    figure(context, fitted, test);
    context.stopIfAsked();
    int cases = context.parameters().setting("cases");
    measured.putAll(softmax(Activation.SOFTMAX, context.parameters().seed(), cases));
    for (CrossEntropy crossEntropy : CrossEntropy.values()) {
      measured.put(
          crossEntropy.claim(),
          crossEntropy.error(crossEntropy.loss(), context.parameters().seed(), cases));
    }
    return new Outcome(Map.of("cases", (double) cases), measured);
  }

  private static Mails mails(RunContext context, long stream, int mails) {
    return Mails.random(new SplittableRandom(context.parameters().seed() + 1000 * stream), mails);
  }

  static MLPClassifier classifier(int epochs, long seed) {
    return new MLPClassifier()
        .withHiddenLayerSizes(16)
        .withLearningRateInit(0.01)
        .withBatchSize(32)
        .withMaxIter(epochs)
        .withRandomState(seed & Integer.MAX_VALUE);
  }

  private static Map<String, Double> binary(RunContext context) {
    Samples train = blobs(context.parameters().seed(), context.parameters().rows());
    Samples test = blobs(context.parameters().seed() + 1, TESTED);
    FittedMLPClassifier fitted =
        classifier(context.parameters().epochs(), context.parameters().seed())
            .withCallbacks(context.recorder())
            .fit(train.x(), train.y());
    INDArray probabilities = fitted.predictProba(test.x());
    return Map.of(
        "D1-one-neuron", (double) fitted.outputs(),
        "D1-sigmoid", sigmoidDifference(fitted, test.x()),
        "D1-complement",
            (double) complementFaults(probabilities, fitted.predict(test.x()).toIntVector()));
  }

  /** Two clouds that overlap a little: x double, shape [rows, 2]; y 0 or 1, shape [rows]. */
  static Samples blobs(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[rows][];
    int[] y = new int[rows];
    for (int row = 0; row < rows; row++) {
      y[row] = row % 2;
      double centre = y[row] == 1 ? 1 : -1;
      x[row] = new double[] {centre + Noise.normal(random), centre + Noise.normal(random)};
    }
    return new Samples(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
  }

  // listing: D1-sigmoid
  /** The largest difference of a probability to the sigmoid of the output neuron's sum. */
  static double sigmoidDifference(FittedMLPClassifier fitted, INDArray x) {
    INDArray hidden = x.mmul(fitted.coefs().get(0)).addRowVector(fitted.intercepts().get(0));
    INDArray positive = hidden.mul(hidden.gt(0).castTo(hidden.dataType()));
    INDArray z = positive.mmul(fitted.coefs().get(1)).addRowVector(fitted.intercepts().get(1));
    double[] sums = z.getColumn(0).toDoubleVector();
    double[] given = fitted.predictProba(x).getColumn(1).toDoubleVector();
    double largest = 0;
    for (int row = 0; row < sums.length; row++) {
      largest = Math.max(largest, Math.abs(given[row] - 1 / (1 + Math.exp(-sums[row]))));
    }
    return largest;
  }

  // end listing

  // listing: D1
  /** Rows whose two probabilities do not complement each other, or that got the other class. */
  static int complementFaults(INDArray probabilities, int[] classes) {
    int faults = 0;
    for (int row = 0; row < classes.length; row++) {
      double negative = probabilities.getDouble(row, 0);
      double positive = probabilities.getDouble(row, 1);
      faults += negative == 1 - positive ? 0 : 1;
      faults += classes[row] == (positive > 0.5 ? 1 : 0) ? 0 : 1;
    }
    return faults;
  }

  // end listing

  /** The numbers of the claims on mail, for a network that knows two labels. */
  static Map<String, Double> mailResults(FittedMLPClassifier fitted, Mails test) {
    INDArray predicted = fitted.predict(test.x());
    INDArray probabilities = fitted.predictProba(test.x());
    int[] right = new int[4];
    int[] all = new int[4];
    double distance = 0;
    // listing: D2
    for (int row = 0; row < test.x().size(0); row++) {
      int kind = 2 * test.spam(row) + test.urgent(row);
      all[kind]++;
      boolean spamFound = predicted.getInt(row, 0) == test.spam(row);
      boolean urgentFound = predicted.getInt(row, 1) == test.urgent(row);
      right[kind] += spamFound && urgentFound ? 1 : 0;
      distance += Math.abs(probabilities.getDouble(row, 0) + probabilities.getDouble(row, 1) - 1);
    }
    // end listing
    double mails = Arrays.stream(all).sum();
    long given = IntStream.range(0, 4).filter(kind -> 2 * right[kind] > all[kind]).count();
    return Map.of(
        "D2-combinations", (double) given,
        "D2-right", Arrays.stream(right).sum() / mails,
        "D2-sums", distance / mails);
  }

  /** The numbers of the claims on softmax, for an activation in its place. */
  static Map<String, Double> softmax(Activation activation, long seed, int cases) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> all = new ArrayList<>();
    all.add(new double[] {1000, 0, -1000});
    all.add(new double[] {-1000, -1000, -1000});
    for (int i = 0; i < cases; i++) {
      all.add(random.doubles(2 + i % 9, -50, 50).toArray());
    }
    double outside = 0;
    double sum = 0;
    double shift = 0;
    for (double[] z : all) {
      // listing: D3
      INDArray outputs = CrossEntropy.outputs(activation, z);
      for (double p : outputs.toDoubleVector()) {
        outside += p >= 0 && p <= 1 ? 0 : 1;
      }
      sum = Math.max(sum, Math.abs(outputs.sumNumber().doubleValue() - 1));
      double by = random.nextDouble(-100, 100);
      double[] shifted = Arrays.stream(z).map(value -> value + by).toArray();
      INDArray moved = CrossEntropy.outputs(activation, shifted).sub(outputs);
      shift = Math.max(shift, moved.amaxNumber().doubleValue());
      // end listing
    }
    return Map.of("D3-range", outside, "D3-sum", sum, "D3-shift", shift);
  }

  private static void figure(RunContext context, FittedMLPClassifier fitted, Mails test) {
    INDArray probabilities = fitted.predictProba(test.x());
    LineChart chart =
        LineChart.titled("Mails not seen", "probability of spam", "probability of urgent");
    List<Hue> hues = List.of(Hue.BLUE, Hue.GREEN, Hue.ORANGE, Hue.VERMILION);
    for (int kind = 0; kind < 4; kind++) {
      int spam = kind / 2;
      int urgent = kind % 2;
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int row = 0; row < probabilities.size(0); row++) {
        if (test.spam(row) == spam && test.urgent(row) == urgent) {
          x.add(probabilities.getDouble(row, 0));
          y.add(probabilities.getDouble(row, 1));
        }
      }
      chart = chart.with(new Series(Mails.name(spam, urgent), x, y, hues.get(kind), Stroke.POINTS));
    }
    context.figure(
        new Figure(
            "mail-labels",
            CLAIMS.section(),
            "Two sigmoid outputs: every corner is a combination of labels, and only on the diagonal"
                + " from top left to bottom right would the probabilities add up to 1.",
            chart.svg()));
  }
}
