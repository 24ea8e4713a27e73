package annlab.experiments.perceptron;

import annlab.datasets.DataSet;
import annlab.datasets.Iris;
import annlab.datasets.Samples;
import annlab.estimators.perceptron.FittedPerceptron;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.PerceptronRule;
import annlab.estimators.perceptron.SGDClassifier;
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
import annlab.lab.claims.Claim.Kind;
import annlab.lab.claims.Claims;
import annlab.lab.claims.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Section 1.2.3, second half: the perceptron on iris flowers, by petal length and width.
 *
 * <p>The chapter's own numbers are those of {@code random_state=42}, so they are measured with it
 * whatever the seed of the run; the run's seed gives the seeds of the claim about any seed.
 */
public final class IrisPerceptron implements Experiment {
  private static final String SECTION = "1.2.3";
  private static final Claims CLAIMS = new Claims(SECTION);

  /** The chapter's {@code random_state}. */
  private static final long CHAPTER_SEED = 42;

  /** scikit-learn's largest number of epochs, never reached here. */
  private static final int MAX_EPOCHS = 1000;

  private static final int OTHER_SEEDS = 10;

  private static final int PETAL_LENGTH = 2;
  private static final int PETAL_WIDTH = 3;

  /** Made by ServiceLoader. */
  public IrisPerceptron() {}

  @Override
  public String id() {
    return "iris-perceptron";
  }

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public String title() {
    return "The perceptron on iris flowers";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("iris-perceptron-boundary", "A5-accuracy");
  }

  @Override
  public Parameters defaults() {
    return Parameters.of(CHAPTER_SEED, MAX_EPOCHS);
  }

  @Override
  public Parameters quick() {
    return Parameters.of(CHAPTER_SEED, 2);
  }

  @Override
  public List<Claim> claims() {
    String bits = "scikit-learn 1.2.1 with random_state 42; sums of the same rows, so every bit";
    return List.of(
        CLAIMS.exactly("A5-weight-length", "The weight of petal length is -1.4.", -1.4, bits),
        CLAIMS.exactly("A5-weight-width", "The weight of petal width is -2.2.", -2.2, bits),
        CLAIMS.exactly("A5-bias", "The bias is 4.", 4, bits),
        CLAIMS.exactly("A5-epochs", "Training stops after 7 epochs.", 7, bits),
        CLAIMS.exactly(
            "A5-accuracy",
            "One threshold unit tells setosa from the other irises by petal length and width.",
            1,
            "the share of the 150 flowers classified right; the classes are separable"),
        CLAIMS.property(
            "A5-predictions",
            "A flower of 2 cm by 0.5 cm is a setosa, one of 3 cm by 1 cm is not.",
            "scikit-learn's answers for both; each that differs counts"),
        CLAIMS.property(
            "A5-any-seed",
            "Whatever the order of rows, the unit comes to classify all irises right.",
            OTHER_SEEDS + " seeds; each with a wrong flower at the end counts"),
        CLAIMS.property(
            "A6-multiclass",
            "Three units, each for one species against the rest, give the class of a flower.",
            "weights, biases and epochs of scikit-learn 1.2.1; each of the 10 numbers that differs"
                + " in any bit counts"),
        CLAIMS.property(
            "A6-one-hot",
            "A layer of three units learns three labels at once, one to a flower.",
            "weights, biases and epochs of three perceptrons of scikit-learn 1.2.1; each of the 12"
                + " numbers that differs in any bit counts"),
        CLAIMS.property(
            "A6-overlapping",
            "A layer of three units learns labels that occur together or not at all.",
            "weights, biases and epochs of three perceptrons of scikit-learn 1.2.1; each of the 12"
                + " numbers that differs in any bit counts"),
        CLAIMS.property(
            "A12-same",
            "The perceptron is stochastic gradient descent on the perceptron loss with constant"
                + " rate 1 and no penalty.",
            "setosa or not, and three species, on two features and on four; each weight, bias or"
                + " number of epochs that differs counts"),
        CLAIMS.claim(
            "A5-other-rule",
            Kind.EXHIBIT,
            "The textbook's rule leads to other weights than scikit-learn's.",
            new Target.Exhibit(
                "setosa or not by all four features, rows in order: the largest difference of a weight; they"
                    + " part where a flower lies on the boundary")));
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(DataSet.IRIS);
  }

  @Override
  public Outcome run(RunContext context) {
    int epochs = context.parameters().epochs();
    Flowers flowers = Flowers.load();
    Perceptron perceptron = perceptron(CHAPTER_SEED, epochs);

    FittedPerceptron setosa =
        perceptron.withCallbacks(context.recorder()).fit(flowers.petals(), flowers.setosa());
    Map<String, Double> measured = new LinkedHashMap<>(setosaOrNot(setosa, flowers));
    measured.put("A5-any-seed", (double) unsolved(context, flowers));
    FittedPerceptron species = perceptron.fit(flowers.petals(), flowers.species());
    measured.put("A6-multiclass", (double) ScikitLearnPerceptrons.SPECIES.differences(species));
    measured.put(
        "A6-one-hot",
        (double)
            ScikitLearnPerceptrons.ONE_HOT.differences(
                perceptron.fit(flowers.petals(), flowers.oneHot())));
    FittedPerceptron overlapping = perceptron.fit(flowers.petals(), flowers.overlapping());
    measured.put(
        "A6-overlapping", (double) ScikitLearnPerceptrons.OVERLAPPING.differences(overlapping));
    context.stopIfAsked();
    measured.put("A12-same", (double) differencesToDescent(flowers, epochs, descent(epochs)));
    measured.put("A5-other-rule", differenceOfRules(flowers, epochs));

    context.figure(
        new Figure(
            "iris-perceptron-boundary",
            SECTION,
            "What a perceptron learnt of iris flowers: setosa lies below the line.",
            boundary(flowers, setosa)));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", setosa.score(flowers.petals(), flowers.setosa()));
    metrics.put("accuracy_of_species", species.score(flowers.petals(), flowers.species()));
    metrics.put(
        "accuracy_of_overlapping_labels",
        overlapping.score(flowers.petals(), flowers.overlapping()));
    return new Outcome(metrics, measured);
  }

  private static Perceptron perceptron(long seed, int epochs) {
    return new Perceptron().withRandomState(seed).withMaxIter(epochs);
  }

  // listing: A12
  /** Stochastic gradient descent with the settings that make it a perceptron. */
  static SGDClassifier descent(int epochs) {
    double rate = 1;
    return new SGDClassifier(rate).withRandomState(CHAPTER_SEED).withMaxIter(epochs);
  }

  // end listing

  /** Iris with the targets that perceptrons are given. */
  record Flowers(INDArray x, INDArray petals, INDArray species) {
    static Flowers load() {
      Samples iris = Iris.load();
      INDArray petals =
          iris.x().get(NDArrayIndex.all(), NDArrayIndex.interval(PETAL_LENGTH, PETAL_WIDTH + 1));
      return new Flowers(iris.x(), petals.dup('c'), iris.y());
    }

    INDArray setosa() {
      int[] ids = species.toIntVector();
      return Nd4j.createFromArray(Arrays.stream(ids).map(id -> id == 0 ? 1 : 0).toArray());
    }

    // listing: A6
    INDArray oneHot() {
      int[] ids = species.toIntVector();
      return Nd4j.hstack(
          labels(row -> ids[row] == 0 ? 1 : 0),
          labels(row -> ids[row] == 1 ? 1 : 0),
          labels(row -> ids[row] == 2 ? 1 : 0));
    }

    // end listing

    /** Setosa; a long petal; a wide petal. */
    INDArray overlapping() {
      int[] ids = species.toIntVector();
      return Nd4j.hstack(
          labels(row -> ids[row] == 0 ? 1 : 0),
          labels(row -> petals.getDouble(row, 0) >= 4.35 ? 1 : 0),
          labels(row -> petals.getDouble(row, 1) >= 1.3 ? 1 : 0));
    }

    private INDArray labels(IntToDoubleFunction label) {
      double[] values = new double[(int) species.length()];
      Arrays.setAll(values, label);
      return Nd4j.createFromArray(values).reshape(values.length, 1);
    }
  }

  /** The numbers of the claims on setosa or not. */
  static Map<String, Double> setosaOrNot(FittedPerceptron fitted, Flowers flowers) {
    // listing: A5
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("A5-weight-length", fitted.coef().getDouble(0, 0));
    measured.put("A5-weight-width", fitted.coef().getDouble(0, 1));
    measured.put("A5-bias", fitted.intercept().getDouble(0));
    measured.put("A5-epochs", (double) fitted.iterations());
    measured.put("A5-accuracy", fitted.score(flowers.petals(), flowers.setosa()));
    int[] answers =
        fitted.predict(Nd4j.createFromArray(new double[][] {{2, 0.5}, {3, 1}})).toIntVector();
    int wrong = (answers[0] == 1 ? 0 : 1) + (answers[1] == 0 ? 0 : 1);
    measured.put("A5-predictions", (double) wrong);
    return measured;
    // end listing
  }

  /** Seeds whose perceptron errs on a flower at the end. */
  private static int unsolved(RunContext context, Flowers flowers) {
    int unsolved = 0;
    for (int i = 1; i <= OTHER_SEEDS; i++) {
      long seed = (context.parameters().seed() + i) & Integer.MAX_VALUE;
      Perceptron perceptron = perceptron(seed, context.parameters().epochs());
      unsolved += unsolved(perceptron, flowers.petals(), flowers.setosa());
      context.stopIfAsked();
    }
    return unsolved;
  }

  /** 1 if a perceptron errs at the end on a row that it learnt. */
  static int unsolved(Perceptron perceptron, INDArray x, INDArray y) {
    return perceptron.fit(x, y).score(x, y) == 1 ? 0 : 1;
  }

  /** Weights, biases and epochs that differ between the perceptron and a descent. */
  static int differencesToDescent(Flowers flowers, int epochs, SGDClassifier descent) {
    int differences = 0;
    for (INDArray x : List.of(flowers.petals(), flowers.x())) {
      for (INDArray y : List.of(flowers.setosa(), flowers.species())) {
        FittedPerceptron one = perceptron(CHAPTER_SEED, epochs).fit(x, y);
        FittedPerceptron other = descent.fit(x, y);
        differences += ScikitLearnPerceptrons.of(one).differences(other);
      }
    }
    return differences;
  }

  private static double differenceOfRules(Flowers flowers, int epochs) {
    // listing: A5-other-rule
    // in the order of the file the first flower is a setosa, on the boundary of zero weights
    Perceptron perceptron = perceptron(CHAPTER_SEED, epochs).withShuffle(false);
    INDArray scikitLearns = perceptron.fit(flowers.x(), flowers.setosa()).coef();
    INDArray textbooks =
        perceptron.withRule(PerceptronRule.TEXTBOOK).fit(flowers.x(), flowers.setosa()).coef();
    return scikitLearns.sub(textbooks).amaxNumber().doubleValue();
    // end listing
  }

  /** The flowers and the line where the unit's sum is zero. */
  private static String boundary(Flowers flowers, FittedPerceptron fitted) {
    double slope = -fitted.coef().getDouble(0, 0) / fitted.coef().getDouble(0, 1);
    double offset = -fitted.intercept().getDouble(0) / fitted.coef().getDouble(0, 1);
    List<Double> ends = List.of(0.5, 2.85);
    Series line =
        new Series(
            "z = 0",
            ends,
            ends.stream().map(length -> offset + slope * length).toList(),
            Hue.GREY,
            Stroke.SOLID);
    return LineChart.titled("Setosa or not", "petal length (cm)", "petal width (cm)")
        .with(species(flowers, 0, Hue.BLUE))
        .with(species(flowers, 1, Hue.ORANGE))
        .with(species(flowers, 2, Hue.GREEN))
        .with(line)
        .svg();
  }

  /** The flowers of one species as points. */
  static Series species(Flowers flowers, int id, Hue hue) {
    int[] ids = flowers.species().toIntVector();
    List<Double> lengths = new ArrayList<>();
    List<Double> widths = new ArrayList<>();
    for (int row = 0; row < ids.length; row++) {
      if (ids[row] == id) {
        lengths.add(flowers.petals().getDouble(row, 0));
        widths.add(flowers.petals().getDouble(row, 1));
      }
    }
    return new Series(Iris.CLASS_NAMES.get(id), lengths, widths, hue, Stroke.POINTS);
  }
}
