package annlab.experiments.estimators;

import annlab.datasets.Samples;
import annlab.estimators.Scores;
import annlab.estimators.mlp.FittedMLPRegressor;
import annlab.estimators.mlp.MLPRegressor;
import annlab.estimators.mlp.OutputActivation;
import annlab.estimators.mlp.RegressionLoss;
import annlab.estimators.mlp.Solver;
import annlab.lab.Experiment;
import annlab.lab.Outcome;
import annlab.lab.Parameters;
import annlab.lab.RunContext;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Claims;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the chapter says and libraries have outgrown, and where its text is damaged. */
public final class ChapterErrata implements Experiment {
  private static final Claims REGRESSION = new Claims("1.2.5");
  private static final Claims CLASSIFICATION = new Claims("1.2.6");
  private static final Claims SEQUENTIAL = new Claims("1.3.2");

  private static final double ROUNDING = 1e-9;

  /** A network that doubles a number has learnt it when its mean square error is this small. */
  private static final double LEARNT = 1e-6;

  /** Class 3 of 10 as NumPy prints it. */
  static final List<String> RIGHT =
      List.of("0.", "0.", "0.", "1.", "0.", "0.", "0.", "0.", "0.", "0.");

  /** Made by ServiceLoader. */
  public ChapterErrata() {}

  @Override
  public String id() {
    return "chapter-errata";
  }

  @Override
  public String section() {
    return REGRESSION.section();
  }

  @Override
  public String title() {
    return "Outdated statements and damaged text";
  }

  @Override
  public Parameters defaults() {
    return Parameters.of(42, 0);
  }

  @Override
  public Parameters quick() {
    return Parameters.of(42, 0);
  }

  @Override
  public List<Claim> claims() {
    String recorded =
        "; the version comes from the library's own pages, recorded with their address, and no"
            + " computation here can prove it: counts if it is not later than the one used";
    return List.of(
        REGRESSION.erratum(
            "X7-rmse",
            "The root mean square error has a function of its own; scikit-learn 1.6 dropped the"
                + " parameter squared.",
            "a worked example: counts if the function here differs from the root of the mean"
                + " square"
                + recorded),
        REGRESSION.erratum(
            "X7-losses",
            "MLPRegressor is not bound to the squared error: scikit-learn's has a Poisson loss"
                + " since 1.7, and the one here has four losses.",
            "each loss as the network reports it: counts if it differs from its formula for the"
                + " network's own predictions"
                + recorded),
        SEQUENTIAL.erratum(
            "X7-keras",
            "Keras is not for TensorFlow only: Keras 3 runs on JAX and PyTorch too, and its"
                + " Sequential can be had without any of them.",
            "counts if TensorFlow can be loaded here, and if Sequential does not learn" + recorded),
        SEQUENTIAL.erratum(
            "X8-one-hot",
            "A one-hot vector for class 3 of 10 has ten numbers, the fourth of them 1.",
            "the printed vector, character by character: counts if it is one; the right one counts"
                + " if it is none, if its cross-entropy is not that of class id 3, and if the"
                + " printed one, its letters read as zeros, could teach a network anything"),
        CLASSIFICATION.erratum(
            "X8-references",
            "The chapter refers to chapters 3 and 4 and to a figure 10-9, which it does not have.",
            "three references held against the chapter's own numbers of chapters and figures: each"
                + " that leads somewhere counts"),
        SEQUENTIAL.erratum(
            "X8-code",
            "Training and evaluation need one call each, which the text announces and does not"
                + " print.",
            "that nothing is printed can be read only, not computed; what is missing is supplied:"
                + " counts if fit gives no history of its epochs, and if evaluate gives no loss"));
  }

  @Override
  public Outcome run(RunContext context) {
    PrintedText text = PrintedText.load();
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("X7-rmse", (double) rmseFaults(2) + text.early("rmse"));
    measured.put("X7-losses", (double) lossFaults(ALL_LOSSES) + text.early("losses"));
    measured.put("X7-keras", (double) kerasFaults(0.5) + text.early("keras"));
    measured.put("X8-one-hot", (double) oneHotFaults(text.oneHot()));
    measured.put("X8-references", (double) found(text.references(), text.numbers()));
    measured.put("X8-code", (double) codeFaults(1));
    return new Outcome(Map.of("statements", (double) measured.size()), measured);
  }

  // listing: X7-rmse
  /** Errors of 3, 0 and 0: the mean square is 3, and its root of a given order is wanted. */
  static int rmseFaults(double order) {
    INDArray y = Nd4j.createFromArray(1.0, 2.0, 3.0);
    INDArray predicted = Nd4j.createFromArray(4.0, 2.0, 3.0);
    double root = Math.pow(Scores.mse(y, predicted), 1 / order);
    return Math.abs(Scores.rmse(y, predicted) - root) <= ROUNDING ? 0 : 1;
  }

  // end listing

  /** A loss and its formula for one prediction. */
  interface Formula {
    double of(double y, double predicted);
  }

  /** Behind a softplus the Poisson loss guards its logarithm, and that alone, by 1e-7. */
  static final Map<RegressionLoss, Formula> ALL_LOSSES =
      Map.of(
          new RegressionLoss.SquaredError(), (y, p) -> (y - p) * (y - p) / 2,
          new RegressionLoss.AbsoluteError(), (y, p) -> Math.abs(y - p),
          new RegressionLoss.Huber(), (y, p) -> huber(y - p),
          new RegressionLoss.Poisson(), (y, p) -> deviance(y, p + 1e-7) - 1e-7);

  static double deviance(double y, double predicted) {
    return (y == 0 ? 0 : y * Math.log(y / predicted)) - y + predicted;
  }

  static double huber(double error) {
    return Math.abs(error) <= 1 ? error * error / 2 : Math.abs(error) - 0.5;
  }

  /** Losses that a network reports otherwise than their formulas do for its predictions. */
  static int lossFaults(Map<RegressionLoss, Formula> losses) {
    Samples data = counts();
    int faults = 0;
    // listing: X7-losses
    for (Map.Entry<RegressionLoss, Formula> loss : losses.entrySet()) {
      FittedMLPRegressor fitted = untrained().withLoss(loss.getKey()).fit(data.x(), data.y());
      double[] predicted = fitted.predict(data.x()).toDoubleVector();
      double expected = 0;
      for (int row = 0; row < predicted.length; row++) {
        expected += loss.getValue().of(data.y().getDouble(row), predicted[row]) / predicted.length;
      }
      faults += Math.abs(fitted.loss() - expected) <= ROUNDING ? 0 : 1;
    }
    // end listing
    return faults;
  }

  /** One step so small that the network after it predicts as the one whose loss is reported. */
  private static MLPRegressor untrained() {
    return new MLPRegressor()
        .withHiddenLayerSizes(4)
        .withOutputActivation(OutputActivation.SOFTPLUS)
        .withSolver(Solver.SGD)
        .withLearningRateInit(1e-12)
        .withAlpha(0)
        .withMaxIter(1)
        .withRandomState(42);
  }

  /** Inputs, and counts from 0 to 5. */
  private static Samples counts() {
    SplittableRandom random = new SplittableRandom(42);
    double[][] x = new double[40][];
    double[] y = new double[x.length];
    for (int row = 0; row < x.length; row++) {
      x[row] = random.doubles(2, -1, 1).toArray();
      y[row] = random.nextInt(6);
    }
    return new Samples(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
  }

  /** Whether TensorFlow is there, and whether Sequential does not learn to double a number. */
  static int kerasFaults(double rate) {
    int faults = isLoadable("org.tensorflow.TensorFlow") ? 1 : 0;
    INDArray x = Nd4j.createFromArray(new double[][] {{-1}, {0}, {1}, {2}});
    // listing: X7-keras
    Model model =
        Sequential.of(Input.of(1), new Dense(1))
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), new Sgd(rate));
    FitOptions options = FitOptions.defaults().withEpochs(100).withBatchSize(4);
    model.fit(x, x.mul(2), options);
    // end listing
    return faults + (model.evaluate(x, x.mul(2)).loss() <= LEARNT ? 0 : 1);
  }

  private static boolean isLoadable(String type) {
    try {
      Class.forName(type, false, ChapterErrata.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  // listing: X8-one-hot
  /** Whether a printed vector is a one-hot one of ten for class 3, and what that would mean. */
  static int oneHotFaults(List<String> printed) {
    double[] z = {0.5, -1, 2, 0.25, 1, -0.5, 0, 3, -2, 1.5};
    INDArray right = Nd4j.zeros(DataType.DOUBLE, 1, 10).putScalar(3, 1);
    int faults = PrintedText.isOneHot(printed, 10, 3) ? 1 : 0;
    faults += PrintedText.isOneHot(RIGHT, 10, 3) ? 0 : 1;
    double oneHot = CrossEntropy.CATEGORICAL.loss(z, right);
    double sparse = CrossEntropy.SPARSE.loss(z, Nd4j.createFromArray(3));
    double zeros = CrossEntropy.CATEGORICAL.loss(z, Nd4j.zeros(DataType.DOUBLE, 1, 10));
    return faults + (Math.abs(oneHot - sparse) <= ROUNDING ? 0 : 1) + (zeros == 0 ? 0 : 1);
  }

  // end listing

  // listing: X8-references
  /** References that lead to a chapter or figure that is there. */
  static int found(List<String> references, List<String> numbers) {
    int found = 0;
    for (String reference : references) {
      // a figure's number may be written with a hyphen or a point
      found += numbers.contains(reference.replace('-', '.')) ? 1 : 0;
    }
    return found;
  }

  // end listing

  /** Whether the two calls that the text announces do not give what it says. */
  static int codeFaults(int epochs) {
    INDArray x = Nd4j.createFromArray(new double[][] {{-1}, {0}, {1}, {2}});
    Model model =
        Sequential.of(Input.of(1), new Dense(1))
            .dataType(DataType.DOUBLE)
            .compile(Loss.meanSquaredError(), new Sgd(0.1));
    // listing: X8-code
    FitOptions options = FitOptions.defaults().withEpochs(epochs);
    History history = model.fit(x, x.mul(2), options.withValidation(x, x.mul(2)));
    Evaluation evaluation = model.evaluate(x, x.mul(2));
    boolean noted = history.series("loss").size() == 1 && history.series("val_loss").size() == 1;
    boolean judged = Double.isFinite(evaluation.loss());
    return (noted ? 0 : 1) + (judged ? 0 : 1);
    // end listing
  }
}
