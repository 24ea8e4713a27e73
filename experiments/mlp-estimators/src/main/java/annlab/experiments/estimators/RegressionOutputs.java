package annlab.experiments.estimators;

import annlab.datasets.Samples;
import annlab.estimators.Fitted;
import annlab.estimators.Scores;
import annlab.estimators.mlp.FittedMLPRegressor;
import annlab.estimators.mlp.MLPRegressor;
import annlab.estimators.mlp.OutputActivation;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Section 1.2.5: how many outputs a regression needs, and how they are kept within a range. */
public final class RegressionOutputs implements Experiment {
  static final Claims CLAIMS = new Claims("1.2.5");

  /** Outputs for a size, for a centre and for a box, and the first of the four numbers they are. */
  private static final Map<Integer, Integer> FIRST = Map.of(1, 2, 2, 0, 4, 0);

  private static final int TESTED = 300;

  /** Made by ServiceLoader. */
  public RegressionOutputs() {}

  @Override
  public String id() {
    return "regression-outputs";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "One, two and four outputs, and outputs within a range";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("bounding-boxes", "C1-box");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 60, 1000, Map.of("seeds", "3"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 3, 200, Map.of("seeds", "1"));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        CLAIMS.property(
            "C1-outputs",
            "One number needs one output neuron, a centre two, a bounding box four.",
            "the neurons of DL4J's output layer and the columns of the predictions; each that is"
                + " not as many as the targets' columns counts"),
        CLAIMS.atMost(
            "C1-size",
            "One output learns the width of an object in a picture.",
            0.4,
            "root mean square error in pixels on 300 pictures not seen, mean of 3 seeds, which over"
                + " other seeds runs from 0.29 to 0.32; the mean width for every picture gives"
                + " 1.7"),
        CLAIMS.atMost(
            "C1-centre",
            "Two outputs learn where its centre is.",
            0.45,
            "the same for both coordinates, which over other seeds runs from 0.38 to 0.39; the"
                + " middle of every picture gives about 1.9"),
        CLAIMS.atLeast(
            "C1-box",
            "Four outputs learn the box around it.",
            0.75,
            "common over joint area with the true box, mean of 300 pictures not seen and 3 seeds,"
                + " which over other seeds runs from 0.78 to 0.79; the mean box for every picture"
                + " gives about 0.4"),
        CLAIMS.property(
            "C10-never-negative",
            "ReLU and softplus outputs are never negative.",
            "a network of each, trained on numbers of both signs and asked for rows a hundred times"
                + " as far away; each prediction below 0 counts"),
        CLAIMS.property(
            "C10-range",
            "A sigmoid's output stays between 0 and 1, that of tanh between -1 and 1.",
            "a network of each, likewise; each prediction beyond counts"),
        CLAIMS.property(
            "C10-scaled-back",
            "Scaled back, they stay within the range of the targets that were scaled.",
            "the same predictions in the targets' own units; each beyond the smallest and largest"
                + " target by more than rounding counts"),
        CLAIMS.atLeast(
            "C10-fit",
            "With targets scaled to the range such networks learn the task.",
            0.98,
            "the lesser coefficient of determination of both on rows not seen, in the targets' own"
                + " units; over seeds it runs from 0.996 to 0.997, and four times that distance"
                + " from 1 is allowed; targets left as they are give far less"));
  }

  @Override
  public Outcome run(RunContext context) {
    Map<String, Double> measured = new LinkedHashMap<>(boxes(context));
    context.stopIfAsked();
    measured.putAll(ranges(context));
    return new Outcome(Map.of("seeds", (double) context.parameters().setting("seeds")), measured);
  }

  // listing: C1
  /** A network for as many numbers a picture as the targets have columns. */
  static MLPRegressor estimator(int epochs, long seed) {
    return new MLPRegressor()
        .withHiddenLayerSizes(64)
        .withLearningRateInit(0.003)
        .withBatchSize(32)
        .withMaxIter(epochs)
        .withNIterNoChange(epochs)
        .withRandomState(seed & Integer.MAX_VALUE);
  }

  // end listing

  private static Map<String, Double> boxes(RunContext context) {
    int seeds = context.parameters().setting("seeds");
    Map<String, Double> measured = new LinkedHashMap<>();
    for (int i = 0; i < seeds; i++) {
      long seed = context.parameters().seed() + i;
      SplittableRandom random = new SplittableRandom(seed);
      BoxImages train = BoxImages.random(random, context.parameters().rows());
      BoxImages test = BoxImages.random(random, TESTED);
      boolean first = i == 0;
      for (int outputs : List.of(1, 2, 4)) {
        context.stopIfAsked();
        MLPRegressor estimator = estimator(context.parameters().epochs(), seed);
        if (first && outputs == 4) {
          estimator = estimator.withCallbacks(context.recorder());
        }
        Boxed boxed = Boxed.of(estimator, train, test, outputs);
        measured.merge("C1-outputs", (double) boxed.miscounts(), Double::sum);
        measured.merge(boxed.id(), boxed.measured() / seeds, Double::sum);
        if (first && outputs == 4) {
          figure(context, test, boxed.predicted());
        }
      }
    }
    return measured;
  }

  /**
   * What a network made of pictures that it had not seen.
   *
   * @param id the claim that it decides
   * @param measured its number
   * @param miscounts how many numbers of outputs are not those of the targets
   * @param predicted shape [pictures, outputs]
   */
  record Boxed(String id, double measured, int miscounts, INDArray predicted) {
    static Boxed of(MLPRegressor estimator, BoxImages train, BoxImages test, int outputs) {
      int from = FIRST.getOrDefault(outputs, 0);
      Samples learnt = train.targets(from, from + outputs);
      FittedMLPRegressor fitted = estimator.fit(learnt.x(), learnt.y());
      Samples asked = test.targets(from, from + outputs);
      INDArray predicted = fitted.predict(asked.x()).reshape(asked.count(), outputs);
      int miscounts = miscounts(fitted, outputs);
      return switch (outputs) {
        case 1 -> new Boxed("C1-size", Scores.rmse(asked.y(), predicted), miscounts, predicted);
        case 2 -> new Boxed("C1-centre", Scores.rmse(asked.y(), predicted), miscounts, predicted);
        default ->
            new Boxed("C1-box", BoxImages.overlap(predicted, asked.y()), miscounts, predicted);
      };
    }

    /** Whether outputs and neurons are other than a task has numbers. */
    static int miscounts(FittedMLPRegressor fitted, int numbers) {
      List<INDArray> biases = fitted.intercepts();
      long neurons = biases.get(biases.size() - 1).length();
      return (fitted.outputs() == numbers ? 0 : 1) + (neurons == numbers ? 0 : 1);
    }
  }

  private static void figure(RunContext context, BoxImages test, INDArray predicted) {
    LineChart[] charts = new LineChart[3];
    for (int i = 0; i < charts.length; i++) {
      charts[i] =
          LineChart.titled("Picture " + (i + 1), "pixels to the right", "pixels downwards")
              .withY(0, BoxImages.SIDE)
              .with(outline("true box", test.boxes().getRow(i), Hue.GREY, Stroke.DASHED))
              .with(outline("predicted box", predicted.getRow(i), Hue.BLUE, Stroke.SOLID));
    }
    context.figure(
        new Figure(
            "bounding-boxes",
            CLAIMS.section(),
            "Four outputs, a centre, a width and a height: boxes predicted for the first three"
                + " pictures not seen.",
            LineChart.beside(Arrays.asList(charts))));
  }

  private static Series outline(String label, INDArray box, Hue hue, Stroke stroke) {
    double left = box.getDouble(0) - box.getDouble(2) / 2;
    double right = left + box.getDouble(2);
    double top = box.getDouble(1) - box.getDouble(3) / 2;
    double bottom = top + box.getDouble(3);
    return new Series(
        label,
        List.of(left, right, right, left, left),
        List.of(top, top, bottom, bottom, top),
        hue,
        stroke);
  }

  private static Map<String, Double> ranges(RunContext context) {
    SplittableRandom random = new SplittableRandom(context.parameters().seed());
    Samples train = curve(random, context.parameters().rows() / 2);
    Samples test = curve(random, TESTED);
    int epochs = context.parameters().epochs();
    Ranged sigmoid = Ranged.of(OutputActivation.SIGMOID, train, epochs, OutputRange.UNIT);
    Ranged tanh = Ranged.of(OutputActivation.TANH, train, epochs, OutputRange.SIGNED);
    return Map.of(
        "C10-never-negative",
            (double) negative(OutputActivation.RELU, train, epochs)
                + negative(OutputActivation.SOFTPLUS, train, epochs),
        "C10-range", (double) sigmoid.beyond(train) + tanh.beyond(train),
        "C10-scaled-back", (double) sigmoid.beyondTargets(train) + tanh.beyondTargets(train),
        "C10-fit", Math.min(sigmoid.r2(test), tanh.r2(test)));
  }

  /** Two inputs in [-1, 1] and a smooth target between about -3 and 3. */
  static Samples curve(SplittableRandom random, int rows) {
    double[][] x = new double[rows][];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      x[row] = random.doubles(2, -1, 1).toArray();
      y[row] = 2 * Math.sin(3 * x[row][0]) + x[row][1];
    }
    return new Samples(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
  }

  private static MLPRegressor bounded(int epochs, OutputActivation activation) {
    return estimator(epochs, 1).withOutputActivation(activation).withLearningRateInit(0.01);
  }

  // listing: C10-never-negative
  /** Predictions below 0 of a network trained on numbers of both signs. */
  static int negative(OutputActivation activation, Samples train, int epochs) {
    Fitted fitted = bounded(epochs, activation).fit(train.x(), train.y());
    INDArray far = Nd4j.vstack(train.x(), train.x().mul(100));
    int negative = 0;
    for (double value : fitted.predict(far).toDoubleVector()) {
      negative += value >= 0 ? 0 : 1;
    }
    return negative;
  }

  // end listing

  /**
   * A range that targets are scaled to, and back.
   *
   * @param low its lower end
   * @param high its upper end
   */
  record OutputRange(double low, double high) {
    static final OutputRange UNIT = new OutputRange(0, 1);
    static final OutputRange SIGNED = new OutputRange(-1, 1);

    INDArray scaled(INDArray y, double least, double most) {
      return y.sub(least).div(most - least).mul(high - low).add(low);
    }

    INDArray back(INDArray scaled, double least, double most) {
      return scaled.sub(low).div(high - low).mul(most - least).add(least);
    }
  }

  /**
   * A network whose outputs are bounded, trained on targets scaled to its range.
   *
   * @param fitted the network
   * @param range what its outputs are held against
   * @param least the smallest target
   * @param most the largest target
   */
  record Ranged(Fitted fitted, OutputRange range, double least, double most) {
    private static final double ROUNDING = 1e-9;

    // listing: C10
    static Ranged of(OutputActivation activation, Samples train, int epochs, OutputRange range) {
      double least = train.y().minNumber().doubleValue();
      double most = train.y().maxNumber().doubleValue();
      Fitted fitted =
          bounded(epochs, activation).fit(train.x(), range.scaled(train.y(), least, most));
      return new Ranged(fitted, range, least, most);
    }

    /** Predictions in the targets' own units. */
    INDArray predict(INDArray x) {
      return range.back(fitted.predict(x), least, most);
    }

    // end listing

    /** Outputs out of the range, on rows far away too. */
    int beyond(Samples train) {
      INDArray far = Nd4j.vstack(train.x(), train.x().mul(100));
      return outside(fitted.predict(far), range.low(), range.high());
    }

    /** Predictions in the targets' units that no target reached. */
    int beyondTargets(Samples train) {
      INDArray far = Nd4j.vstack(train.x(), train.x().mul(100));
      return outside(predict(far), least - ROUNDING, most + ROUNDING);
    }

    private static int outside(INDArray values, double low, double high) {
      int outside = 0;
      for (double value : values.toDoubleVector()) {
        outside += value >= low && value <= high ? 0 : 1;
      }
      return outside;
    }

    double r2(Samples test) {
      return Scores.r2(test.y(), predict(test.x()));
    }
  }
}
