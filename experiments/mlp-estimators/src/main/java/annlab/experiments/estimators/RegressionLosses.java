package annlab.experiments.estimators;

import annlab.datasets.Samples;
import annlab.estimators.Scores;
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
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.Training;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Adam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Section 1.2.5: squared, absolute and Huber loss, and what outliers do to them. */
public final class RegressionLosses implements Experiment {
  private static final Claims CLAIMS = new Claims("1.2.5");

  static final Loss SQUARED = Loss.meanSquaredError();
  static final Loss ABSOLUTE = Loss.meanAbsoluteError();
  static final Loss HUBER = Loss.huber();

  /** As large as Huber's delta, so that errors are on both sides of it. */
  static final double NOISE = 1;

  private static final double LITTLE_NOISE = 0.25;
  private static final double ROUNDING = 1e-12;
  private static final int FEW_SEEDS = 5;

  private static final int SOME_SEEDS = 10;

  /** Student's t with 29 degrees of freedom that chance exceeds once in 100 times. */
  private static final double SIGNIFICANT = 2.462;

  /** Made by ServiceLoader. */
  public RegressionLosses() {}

  @Override
  public String id() {
    return "regression-losses";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "Squared, absolute and Huber loss under outliers";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("losses-under-outliers", "C12-outliers");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 80, 400, Map.of("seeds", "30"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 3, 100, Map.of("seeds", "2"));
  }

  @Override
  public List<Claim> claims() {
    String paired =
        "Student's t of the paired differences over 30 seeds, each with data and weights of its own,"
            + " noise as large as delta, a tenth of the targets moved by 10 up or down; chance"
            + " exceeds the bound once in 100 times; twelve disjoint sets of 30 seeds gave ";
    return List.of(
        CLAIMS.atMost(
            "C12-values",
            "Huber's loss is half the squared error up to delta and a straight line beyond.",
            ROUNDING,
            "largest difference of DL4J's loss to values worked out by hand, for squared, absolute"
                + " and Huber loss at seven errors from -3 to 3, delta among them; rounding only"),
        CLAIMS.atMost(
            "C12-gradients",
            "Its slope grows with the error up to delta and is delta from there on.",
            ROUNDING,
            "largest difference of the gradient to the slopes worked out by hand at the same"
                + " errors; the slope is the same on both sides of delta; rounding only"),
        CLAIMS.atLeast(
            "C12-outliers",
            "It is less sensitive to outliers than the squared error.",
            1.5,
            "error without noise of networks trained on the squared error over that of those"
                + " trained on Huber's loss, means of 10 seeds; twelve disjoint sets of 10 seeds gave"
                + " 1.64 to 2.14, mean 1.82, deviation 0.16, so that the bound is two deviations"
                + " below; losses alike give 1"),
        CLAIMS.atLeast(
            "C12-precise",
            "With errors about as large as delta it ends more precise than the absolute error.",
            SIGNIFICANT,
            "by how much the error without noise is lower in the last ten epochs: "
                + paired
                + "4.1 to 7.9"),
        CLAIMS.atLeast(
            "C12-faster",
            "With errors about as large as delta it converges faster than the absolute error.",
            SIGNIFICANT,
            "by how many epochs earlier the error without noise is a quarter of the target's"
                + " deviation: "
                + paired
                + "3.3 to 9.0"),
        CLAIMS.exhibit(
            "C12-little-noise",
            "With errors far smaller than delta the absolute error is the more precise one.",
            "shown, for it limits the chapter's statement: error after training on the absolute"
                + " error over that after Huber's, noise a quarter of delta, 5 seeds; below 1 the"
                + " absolute error is ahead, since an outlier pulls with delta, four deviations of"
                + " the noise"));
  }

  @Override
  public Outcome run(RunContext context) {
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("C12-values", valueError(HUBER, HUBER_VALUES));
    measured.merge("C12-values", valueError(SQUARED, SQUARED_VALUES), Math::max);
    measured.merge("C12-values", valueError(ABSOLUTE, ABSOLUTE_VALUES), Math::max);
    measured.put("C12-gradients", gradientError(HUBER, HUBER_SLOPES));
    measured.merge("C12-gradients", gradientError(SQUARED, SQUARED_SLOPES), Math::max);
    measured.merge("C12-gradients", gradientError(ABSOLUTE, ABSOLUTE_SLOPES), Math::max);
    int seeds = context.parameters().setting("seeds");
    List<ErrorCurve> squared = curves(context, SQUARED, NOISE, Math.min(SOME_SEEDS, seeds));
    List<ErrorCurve> absolute = curves(context, ABSOLUTE, NOISE, seeds);
    List<ErrorCurve> huber = curves(context, HUBER, NOISE, seeds);
    measured.put("C12-outliers", ErrorCurve.ratio(squared, huber.subList(0, squared.size())));
    measured.put("C12-precise", ErrorCurve.precision(absolute, huber));
    measured.put("C12-faster", ErrorCurve.speed(absolute, huber));
    int few = Math.min(FEW_SEEDS, seeds);
    measured.put(
        "C12-little-noise",
        ErrorCurve.ratio(
            curves(context, ABSOLUTE, LITTLE_NOISE, few),
            curves(context, HUBER, LITTLE_NOISE, few)));
    figure(context, squared.get(0), absolute.get(0), huber.get(0));
    return new Outcome(Map.of("seeds", (double) seeds), measured);
  }

  /** Prediction less target, delta 1 among them. */
  private static final List<Double> ERRORS = List.of(-3.0, -1.0, -0.5, 0.25, 1.0, 1.5, 3.0);

  private static final List<Double> SQUARED_VALUES =
      List.of(9.0, 1.0, 0.25, 0.0625, 1.0, 2.25, 9.0);
  private static final List<Double> SQUARED_SLOPES = List.of(-6.0, -2.0, -1.0, 0.5, 2.0, 3.0, 6.0);
  private static final List<Double> ABSOLUTE_VALUES = List.of(3.0, 1.0, 0.5, 0.25, 1.0, 1.5, 3.0);
  private static final List<Double> ABSOLUTE_SLOPES = List.of(-1.0, -1.0, -1.0, 1.0, 1.0, 1.0, 1.0);

  /** {@code e^2 / 2} within 1, {@code |e| - 1/2} beyond. */
  static final List<Double> HUBER_VALUES = List.of(2.5, 0.5, 0.125, 0.03125, 0.5, 1.0, 2.5);

  static final List<Double> HUBER_SLOPES = List.of(-1.0, -1.0, -0.5, 0.25, 1.0, 1.0, 1.0);

  // listing: C12-values
  /** The largest difference between a network's loss and values worked out, error by error. */
  static double valueError(Loss loss, List<Double> values) {
    double largest = 0;
    for (int i = 0; i < ERRORS.size(); i++) {
      double value = at(loss, ERRORS.get(i)).loss();
      largest = Math.max(largest, Math.abs(value - values.get(i)));
    }
    return largest;
  }

  // end listing

  // listing: C12-gradients
  /** The same for the slope, which is the gradient by the bias. */
  static double gradientError(Loss loss, List<Double> slopes) {
    double largest = 0;
    for (int i = 0; i < ERRORS.size(); i++) {
      double slope = at(loss, ERRORS.get(i)).gradient().getDouble(1);
      largest = Math.max(largest, Math.abs(slope - slopes.get(i)));
    }
    return largest;
  }

  // end listing

  /** A network that predicts its input, asked for an error and a target of 0. */
  private static Model.LossAndGradient at(Loss loss, double error) {
    Model model =
        Sequential.of(Input.of(1), new Dense(1))
            .dataType(DataType.DOUBLE)
            .compile(loss, new Adam(0.01));
    model.setParameters(Nd4j.createFromArray(1.0, 0.0));
    INDArray x = Nd4j.createFromArray(new double[][] {{error}});
    return model.lossAndGradient(x, Nd4j.zeros(DataType.DOUBLE, 1, 1));
  }

  private static List<ErrorCurve> curves(RunContext context, Loss loss, double noise, int seeds) {
    List<ErrorCurve> curves = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      context.stopIfAsked();
      // the run's own curve is that of the first network with Huber's loss
      boolean shown = i == 0 && loss.equals(HUBER) && noise == NOISE;
      Callback[] callbacks = shown ? new Callback[] {context.recorder()} : new Callback[0];
      Task task = Task.of(context.parameters().seed() + i, context.parameters().rows(), noise);
      curves.add(task.train(loss, context.parameters().epochs(), callbacks));
    }
    return curves;
  }

  /**
   * A contaminated training set and what the function behind it is.
   *
   * @param seed of data and weights
   * @param train rows with noise, a tenth of the targets moved far away
   * @param truth rows without either
   */
  record Task(long seed, Samples train, Samples truth) {
    private static final double OUTLIERS = 0.1;
    private static final double AWAY = 10;
    private static final int TESTED = 200;

    static Task of(long seed, int rows, double noise) {
      SplittableRandom random = new SplittableRandom(seed);
      Samples clean = RegressionOutputs.curve(random, rows);
      double[] y = clean.y().toDoubleVector();
      for (int row = 0; row < y.length; row++) {
        y[row] += noise * Noise.normal(random);
        if (random.nextDouble() < OUTLIERS) {
          y[row] += random.nextBoolean() ? AWAY : -AWAY;
        }
      }
      Samples truth = RegressionOutputs.curve(random, TESTED);
      return new Task(
          seed,
          new Samples(clean.x(), Nd4j.createFromArray(y).reshape(rows, 1)),
          new Samples(truth.x(), truth.y().reshape(TESTED, 1)));
    }

    // listing: C12
    /** Trains a network and notes after each epoch how far it is from the truth. */
    ErrorCurve train(Loss loss, int epochs, Callback... callbacks) {
      Model model =
          Sequential.of(Input.of(2), new Dense(16, Activation.TANH), new Dense(1))
              .seed(seed)
              .dataType(DataType.DOUBLE)
              .compile(loss, new Adam(0.01));
      NotedErrors errors = new NotedErrors(truth);
      FitOptions options = FitOptions.defaults().withEpochs(epochs).withCallbacks(errors);
      model.fit(train.x(), train.y(), options.withCallbacks(callbacks));
      return new ErrorCurve(errors.errors, model);
    }
    // end listing
  }

  /** Measures a network in training against the truth. */
  private static final class NotedErrors implements Callback {
    private final Samples truth;
    private final List<Double> errors = new ArrayList<>();

    NotedErrors(Samples truth) {
      this.truth = truth;
    }

    @Override
    public void epochEnd(Training training, Epoch epoch) {
      errors.add(Scores.rmse(truth.y(), training.model().predict(truth.x())));
    }
  }

  private static void figure(
      RunContext context, ErrorCurve squared, ErrorCurve absolute, ErrorCurve huber) {
    Samples train =
        Task.of(context.parameters().seed(), context.parameters().rows(), NOISE).train();
    LineChart fits =
        LineChart.titled("Fits where the second input is 0", "first input", "output")
            .with(near(train))
            .with(fit("squared error", squared.model(), Hue.VERMILION))
            .with(fit("absolute error", absolute.model(), Hue.GREEN))
            .with(fit("Huber", huber.model(), Hue.BLUE))
            .with(truth());
    LineChart curves =
        LineChart.titled("Distance from the truth", "epoch", "root mean square error")
            .with(Series.steps("squared error", 1, squared.errors(), Hue.VERMILION, Stroke.SOLID))
            .with(Series.steps("absolute error", 1, absolute.errors(), Hue.GREEN, Stroke.SOLID))
            .with(Series.steps("Huber", 1, huber.errors(), Hue.BLUE, Stroke.SOLID));
    context.figure(
        new Figure(
            "losses-under-outliers",
            CLAIMS.section(),
            "Networks trained on 400 rows of which a tenth are far off, one seed: the squared error"
                + " follows the outliers, the absolute error and Huber's loss do not.",
            LineChart.beside(List.of(fits, curves))));
  }

  /** Training rows whose second input is near 0. */
  private static Series near(Samples train) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int row = 0; row < train.count(); row++) {
      if (Math.abs(train.x().getDouble(row, 1)) < 0.3) {
        x.add(train.x().getDouble(row, 0));
        y.add(train.y().getDouble(row, 0));
      }
    }
    return new Series("training rows near it", x, y, Hue.GREY, Stroke.POINTS);
  }

  private static Series fit(String label, Model model, Hue hue) {
    double[][] points = new double[101][];
    List<Double> x = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      x.add(-1 + i / 50.0);
      points[i] = new double[] {x.get(i), 0};
    }
    List<Double> y = new ArrayList<>();
    for (double value : model.predict(Nd4j.createFromArray(points)).ravel().toDoubleVector()) {
      y.add(value);
    }
    return new Series(label, x, y, hue, Stroke.SOLID);
  }

  private static Series truth() {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      x.add(-1 + i / 50.0);
      y.add(2 * Math.sin(3 * x.get(i)));
    }
    return new Series("truth", x, y, Hue.GREY, Stroke.DASHED);
  }
}
