package annlab.experiments.perceptron;

import annlab.estimators.perceptron.FittedPerceptron;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.PerceptronRule;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Section 1.2.3: how a perceptron learns, what it can draw, and when it stops. */
public final class PerceptronLearning implements Experiment {
  private static final Claims CLAIMS = new Claims("1.2.3");

  /** A power of two, so that a weight times it is exact. */
  static final double QUARTER = 0.25;

  private static final int ORDERS = 20;
  private static final double SHORTEST_PETAL = 1;
  private static final double LONGEST_PETAL = 7;

  /** Halving ends at the spacing of doubles near 64, 1.4e-14; the unit's sum adds a few 1e-14. */
  private static final double HALVED = 1e-12;

  /** Made by ServiceLoader. */
  public PerceptronLearning() {}

  @Override
  public String id() {
    return "perceptron-learning";
  }

  @Override
  public String section() {
    return CLAIMS.section();
  }

  @Override
  public String title() {
    return "The perceptron rule: steps, boundary, convergence, end";
  }

  @Override
  public Map<String, String> figureClaims() {
    return Map.of("perceptron-boundaries", "A10-line");
  }

  @Override
  public Parameters defaults() {
    return new Parameters(42, 0, 0, Map.of("sets", "250"));
  }

  @Override
  public Parameters quick() {
    return new Parameters(42, 0, 0, Map.of("sets", "10"));
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>(ruleClaims());
    claims.addAll(boundaryClaims());
    claims.addAll(endClaims());
    return claims;
  }

  private static List<Claim> ruleClaims() {
    return List.of(
        CLAIMS.property(
            "A9-worked-example",
            "A weight changes by rate times error times its input, and only at a wrong answer.",
            "AND from zero weights, worked out by hand for 24 steps; each step after which a weight"
                + " or the bias differs counts"),
        CLAIMS.exactly(
            "A9-and-epochs",
            "By the rule a unit learns AND in six epochs.",
            6,
            "worked out by hand, rows in order, rate 1"),
        CLAIMS.exactly(
            "A9-or-epochs",
            "By the rule a unit learns OR in four epochs.",
            4,
            "worked out by hand, rows in order, rate 1"),
        CLAIMS.property(
            "A9-rate",
            "From zero weights the learning rate only scales them.",
            "AND with rate 1/4, a power of two: each of 24 steps whose weights are not exactly a"
                + " quarter of the worked ones counts"));
  }

  private static List<Claim> boundaryClaims() {
    return List.of(
        CLAIMS.atMost(
            "A10-line",
            "A unit's answers change along a straight line.",
            HALVED,
            "four units on iris: where their answers change, found by halving at 41 abscissas,"
                + " against the straight line through the ends; cm of petal width, rounding only"),
        CLAIMS.atMost(
            "A10-analytic",
            "It is the line where the weighted sum is zero, and the line drawn in the figure.",
            HALVED,
            "the same points, which the figure shows, against the line that the weights give;"
                + " rounding only"),
        CLAIMS.property(
            "A11-bound",
            "On separable sets the rule makes at most (R / gamma)^2 mistakes.",
            "250 random sets of 1 to 4 features, bias included in R and gamma (Novikoff, 1962); the"
                + " gamma of the widest margin found makes the bound strict; each set with more"
                + " mistakes counts"),
        CLAIMS.property(
            "A11-converges",
            "It then makes no more.",
            "the same sets; each whose training ends without an epoch free of errors counts"),
        CLAIMS.exhibit(
            "A11-strictness",
            "How near to the bound the mistakes come.",
            "shown: the largest share of the bound used by any set; the theorem promises no more"
                + " than 1"));
  }

  private static List<Claim> endClaims() {
    return List.of(
        CLAIMS.property(
            "A17-no-penalty",
            "Nothing holds the weights down: rows answered right leave them as they are.",
            "each step on a row answered right that changes any bit of a weight counts; a penalty"
                + " would change all of them at every step"),
        CLAIMS.property(
            "A17-stops",
            "By the textbook training ends with the first epoch without an error.",
            ORDERS + " orders of the irises' rows; each that ends earlier or later counts"),
        CLAIMS.exactly(
            "A17-scikit-learn",
            "scikit-learn's perceptron goes on for five epochs more: it waits for its loss to fall.",
            5,
            "epochs after the first without an error, random_state 42; it stops after 5 epochs whose"
                + " loss is not below the best by tol = 0.001, errors or none"));
  }

  @Override
  public Outcome run(RunContext context) {
    Map<String, Double> measured = new LinkedHashMap<>(rule());
    measured.putAll(boundary(context));
    context.stopIfAsked();
    Map<String, Double> bound = convergence(context);
    measured.putAll(bound);
    measured.putAll(end(context));
    return new Outcome(Map.of("sets", (double) context.parameters().setting("sets")), measured);
  }

  private static Map<String, Double> rule() {
    List<RuleByHand.Weights> trace = RuleByHand.trace(RuleByHand.inOrder(), LogicGates.and());
    return Map.of(
        "A9-worked-example",
        (double) RuleByHand.differences(RuleByHand.AND, trace),
        "A9-and-epochs",
        trace.size() / 4.0,
        "A9-or-epochs",
        RuleByHand.trace(RuleByHand.inOrder(), LogicGates.or()).size() / 4.0,
        "A9-rate",
        (double) rateDifferences(RuleByHand.inOrder().withEta0(QUARTER)));
  }

  /** Steps on AND whose weights are not a quarter of the worked ones. */
  static int rateDifferences(Perceptron perceptron) {
    List<RuleByHand.Weights> quarters =
        RuleByHand.AND.stream().map(weights -> weights.times(QUARTER)).toList();
    return RuleByHand.differences(quarters, RuleByHand.trace(perceptron, LogicGates.and()));
  }

  private static Map<String, Double> boundary(RunContext context) {
    IrisPerceptron.Flowers flowers = IrisPerceptron.Flowers.load();
    Perceptron perceptron = new Perceptron().withRandomState(42);
    FittedPerceptron layer = perceptron.fit(flowers.petals(), flowers.oneHot());
    List<DecisionBoundary> boundaries = new ArrayList<>();
    double bend = 0;
    double distance = 0;
    for (int unit = 0; unit < 3; unit++) {
      DecisionBoundary boundary = boundary(layer, unit);
      boundaries.add(boundary);
      bend = Math.max(bend, boundary.bend());
      distance = Math.max(distance, distance(boundary, layer, unit));
    }
    FittedPerceptron setosa = perceptron.fit(flowers.petals(), flowers.setosa());
    DecisionBoundary own = boundary(setosa, 0);
    figure(context, flowers, boundaries);
    return Map.of(
        "A10-line", Math.max(bend, own.bend()),
        "A10-analytic", Math.max(distance, distance(own, setosa, 0)));
  }

  private static DecisionBoundary boundary(FittedPerceptron fitted, int unit) {
    return DecisionBoundary.of(
        points -> {
          INDArray answers = fitted.predict(points);
          return (answers.rank() == 1 ? answers : answers.getColumn(unit)).toIntVector();
        },
        SHORTEST_PETAL,
        LONGEST_PETAL);
  }

  private static double distance(DecisionBoundary boundary, FittedPerceptron fitted, int unit) {
    return boundary.distance(
        fitted.coef().getDouble(unit, 0),
        fitted.coef().getDouble(unit, 1),
        fitted.intercept().getDouble(unit));
  }

  private static Map<String, Double> convergence(RunContext context) {
    SplittableRandom random = new SplittableRandom(context.parameters().seed());
    int beyond = 0;
    int unlearnt = 0;
    double strictness = 0;
    for (int i = 0; i < context.parameters().setting("sets"); i++) {
      context.stopIfAsked();
      SeparableSet set = SeparableSet.random(random);
      SeparableSet.Learning learning = set.learn(learner(i));
      beyond += learning.mistakes() <= set.bound() ? 0 : 1;
      unlearnt += learning.learnt() ? 0 : 1;
      strictness = Math.max(strictness, learning.mistakes() / set.bound());
    }
    return Map.of(
        "A11-bound", (double) beyond,
        "A11-converges", (double) unlearnt,
        "A11-strictness", strictness);
  }

  /** The textbook's perceptron with an order of rows of its own. */
  static Perceptron learner(long seed) {
    return new Perceptron().withRule(PerceptronRule.TEXTBOOK).withRandomState(seed);
  }

  private static Map<String, Double> end(RunContext context) {
    IrisPerceptron.Flowers flowers = IrisPerceptron.Flowers.load();
    INDArray y = flowers.setosa();
    Stopping.Watch watch = new Stopping.Watch(flowers.petals(), y);
    FittedPerceptron watched = RuleByHand.inOrder().withCallbacks(watch).fit(flowers.petals(), y);
    // a perceptron that never learns would change nothing either
    int untaught = watched.score(flowers.petals(), y) == 1 ? 0 : 1;
    int late = 0;
    for (int i = 0; i < ORDERS; i++) {
      context.stopIfAsked();
      late += stopsLate(learner((context.parameters().seed() + i) & Integer.MAX_VALUE), flowers);
    }
    List<Double> scikitLearns =
        Stopping.losses(new Perceptron().withRandomState(42), flowers.petals(), y);
    return Map.of(
        "A17-no-penalty", (double) watch.changes() + untaught,
        "A17-stops", (double) late,
        "A17-scikit-learn", (double) Stopping.epochsAfterTheFirstClean(scikitLearns));
  }

  /** 1 if training on setosa or not ends before or after the first epoch without an error. */
  static int stopsLate(Perceptron perceptron, IrisPerceptron.Flowers flowers) {
    List<Double> losses = Stopping.losses(perceptron, flowers.petals(), flowers.setosa());
    return Stopping.endsWithTheFirstClean(losses) ? 0 : 1;
  }

  private static void figure(
      RunContext context, IrisPerceptron.Flowers flowers, List<DecisionBoundary> boundaries) {
    LineChart chart =
        LineChart.titled(
                "Where three units change their answers", "petal length (cm)", "petal width (cm)")
            .withY(0, 3);
    List<Hue> hues = List.of(Hue.BLUE, Hue.ORANGE, Hue.GREEN);
    for (int id = 0; id < 3; id++) {
      chart = chart.with(IrisPerceptron.species(flowers, id, hues.get(id)));
    }
    for (int id = 0; id < 3; id++) {
      chart = chart.with(shown("unit " + (id + 1), boundaries.get(id), hues.get(id)));
    }
    context.figure(
        new Figure(
            "perceptron-boundaries",
            CLAIMS.section(),
            "A layer of three units on iris flowers, one for each species: each answers along a"
                + " straight line, found by asking it. No line sets versicolor apart.",
            chart.svg()));
  }

  /** The part of a boundary that lies in the picture. */
  private static Series shown(String label, DecisionBoundary boundary, Hue hue) {
    List<Double> y =
        boundary.y().stream().map(value -> value >= 0 && value <= 3 ? value : Double.NaN).toList();
    return new Series(label, boundary.x(), y, hue, Stroke.SOLID);
  }
}
