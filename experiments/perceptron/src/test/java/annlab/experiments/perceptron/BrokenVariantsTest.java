package annlab.experiments.perceptron;

import annlab.estimators.mlp.FittedMLPClassifier;
import annlab.estimators.mlp.HiddenActivation;
import annlab.estimators.mlp.MLPClassifier;
import annlab.estimators.perceptron.FittedPerceptron;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.PerceptronRule;
import annlab.estimators.perceptron.SGDClassifier;
import annlab.estimators.tribuo.FittedLogisticRegression;
import annlab.estimators.tribuo.LinearSVC;
import annlab.estimators.tribuo.LogisticRegression;
import annlab.experiments.perceptron.IrisPerceptron.Flowers;
import annlab.experiments.perceptron.LinearClassifiers.TaskResult;
import annlab.experiments.perceptron.LinearDichotomies.Point;
import annlab.lab.BrokenVariants;
import annlab.networks.FitOptions;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import annlab.networks.random.RowOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** On the iris flowers and the four points of truth values themselves; a second or two each. */
final class BrokenVariantsTest extends BrokenVariants {
  private static final long SEED = 42;
  private static final int EPOCHS = 1000;

  private final Flowers flowers = Flowers.load();

  @Override
  protected List<Variant> variants() {
    List<Variant> variants = new ArrayList<>(iris());
    variants.addAll(layers());
    variants.addAll(rules());
    variants.addAll(boundaries());
    variants.addAll(lines());
    variants.addAll(networks());
    variants.addAll(ends());
    variants.addAll(generalisation());
    return variants;
  }

  private static Perceptron perceptron() {
    return new Perceptron().withRandomState(SEED);
  }

  private INDArray versicolor() {
    return flowers.oneHot().getColumn(1).dup();
  }

  private Map<String, Double> setosaOrNot(Perceptron perceptron, INDArray y) {
    return IrisPerceptron.setosaOrNot(perceptron.fit(flowers.petals(), y), flowers);
  }

  private List<Variant> iris() {
    return List.of(
        new Variant(
            List.of("A5-weight-length", "A5-weight-width", "A5-bias"),
            "learning rate 1/2",
            () -> setosaOrNot(perceptron().withEta0(0.5), flowers.setosa())),
        new Variant(
            List.of("A5-epochs"),
            "an end after one epoch without improvement",
            () -> setosaOrNot(perceptron().withNIterNoChange(1), flowers.setosa())),
        new Variant(
            List.of("A5-accuracy", "A5-predictions"),
            "versicolor's labels in setosa's place",
            () -> setosaOrNot(perceptron(), versicolor())),
        variant(
            "A5-any-seed",
            "versicolor, which no line sets apart",
            () -> IrisPerceptron.unsolved(perceptron(), flowers.petals(), versicolor())));
  }

  private List<Variant> layers() {
    Perceptron other = perceptron().withRandomState(43);
    return List.of(
        variant(
            "A6-multiclass",
            "rows in the order of another seed",
            () ->
                ScikitLearnPerceptrons.SPECIES.differences(
                    other.fit(flowers.petals(), flowers.species()))),
        variant(
            "A6-one-hot",
            "rows in the order of another seed",
            () ->
                ScikitLearnPerceptrons.ONE_HOT.differences(
                    other.fit(flowers.petals(), flowers.oneHot()))),
        variant(
            "A6-overlapping",
            "rows in the order of another seed",
            () ->
                ScikitLearnPerceptrons.OVERLAPPING.differences(
                    other.fit(flowers.petals(), flowers.overlapping()))),
        variant(
            "A12-same",
            "a descent with rate 1/2",
            () ->
                IrisPerceptron.differencesToDescent(
                    flowers,
                    EPOCHS,
                    new SGDClassifier(0.5).withRandomState(SEED).withMaxIter(EPOCHS))));
  }

  private static List<Variant> rules() {
    Perceptron scikitLearns = RuleByHand.inOrder().withRule(PerceptronRule.SCIKIT_LEARN);
    return List.of(
        variant(
            "A9-worked-example",
            "scikit-learn's rule, for which z = 0 is wrong in both classes",
            () ->
                RuleByHand.differences(
                    RuleByHand.AND, RuleByHand.trace(scikitLearns, LogicGates.and()))),
        variant(
            "A9-and-epochs",
            "scikit-learn's rule",
            () -> RuleByHand.trace(scikitLearns, LogicGates.and()).size() / 4.0),
        variant(
            "A9-or-epochs",
            "scikit-learn's rule",
            () -> RuleByHand.trace(scikitLearns, LogicGates.or()).size() / 4.0),
        variant(
            "A9-rate",
            "rate 1/2 where 1/4 is expected",
            () -> PerceptronLearning.rateDifferences(RuleByHand.inOrder().withEta0(0.5))));
  }

  private List<Variant> boundaries() {
    return List.of(
        variant(
            "A10-line",
            "a network with a hidden layer, 100 epochs",
            () -> {
              FittedMLPClassifier network =
                  new MLPClassifier()
                      .withHiddenLayerSizes(4)
                      .withActivation(HiddenActivation.TANH)
                      .withLearningRateInit(0.1)
                      .withMaxIter(100)
                      .withRandomState(SEED)
                      .fit(flowers.petals(), flowers.setosa());
              // between these lengths it does change its answer on the way up
              return DecisionBoundary.of(p -> network.predict(p).toIntVector(), 1, 2).bend();
            }),
        variant(
            "A10-analytic",
            "the bias left out of the line",
            () -> {
              FittedPerceptron fitted = perceptron().fit(flowers.petals(), flowers.setosa());
              return DecisionBoundary.of(p -> fitted.predict(p).toIntVector(), 1, 7)
                  .distance(fitted.coef().getDouble(0, 0), fitted.coef().getDouble(0, 1), 0);
            }),
        new Variant(
            List.of("A11-bound", "A11-converges"),
            "one label of each set turned round, 3 sets, 500 epochs",
            BrokenVariantsTest::wrongLabels));
  }

  private static Map<String, Double> wrongLabels() {
    SplittableRandom random = new SplittableRandom(SEED);
    double beyond = 0;
    double unlearnt = 0;
    for (int i = 0; i < 3; i++) {
      SeparableSet set = SeparableSet.random(random);
      SeparableSet.Learning learning =
          set.withOneWrongLabel().learn(PerceptronLearning.learner(SEED).withMaxIter(500));
      beyond += learning.mistakes() <= set.bound() ? 0 : 1;
      unlearnt += learning.learnt() ? 0 : 1;
    }
    return Map.of("A11-bound", beyond, "A11-converges", unlearnt);
  }

  /** Truth values with their product, by which a plane sets exclusive or apart. */
  private static INDArray withProduct() {
    return Nd4j.createFromArray(new double[][] {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {1, 1, 1}});
  }

  private static List<Variant> lines() {
    List<Point> inLine =
        List.of(new Point(0, 0), new Point(1, 1), new Point(2, 2), new Point(3, 3));
    List<Point> corners =
        List.of(new Point(0, 0), new Point(0, 1), new Point(1, 0), new Point(1, 1));
    return List.of(
        variant(
            "A13-dichotomies",
            "four points on one line",
            () -> LinearDichotomies.of(inLine).size()),
        variant(
            "A13-best-line",
            "the classes of AND",
            () -> LinearDichotomies.bestAccuracy(corners, List.of(false, false, false, true))),
        variant(
            "A13-accuracy",
            "the product of both inputs as a third",
            () ->
                perceptron()
                    .fit(withProduct(), LogicGates.xor())
                    .score(withProduct(), LogicGates.xor())),
        variant(
            "A13-scikit-learn",
            "an end after three epochs",
            () ->
                ExclusiveOr.differencesToScikitLearn(
                    perceptron().withMaxIter(3).fit(LogicGates.inputs(), LogicGates.xor()))),
        variant(
            "A13-circle",
            "the classes of AND",
            () -> ExclusiveOr.circleCounterExamples(LogicGates.and())),
        variant(
            "A14-logistic",
            "the product of both inputs as a third",
            () -> ExclusiveOr.bestLogistic(withProduct())),
        variant(
            "A14-svm",
            "the product of both inputs as a third",
            () -> ExclusiveOr.bestSvm(withProduct())));
  }

  private static List<Variant> networks() {
    HiddenActivation linear = HiddenActivation.IDENTITY;
    return List.of(
        variant(
            "A15-hand-set",
            "the threshold of OR in AND's place",
            () -> ExclusiveOr.accuracy(ExclusiveOr.handSet(0.5))),
        variant(
            "A15-trained",
            "no activation between the layers, 10 seeds",
            () -> ExclusiveOr.solved(4, linear, SEED, 10) / 10.0),
        variant(
            "A15-scikit-learn-seeds",
            "no activation between the layers",
            () -> ExclusiveOr.solved(4, linear, 0, 20)),
        new Variant(
            List.of("A15-scikit-learn-epochs", "A15-scikit-learn-loss"),
            "the weights of another seed",
            () -> {
              FittedMLPClassifier other =
                  ExclusiveOr.network(4, HiddenActivation.TANH, 43)
                      .fit(LogicGates.inputs(), LogicGates.xor());
              return Map.of(
                  "A15-scikit-learn-epochs",
                  (double) other.iterations(),
                  "A15-scikit-learn-loss",
                  other.loss());
            }));
  }

  private List<Variant> ends() {
    return List.of(
        variant(
            "A16-no-probability",
            "logistic regression in the perceptron's place",
            () ->
                LinearClassifiers.probabilityCounterExamples(
                    FittedLogisticRegression.class, FittedLogisticRegression.class)),
        variant("A17-no-penalty", "an L2 penalty, two epochs", this::changesUnderAPenalty),
        variant(
            "A17-stops",
            "scikit-learn's rule",
            () -> PerceptronLearning.stopsLate(perceptron(), flowers)),
        variant(
            "A17-scikit-learn",
            "the textbook's rule",
            () ->
                Stopping.epochsAfterTheFirstClean(
                    Stopping.losses(
                        PerceptronLearning.learner(SEED), flowers.petals(), flowers.setosa()))));
  }

  private double changesUnderAPenalty() {
    Stopping.Watch watch = new Stopping.Watch(flowers.petals(), flowers.setosa());
    Dense unit =
        new Dense(1, Activation.HEAVISIDE)
            .withKernelInitializer(Initializer.zeros())
            .withKernelRegularizer(Regularizer.l2(0.01));
    Sequential.of(Input.of(2), unit)
        .dataType(DataType.DOUBLE)
        .compile(new Loss.PerceptronRule(), new Sgd(1))
        .fit(
            flowers.petals(),
            flowers.setosa().castTo(DataType.DOUBLE).reshape(150, 1),
            FitOptions.defaults()
                .withEpochs(2)
                .withBatchSize(1)
                .withOrder(RowOrder.inOrder())
                .withCallbacks(watch));
    return watch.changes();
  }

  private static List<Variant> generalisation() {
    FlowerTask virginica = FlowerTask.VIRGINICA_BY_PETALS;
    FlowerTask versicolor = FlowerTask.VERSICOLOR_BY_ALL;
    return List.of(
        variant(
            "A18-perceptron",
            "the textbook's rule",
            () -> virginica.crossValidated(PerceptronLearning.learner(SEED))),
        variant(
            "A18-logistic",
            "a penalty a thousand times as strong",
            () -> virginica.crossValidated(new LogisticRegression(0.001))),
        variant(
            "A18-svm",
            "a penalty a thousand times as strong",
            () -> virginica.crossValidated(new LinearSVC(0.001, SEED))),
        variant(
            "A18-gap",
            "logistic regression in the perceptron's place",
            () -> TaskResult.of(virginica, List.of(LinearClassifiers.logistic())).gap()),
        variant(
            "A18-often",
            "logistic regression in the perceptron's place, three tasks",
            () ->
                LinearClassifiers.shareBelowBoth(
                    FlowerTask.all().stream()
                        .filter(task -> task.features().equals(virginica.features()))
                        .map(task -> TaskResult.of(task, List.of(LinearClassifiers.logistic())))
                        .toList())),
        new Variant(
            List.of("A18-counter-example", "A18-counter-margin"),
            "another seed",
            () -> {
              TaskResult result =
                  TaskResult.of(versicolor, List.of(LinearClassifiers.perceptron(43)));
              double better = Math.max(result.logistic(), result.svm());
              return Map.of(
                  "A18-counter-example",
                  result.perceptron(),
                  "A18-counter-margin",
                  result.perceptron() - better);
            }));
  }
}
