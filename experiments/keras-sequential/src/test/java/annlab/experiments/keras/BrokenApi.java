package annlab.experiments.keras;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.experiments.keras.api.BuildingChecks;
import annlab.experiments.keras.api.LossChecks;
import annlab.experiments.keras.api.LossChecks.Pair;
import annlab.experiments.keras.api.NameChecks;
import annlab.experiments.keras.api.OtherJvm;
import annlab.experiments.keras.api.PlotChecks;
import annlab.experiments.keras.api.SeedChecks;
import annlab.experiments.keras.api.SeedTrace;
import annlab.experiments.keras.api.SequentialApiExperiment;
import annlab.experiments.keras.api.UnbuiltChecks;
import annlab.experiments.keras.api.WeightChecks;
import annlab.experiments.keras.fashion.FashionMnistExperiment;
import annlab.lab.BrokenVariants.Variant;
import annlab.lab.RecordingContext;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A Sequential model built, named, seeded or compiled wrongly. */
final class BrokenApi {
  private static final String FEW = "96 rows, at most 2 epochs";
  private static final String NONE = "not trained";

  private final List<Variant> variants = new ArrayList<>();
  private final DataHome home;
  private final Samples few;

  private BrokenApi(DataHome home) {
    this.home = home;
    this.few = FashionMnist.quick(home).train(DataType.FLOAT).rows(0, 96);
  }

  static List<Variant> variants(DataHome home) {
    BrokenApi broken = new BrokenApi(home);
    broken.building();
    broken.names();
    broken.weights();
    broken.seeds();
    broken.compiling();
    return broken.variants;
  }

  private void building() {
    add(
        "F1-add-or-list",
        "a neuron fewer in the list",
        NONE,
        () -> {
          Sequential.clearSession();
          Sequential one = Sequential.of(Input.of(28, 28), new Flatten(), softmax(300));
          Sequential.clearSession();
          Sequential other = Sequential.of(Input.of(28, 28), new Flatten(), softmax(299));
          return BuildingChecks.unlike(one, other);
        });
    add(
        "F2-batch-left-out",
        "the batch is put into the input shape",
        NONE,
        () -> BuildingChecks.badBatches(Input.of(32, 28, 28), few.x()));
    add(
        "F3-reshape",
        "reshaped column by column",
        NONE,
        () ->
            BuildingChecks.reshapedOtherwise(
                few.x(), few.x().permute(0, 2, 1).dup('c').reshape('c', few.count(), 784)));
    add(
        "F3-no-parameters",
        "a Dense layer in the place of Flatten",
        NONE,
        () -> BuildingChecks.parameters(FashionMnistExperiment.model(1), 1));
    add(
        "F4-activation-by-name",
        "the name of another activation",
        NONE,
        () -> BuildingChecks.unlikeByName(Map.of("tanh", Activation.RELU)));
    add(
        "F4-layer-output",
        "tanh in the place of ReLU",
        NONE,
        () -> BuildingChecks.largestError(network(Activation.TANH, 300), few.rows(0, 4).x()));
    add(
        "F8-shapes",
        "a drawing of 299 neurons",
        NONE,
        () -> {
          Sequential.clearSession();
          return PlotChecks.wrongBoxes(network(Activation.RELU, 299).plot());
        });
    add(
        "F13-unbuilt-is-refused",
        "a model that is built",
        NONE,
        () -> UnbuiltChecks.answers(FashionMnistExperiment.model(1)));
    add(
        "F13-build",
        "built for narrower images",
        FEW,
        () -> UnbuiltChecks.unlikeBuilt(few, 28, 27));
    add(
        "F13-first-data",
        "another seed",
        FEW,
        () ->
            UnbuiltChecks.unlikeFitted(
                Sequential.of(
                        new Flatten(),
                        new Dense(300, Activation.RELU),
                        new Dense(100, Activation.RELU),
                        softmax(10))
                    .seed(2)
                    .compile(Loss.sparseCategoricalCrossentropy(), new Sgd()),
                few));
  }

  private void names() {
    add(
        "F9-snake-case",
        "the classes' own names",
        NONE,
        () -> {
          Sequential model = Sequential.of(new Flatten(), new Dense(10));
          return SummaryChecks.different(
              NameChecks.SNAKE_CASE,
              model.layers().stream().map(layer -> layer.getClass().getSimpleName()).toList());
        });
    add(
        "F9-unique",
        "the session is cleared between two models",
        NONE,
        () -> {
          Sequential.clearSession();
          return NameChecks.repeated(NameChecks.namesOfTwoModels(true));
        });
    add(
        "F9-explicit",
        "the second layer has another name",
        NONE,
        () -> NameChecks.explicitFaults("hidden", "other"));
    add("F9-clear-session", "the session is not cleared", NONE, () -> NameChecks.numberedOn(false));
    add(
        "F10-same-layer",
        "the equal layers of another model",
        NONE,
        () -> {
          Sequential.clearSession();
          List<Layer> layers = FashionMnistExperiment.model(1).layers();
          Sequential.clearSession();
          return NameChecks.otherLayers(layers, FashionMnistExperiment.model(1));
        });
    add(
        "F10-unknown-name",
        "a name that is known",
        NONE,
        () -> {
          Model model = FashionMnistExperiment.model(1);
          return NameChecks.unknownIsRefused(model, model.layers().get(1).name()) ? 0 : 1;
        });
  }

  private void weights() {
    Model model = FashionMnistExperiment.model(1);
    Model receiver = FashionMnistExperiment.model(2);
    add(
        "F11-shapes",
        "299 neurons",
        NONE,
        () -> {
          List<String> expected = WeightChecks.shapes(model);
          return SummaryChecks.different(
              expected, WeightChecks.shapes(network(Activation.RELU, 299)));
        });
    add(
        "F11-round-trip",
        "the last kernel is forgotten",
        NONE,
        () -> {
          List<INDArray> weights = new ArrayList<>(model.weights());
          weights.set(4, receiver.weights().get(4));
          return WeightChecks.afterSetting(receiver, weights, model, few.x());
        });
    add(
        "F11-wrong-shape",
        "weights of the right shapes",
        NONE,
        () -> WeightChecks.accepts(receiver, model.weights()) ? 1 : 0);
    add(
        "F11-print",
        "another initializer",
        NONE,
        () -> WeightChecks.missingLines(WeightChecks.chapterPrint(Initializer.heUniform())));
    add(
        "F12-zero-biases",
        "biases of one",
        NONE,
        () ->
            WeightChecks.nonZeroBiases(
                Sequential.of(
                        Input.of(28, 28),
                        new Flatten(),
                        softmax(10).withBiasInitializer(Initializer.ones()))
                    .compile(Loss.sparseCategoricalCrossentropy(), new Sgd())));
    add(
        "F12-kernel-initializers",
        "He's in the place of Glorot's",
        NONE,
        () ->
            WeightChecks.largestDeviation(
                Map.of(
                    Initializer.heUniform(),
                    WeightChecks.deviations().get(Initializer.glorotUniform()))));
    add(
        "F12-bias-initializer",
        "the zeros of Keras' default",
        NONE,
        () -> WeightChecks.otherBiases(Initializer.zeros(), 0.5f));
  }

  private void seeds() {
    add("F5-same-seed", "another seed", FEW, () -> SeedChecks.differentRuns(few, 42, 43));
    add(
        "F5-other-jvm",
        "another seed in the other process",
        "2 epochs on 640 rows, twice",
        () ->
            SummaryChecks.different(
                SeedTrace.of(42),
                OtherJvm.trace(
                    43,
                    RecordingContext.of(new SequentialApiExperiment().quick())
                        .withData(home)
                        .quickly())));
    add(
        "F15-one-seed",
        "the seed is not passed on",
        FEW,
        () -> SeedChecks.strayStreams(root -> SeedChecks.streams(few, 42), 42));
  }

  private void compiling() {
    add(
        "G1-class-ids-or-one-hot",
        "one-hot rows of the next class",
        FEW,
        () -> LossChecks.lossDistance(few, LossChecks.oneHot(few.y(), 1)));
    add(
        "G1-yes-or-no",
        "yes and no exchanged",
        NONE,
        () ->
            LossChecks.yesOrNoDistance(
                few, LossChecks.boots(few.y(), 1), LossChecks.boots(few.y(), 0)));
    add(
        "G1-wrong-pairs",
        "a pair that is right",
        NONE,
        () ->
            LossChecks.unadvised(
                List.of(
                    new Pair(
                        () ->
                            LossChecks.compile(
                                Activation.SOFTMAX, Loss.sparseCategoricalCrossentropy()),
                        "softmax"))));
    add(
        "G2-rate",
        "a rate of 0.001",
        "one step",
        () -> LossChecks.stepOverGradient(new Sgd(0.001), few.rows(0, 32)));
    add(
        "G2-accuracy",
        "the two most probable classes count",
        FEW,
        () -> LossChecks.wronglyCounted(few, 2));
  }

  private static Dense softmax(int units) {
    return new Dense(units, Activation.SOFTMAX);
  }

  private static Model network(Activation hidden, int first) {
    return Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(first, hidden),
            new Dense(100, hidden),
            softmax(10))
        .seed(1)
        .compile(Loss.sparseCategoricalCrossentropy(), new Sgd());
  }

  private void add(String claim, String fault, String budget, Supplier<Number> measured) {
    variants.add(Faults.variant(claim, fault, budget, measured));
  }
}
