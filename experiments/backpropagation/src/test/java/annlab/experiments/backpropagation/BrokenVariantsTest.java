package annlab.experiments.backpropagation;

import annlab.datasets.Samples;
import annlab.experiments.backpropagation.Backpropagation.Case;
import annlab.experiments.backpropagation.ScalarNetwork.Hidden;
import annlab.experiments.backpropagation.ScalarNetwork.Objective;
import annlab.experiments.backpropagation.Symmetry.Trained;
import annlab.lab.BrokenVariants;
import annlab.lab.Parameters;
import annlab.lab.RecordingContext;
import annlab.lab.settings.Json;
import annlab.networks.layers.Activation;
import annlab.networks.random.Initializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Formulas on a coarser grid of sums, networks of one seed or few and for fewer epochs. */
final class BrokenVariantsTest extends BrokenVariants {
  private static final long SEED = 42;
  private static final int PER_UNIT = 10;

  @Override
  protected List<Variant> variants() {
    List<Variant> variants = new ArrayList<>(gradients());
    variants.addAll(graphs());
    variants.addAll(steps());
    variants.addAll(symmetry());
    variants.addAll(sigmoids());
    variants.addAll(rectifiers());
    variants.addAll(stacks());
    variants.addAll(convergence());
    return variants;
  }

  private static Case figure() {
    return Case.of(new SplittableRandom(SEED), Hidden.TANH);
  }

  /** The gradient of three of the four rows. */
  private static List<Double> withoutARow(Case figure) {
    return figure
        .network()
        .gradient(figure.parameters(), figure.x().subList(0, 3), figure.y().subList(0, 3));
  }

  private static List<Variant> gradients() {
    List<Integer> shallow = List.of(5, 4, 4, 3);
    return List.of(
        variant(
            "B1-parameters",
            "one hidden layer less",
            () -> Backpropagation.classifier(shallow).parameters().length()),
        variant(
            "B2-feed-forward",
            "steps, behind which nothing depends on anything",
            () -> Backpropagation.feedForwardCounterExamples(SEED, Hidden.STEP)),
        variant("B3-passes", "a sweep for each row", BrokenVariantsTest::passesRowByRow),
        variant(
            "B3-forward-passes",
            "one hidden layer less",
            () -> {
              Case figure = figure();
              ScalarNetwork network =
                  new ScalarNetwork(shallow, Hidden.TANH, Objective.SOFTMAX_CROSS_ENTROPY);
              List<Double> parameters = network.randomParameters(new SplittableRandom(SEED));
              Tape tape = new Tape();
              new Case(network, parameters, figure.x(), figure.y()).modesError(tape);
              return tape.forwardSweeps();
            }),
        variant(
            "B3-gradients",
            "a row left out of the gradient",
            () -> {
              Case figure = figure();
              List<Double> difference =
                  CentralDifference.gradient(
                      values -> figure.network().loss(values, figure.x(), figure.y()),
                      figure.parameters());
              return CentralDifference.relativeError(withoutARow(figure), difference, 1e-6);
            }),
        variant(
            "B3-modes",
            "a row left out of the forward mode",
            () -> {
              Case figure = figure();
              List<Double> whole =
                  figure.network().gradient(figure.parameters(), figure.x(), figure.y());
              return CentralDifference.relativeError(whole, withoutARow(figure), 1e-6);
            }),
        variant(
            "B3-dl4j", "sigmoids in DL4J's network", () -> figure().dl4jError(Activation.SIGMOID)));
  }

  private static double passesRowByRow() {
    Case figure = figure();
    Tape tape = new Tape();
    List<Scalar> parameters = figure.network().record(tape, figure.parameters());
    ScalarNetwork.Pass pass = figure.network().forward(parameters, figure.x(), figure.y());
    pass.rowLosses().forEach(tape::reverse);
    return 1.0 + tape.reverseSweeps();
  }

  private static List<Variant> graphs() {
    return List.of(
        variant(
            "B4-rosenbrock",
            "a factor of 90 in place of 100, 10 points",
            () ->
                Backpropagation.rosenbrockError(
                    SEED,
                    10,
                    (x, y) -> x.minus(1).power(2).plus(y.minus(x.power(2)).power(2).times(90)))),
        variant("B4-loop", "two rounds, 10 points", () -> Backpropagation.heronError(SEED, 10, 2)));
  }

  private static final ScalarNetwork SMALL =
      new ScalarNetwork(List.of(2, 2, 1), Hidden.SIGMOID, Objective.SIGMOID_HALF_SQUARED_ERROR);

  private static List<Double> smallParameters() {
    return SMALL.randomParameters(new SplittableRandom(SEED));
  }

  private static SixSteps with(SixSteps of, List<SixSteps.Step> steps, Tape.Reverse reverse) {
    return new SixSteps(
        of.network(), of.rows(), of.rate(), of.parameters(), of.tape(), of.pass(), reverse, steps);
  }

  private static List<Variant> steps() {
    return List.of(
        variant(
            "B5-six-steps",
            "the last step left out",
            () -> {
              SixSteps first = Backpropagation.firstStep(SMALL, smallParameters());
              return Backpropagation.traceFaults(
                  with(first, first.steps().subList(0, 5), first.reverse()));
            }),
        variant(
            "B5-numbers",
            "the factor 2 of the square's slope taken back",
            () -> {
              SixSteps first = Backpropagation.firstStep(SMALL, smallParameters());
              List<Double> halved = first.reverse().adjoints().stream().map(a -> a / 2).toList();
              Tape.Reverse wrong = new Tape.Reverse(halved, first.reverse().contributions());
              return Backpropagation.matrixDifference(with(first, first.steps(), wrong));
            }),
        variant(
            "B5-descent",
            "steps along the gradient, 20 of them",
            () ->
                Backpropagation.descend(
                    SMALL, smallParameters(), 20, -0.5, Json.object().putArray("losses"))),
        new Variant(
            List.of("B6-steps", "B6-full-batches", "B6-last-batch"),
            "batches of 50 rows",
            () -> Backpropagation.accounting(50)));
  }

  private static final int WIDTH = 8;

  private static Samples moons() {
    return ToyTasks.moons(SEED, 400, 0.1);
  }

  private static Trained train(int epochs, int width, Initializer kernel) {
    return Symmetry.train(moons(), SEED, epochs, width, kernel);
  }

  private static List<Variant> symmetry() {
    Initializer random = Initializer.glorotUniform();
    Initializer constant = new Initializer.Constant(0.5);
    return List.of(
        variant(
            "B7-zero",
            "random weights, 5 epochs",
            () -> Symmetry.largestDistance(train(5, WIDTH, random).model())),
        variant(
            "B7-constant",
            "random weights, 5 epochs",
            () -> Symmetry.largestDistance(train(5, WIDTH, random).model())),
        variant(
            "B7-constant-learns",
            "zero weights, which no gradient moves, 5 epochs",
            () -> Symmetry.smallestChange(train(5, WIDTH, Initializer.zeros()))),
        variant(
            "B7-random",
            "equal weights, 5 epochs",
            () -> Symmetry.smallestDistance(train(5, WIDTH, constant).model())),
        variant(
            "B7-one-neuron",
            "random weights in the equal ones' place, 1 seed, 300 epochs",
            () ->
                Math.abs(
                    train(300, WIDTH, random).accuracy(moons())
                        - train(300, 1, random).accuracy(moons()))),
        variant(
            "B7-random-better",
            "one neuron a layer in place of 8, 1 seed, 300 epochs",
            () ->
                train(300, 1, random).accuracy(moons())
                    - train(300, WIDTH, constant).accuracy(moons())));
  }

  private static List<Variant> sigmoids() {
    return List.of(
        variant(
            "B8-step-flat", "tanh in the step's place", () -> Activations.slopes(Math::tanh, 10)),
        variant(
            "B8-step-gradient",
            "sigmoids in the steps' place",
            () -> Activations.hiddenGradients(SEED, Activation.SIGMOID, true)),
        variant(
            "B8-sigmoid-gradient",
            "steps in the sigmoids' place",
            () -> Activations.hiddenGradients(SEED, Activation.HEAVISIDE, false)),
        new Variant(
            List.of("B9-derivative", "B9-maximum"),
            "the derivative of tanh",
            () -> Activations.sigmoidResults(ActivationFunction.TANH::derivative, PER_UNIT)),
        new Variant(
            List.of("B10-identity", "B10-range", "B10-centred"),
            "the sigmoid in tanh's place",
            () -> Activations.tanhResults(ActivationFunction.SIGMOID::value, SEED, PER_UNIT)));
  }

  private static List<Variant> rectifiers() {
    List<Double> sums = Activations.sums(10, PER_UNIT);
    Map<ActivationFunction, IActivation> swapped = new LinkedHashMap<>();
    swapped.put(ActivationFunction.SIGMOID, new ActivationTanH());
    return List.of(
        new Variant(
            List.of("B11-kink", "B11-flat-side", "B11-unbounded"),
            "a leak of 1/100 below 0, and 6 at most",
            () -> Activations.rectifierResults(z -> Math.min(6, z > 0 ? z : z / 100), PER_UNIT)),
        variant(
            "B12-stable",
            "the formula as it stands, which overflows",
            () -> Activations.unstable(z -> Math.log(1 + Math.exp(z)), PER_UNIT)),
        variant(
            "B13-tanh-form",
            "the sigmoid form in its place",
            () ->
                Activations.largestDifference(
                    sums, ActivationFunction.GELU::value, ActivationFunction.GELU_SIGMOID::value)),
        variant(
            "B13-dl4j-default",
            "held against the tanh form",
            () ->
                Activations.valueError(
                    new ActivationGELU(), ActivationFunction.GELU_TANH::value, sums)),
        variant(
            "B13-dl4j-precise",
            "held against the tanh form, without the slip",
            () ->
                Activations.valueError(
                    new ActivationGELU(true), ActivationFunction.GELU_TANH::value, sums)),
        variant(
            "B14-derivatives",
            "the functions themselves drawn as derivatives",
            () -> Activations.derivativeError(ActivationFunction::value, PER_UNIT)),
        variant(
            "B14-dl4j",
            "DL4J's tanh for the sigmoid",
            () -> Activations.dl4jError(swapped, PER_UNIT)));
  }

  private static List<Variant> stacks() {
    Parameters xor = new Parameters(SEED, 1000, 0, Map.of());
    return List.of(
        variant(
            "B15-example",
            "g(f(x)) in place of f(g(x))",
            () -> Approximation.compositionMistakes(x -> 10 * x + 14)),
        variant(
            "B15-deep",
            "tanh between the layers",
            () -> Approximation.collapseDifference(SEED, Activation.TANH)),
        variant(
            "B15-xor-linear",
            "tanh between the layers, 1 seed, 1000 epochs",
            () -> Approximation.bestXor(xor, 1, Activation.TANH)),
        variant(
            "B15-xor-tanh",
            "no activation between the layers, 1 seed, 1000 epochs",
            () -> Approximation.bestXor(xor, 1, Activation.LINEAR)),
        variant(
            "B16-constructed",
            "widths that do not grow",
            () -> Approximation.rises(constructed(List.of(16, 16)), 1)),
        variant(
            "B16-constructed-error",
            "16 neurons in place of 256",
            () ->
                constructed(List.of(16)).values().stream()
                    .mapToDouble(errors -> errors.get(0))
                    .max()
                    .orElseThrow()),
        new Variant(
            List.of("B16-trained", "B16-trained-gain"),
            "widths that do not grow, 1 seed, 30 epochs",
            () -> {
              Map<String, List<Double>> errors = trained(List.of(4, 4, 4, 4));
              return Map.of(
                  "B16-trained",
                  (double) Approximation.rises(errors, 2),
                  "B16-trained-gain",
                  Approximation.leastGain(errors));
            }));
  }

  private static Map<String, List<Double>> constructed(List<Integer> widths) {
    Map<String, List<Double>> errors = new LinkedHashMap<>();
    Approximation.Target.all()
        .forEach(
            target -> errors.put(target.name(), Approximation.constructedErrors(target, widths)));
    return errors;
  }

  private static Map<String, List<Double>> trained(List<Integer> widths) {
    RecordingContext context = RecordingContext.of(new Approximation().quick()).quickly();
    Map<String, List<Double>> errors = new LinkedHashMap<>();
    Approximation.Target.all()
        .forEach(
            target ->
                errors.put(target.name(), Approximation.trainedErrors(context, target, 1, widths)));
    return errors;
  }

  private static double spread(int epochs, int width) {
    Parameters parameters = new Parameters(SEED, epochs, 0, Map.of("seeds", "5"));
    return Convergence.range(
        Convergence.finalLosses(RecordingContext.of(parameters).quickly(), width));
  }

  private static double ratio(Activation activation) {
    return Convergence.gradientRatio(Convergence.meanLogNorms(activation, SEED, 3));
  }

  private static List<Variant> convergence() {
    return List.of(
        variant("B18-large", "32 neurons, 5 seeds, 2 epochs", () -> spread(1, 32)),
        variant(
            "B18-small", "32 neurons in place of 2, 5 seeds, 400 epochs", () -> spread(200, 32)),
        variant("B19-sigmoid", "ReLU, 3 seeds", () -> ratio(Activation.RELU)),
        variant("B19-relu", "sigmoids, 3 seeds", () -> ratio(Activation.SIGMOID)),
        variant(
            "B19-ratio",
            "tanh in the sigmoid's place, 3 seeds",
            () -> ratio(Activation.RELU) / ratio(Activation.TANH)));
  }
}
