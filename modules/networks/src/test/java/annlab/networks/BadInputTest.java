package annlab.networks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.callbacks.EarlyStopping;
import annlab.networks.keras.KerasTraining;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.Normalization;
import annlab.networks.layers.Regularizer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.optimizers.Sgd;
import annlab.networks.random.Initializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is said to wrong input: what came, what was expected, what to do. */
class BadInputTest {
  private static final String UNBUILT =
      "this model has not been built: its input shape is not known; put Input.of(...) first, call"
          + " build(shape) or fit it on data";
  private static final String UNADAPTED =
      "the Normalization layer has not been adapted; add new Normalization().adapt(x), x the"
          + " training inputs, to the model";
  private static final INDArray X = Nd4j.ones(3, 4);
  private static final INDArray IDS = Nd4j.createFromArray(0, 1, 2);
  private static final FitOptions DEFAULTS = FitOptions.defaults();

  @TempDir private Path folder;

  private static DynamicTest says(String what, ThrowingCallable action, String message) {
    return DynamicTest.dynamicTest(what, () -> assertThatThrownBy(action).hasMessage(message));
  }

  private static Model model(Loss loss, int units, Activation output) {
    return Sequential.of(
            Input.of(4),
            new Dense(5, Activation.RELU).named("hidden"),
            new Dense(units, output).named("out"))
        .compile(loss, new Sgd());
  }

  private static Model classifier() {
    return model(Loss.sparseCategoricalCrossentropy(), 3, Activation.SOFTMAX);
  }

  private static Model regression() {
    return model(Loss.meanSquaredError(), 1, Activation.LINEAR);
  }

  @TestFactory
  Stream<DynamicTest> wrongShapesAreNamedBesideTheRightOnes() {
    Model model = classifier();
    INDArray narrow = Nd4j.ones(3, 2);
    String shapes = "x must have shape [rows, 4], got [3, 2]";
    return Stream.of(
        says("fit", () -> model.fit(narrow, IDS), shapes),
        says("evaluate", () -> model.evaluate(narrow, IDS), shapes),
        says("predict", () -> model.predict(narrow), shapes),
        says(
            "validation data",
            () -> model.fit(X, IDS, DEFAULTS.withValidation(narrow, IDS)),
            shapes),
        says(
            "one row without its batch",
            () -> model.predict(Nd4j.ones(4)),
            "x must have shape [rows, 4], got [4]"),
        says("no rows", () -> model.fit(Nd4j.scalar(1f), IDS), "x has no rows; pass at least one"),
        says(
            "rows",
            () -> model.fit(X, Nd4j.createFromArray(0, 1)),
            "x has 3 rows but y has 2; pass one row of targets per row of inputs"),
        says(
            "sample weights",
            () -> model.fit(X, IDS, DEFAULTS.withSampleWeights(Nd4j.ones(4))),
            "sample weights must have shape [3], one per row, got [4]"),
        says(
            "weights",
            () -> model.setWeights("hidden", List.of(Nd4j.ones(5))),
            "layer hidden has weights of shapes [[4, 5], [5]], got [[5]]"),
        says(
            "images without a Flatten",
            () ->
                Sequential.of(Input.of(28, 28), new Dense(1).named("d"))
                    .compile(Loss.meanSquaredError(), new Sgd()),
            "layer d takes one vector a row, but its input has shape [28, 28]; put a Flatten layer"
                + " before it"),
        says(
            "statistics of other features",
            () ->
                Sequential.of(Input.of(4), new Normalization().adapt(narrow), new Dense(1))
                    .compile(Loss.meanSquaredError(), new Sgd()),
            "the Normalization layer was adapted to 2 features, but its input has 4"));
  }

  @TestFactory
  Stream<DynamicTest> targetsOutOfRangeAreNamedWithTheirRow() {
    Model model = classifier();
    Model yesOrNo = model(Loss.binaryCrossentropy(), 1, Activation.SIGMOID);
    String classes = "y must hold class ids 0 to 2, got %s in row %d; the last layer has 3 outputs";
    return Stream.of(
        says(
            "an id too large",
            () -> model.fit(X, Nd4j.createFromArray(0, 1, 3)),
            classes.formatted("3", 2)),
        says(
            "a negative id",
            () -> model.evaluate(X, Nd4j.createFromArray(0, -1, 2)),
            classes.formatted("-1", 1)),
        says(
            "no whole number",
            () -> model.fit(X, Nd4j.createFromArray(1.5, 0, 0)),
            classes.formatted("1.5", 0)),
        says(
            "an id of the validation rows",
            () -> model.fit(X, IDS, DEFAULTS.withValidation(X, Nd4j.createFromArray(0, 1, 7))),
            classes.formatted("7", 2)),
        says(
            "class ids for yes or no",
            () -> yesOrNo.fit(X, IDS),
            "y must be in [0, 1] for this cross-entropy, got 2.0 in row 2; for class ids use"
                + " sparse_categorical_crossentropy with a softmax of one output a class"),
        says(
            "-1 and 1 for yes or no",
            () -> yesOrNo.fit(X, Nd4j.createFromArray(1, -1, 1)),
            "y must be in [0, 1] for this cross-entropy, got -1.0 in row 1; for class ids use"
                + " sparse_categorical_crossentropy with a softmax of one output a class"),
        says(
            "rows that are no probabilities",
            () ->
                model(Loss.categoricalCrossentropy(), 3, Activation.SOFTMAX)
                    .fit(X, Nd4j.eye(3).putScalar(1, 2, 2)),
            "y must be in [0, 1] for this cross-entropy, got 2.0 in row 1, column 2; for class ids"
                + " use sparse_categorical_crossentropy with a softmax of one output a class"),
        says(
            "negative counts",
            () ->
                model(Loss.poisson(), 1, Activation.SOFTPLUS)
                    .fit(X, Nd4j.createFromArray(0.0, 1, -2)),
            "y must be in [0, inf) for poisson, got -2.0 in row 2; for other numbers use mse"),
        says(
            "a number that is none",
            () -> regression().fit(X, Nd4j.createFromArray(1, Double.NaN, 1)),
            "y must be finite, got NaN in row 1"),
        says(
            "a sample weight",
            () ->
                model.fit(X, IDS, DEFAULTS.withSampleWeights(Nd4j.createFromArray(1.0, -1.0, 1.0))),
            "sample weights must be in [0, inf), got -1.0 in row 1"),
        says(
            "a class weight",
            () -> model.fit(X, IDS, DEFAULTS.withClassWeights(Map.of(5, 1.0))),
            "class weights must be in [0, inf) for classes 0 to 2, got 1.0 for class 5"));
  }

  @TestFactory
  Stream<DynamicTest> aLossThatDoesNotFitNamesTheRightOne() {
    return Stream.of(
        says(
            "one-hot rows for class ids",
            () -> classifier().fit(X, Nd4j.eye(3)),
            "y must have shape [3], got [3, 3]; for one-hot rows use categorical_crossentropy"),
        says(
            "class ids for one-hot rows",
            () -> model(Loss.categoricalCrossentropy(), 3, Activation.SOFTMAX).fit(X, IDS),
            "y must have shape [3, 3], got [3]; for class ids use sparse_categorical_crossentropy"),
        says(
            "one-hot rows for yes or no",
            () -> model(Loss.binaryCrossentropy(), 1, Activation.SIGMOID).fit(X, Nd4j.eye(3)),
            "y must have shape [3], got [3, 3]; the last layer has 1 output, for one-hot rows use a"
                + " softmax of one output a class with categorical_crossentropy"),
        says(
            "class ids for numbers",
            () -> model(Loss.meanSquaredError(), 3, Activation.SOFTMAX).fit(X, IDS),
            "y must have shape [3, 3], got [3]; for class ids use sparse_categorical_crossentropy"),
        says(
            "a sigmoid",
            () -> model(Loss.sparseCategoricalCrossentropy(), 1, Activation.SIGMOID),
            "categorical cross-entropy needs softmax outputs, got sigmoid; for yes or no use"
                + " binary_crossentropy with sigmoid"),
        says(
            "no activation",
            () -> model(Loss.sparseCategoricalCrossentropy(), 3, Activation.LINEAR),
            "categorical cross-entropy needs softmax outputs, got linear; make the last layer a"
                + " softmax, or use mse for numbers"),
        says(
            "a softmax for yes or no",
            () -> model(Loss.binaryCrossentropy(), 3, Activation.SOFTMAX),
            "binary cross-entropy needs sigmoid outputs, got softmax; with softmax use"
                + " sparse_categorical_crossentropy for class ids or categorical_crossentropy for"
                + " one-hot rows"),
        says(
            "a softmax over one",
            () -> model(Loss.meanSquaredError(), 1, Activation.SOFTMAX),
            "a softmax over 1 output is always 1; use one output for each class"));
  }

  @TestFactory
  Stream<DynamicTest> aModelThatIsNotWholeSaysWhatIsMissing() {
    Sequential layers = Sequential.of(new Dense(3).named("a"), new Dense(1).named("b"));
    Model lazy = layers.compile(Loss.meanSquaredError(), new Sgd());
    return Stream.of(
        says(
            "no layers",
            () -> Sequential.of().compile(Loss.meanSquaredError(), new Sgd()),
            "the model has no layers; add at least one Dense layer"),
        says(
            "nothing behind the input",
            () -> Sequential.of(Input.of(3)).compile(Loss.meanSquaredError(), new Sgd()),
            "the last layer must be a Dense layer, got Input"),
        says("summary of layers", layers::summary, UNBUILT),
        says("summary", lazy::summary, UNBUILT),
        says("weights", lazy::weights, UNBUILT),
        says("weights of a layer", () -> lazy.weights("a"), UNBUILT),
        says("save", () -> lazy.save(folder.resolve("m.zip")), UNBUILT),
        says("saveWeights", () -> lazy.saveWeights(folder.resolve("m.npz")), UNBUILT),
        says("plot", lazy::plot, UNBUILT),
        says("predict", () -> lazy.predict(X), UNBUILT),
        says(
            "unadapted",
            () ->
                Sequential.of(Input.of(4), new Normalization(), new Dense(1))
                    .compile(Loss.meanSquaredError(), new Sgd()),
            UNADAPTED),
        says(
            "unadapted, built on first data",
            () ->
                Sequential.of(new Normalization(), new Dense(1))
                    .compile(Loss.meanSquaredError(), new Sgd())
                    .fit(X, Nd4j.ones(3)),
            UNADAPTED),
        says(
            "adapted to a hole",
            () -> new Normalization().adapt(Nd4j.ones(3, 2).putScalar(1, 1, Double.NaN)),
            "column 1 of the inputs to adapt to holds NaN or infinity; remove or fill such rows"),
        says(
            "two layers of one name",
            () -> Sequential.of(new Dense(3).named("a"), new Dense(3).named("a")),
            "layer names must be unique, but there are two 'a'; rename one"));
  }

  @TestFactory
  Stream<DynamicTest> unknownNamesComeWithTheNearest() {
    return Stream.of(
        says(
            "loss",
            () -> Loss.of("mes"),
            "unknown loss 'mes'; did you mean 'mse'? known: sparse_categorical_crossentropy,"
                + " categorical_crossentropy, binary_crossentropy, mse, mae, huber, poisson,"
                + " poisson_deviance, mean_squared_error, mean_absolute_error, perceptron_hinge, perceptron_rule,"
                + " scaled"),
        says(
            "optimizer",
            () -> Optimizer.of("agam"),
            "unknown optimizer 'agam'; did you mean 'adam'? known: sgd, adam, adamw, nadam,"
                + " rmsprop, adagrad, adadelta, lion"),
        says(
            "metric",
            () -> Metric.of("acurracy"),
            "unknown metric 'acurracy'; did you mean 'accuracy'? known: accuracy,"
                + " root_mean_squared_error, mse, mae, top_k_categorical_accuracy,"
                + " sparse_top_k_categorical_accuracy, precision,"
                + " recall, auc, mean_squared_error, mean_absolute_error"),
        says(
            "activation",
            () -> Activation.of("rleu"),
            "unknown activation 'rleu'; did you mean 'relu'? known: linear, relu, sigmoid, tanh,"
                + " softmax, exponential, softplus, elu, selu, gelu, leaky_relu, softsign,"
                + " hard_sigmoid, heaviside"),
        says(
            "regularizer",
            () -> Regularizer.keras().read("l3"),
            "unknown regularizer 'l3'; did you mean 'l1'? known: l1, l2, l1_l2, none"),
        says(
            "layer of a model",
            () -> classifier().layer("hiden"),
            "unknown layer 'hiden'; did you mean 'hidden'? known: hidden, out"),
        says(
            "what a callback watches",
            () -> classifier().fit(X, IDS, DEFAULTS.withCallbacks(new EarlyStopping(1, false))),
            "'val_loss' is not measured; there are [loss]; pass validation data to fit"),
        says(
            "a loss left out",
            () -> KerasTraining.compilation(Map.of("optimizer", "sgd")),
            "loss of compile must be a loss, as mse, got nothing"),
        says(
            "a size that is not whole",
            () -> Layer.keras().read(Map.of("Input", Map.of("shape", List.of(2.5)))),
            "shape of Input must be a list of whole numbers, got [2.5]"),
        says(
            "a seed that is not whole",
            () -> Initializer.keras().read(Map.of("HeNormal", Map.of("seed", 0.5))),
            "seed of HeNormal must be a whole number, got 0.5"));
  }

  @TestFactory
  Stream<DynamicTest> aFileThatDoesNotFitIsNamedWithWhatIsWrong() throws IOException {
    Model model = classifier();
    Path weights = folder.resolve("weights.npz");
    model.saveWeights(weights);
    Path save = folder.resolve("model.zip");
    model.save(save);
    byte[] bytes = Files.readAllBytes(save);
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));
    Path text = Files.writeString(folder.resolve("text.npz"), "text");
    Path missing = folder.resolve("missing.npz");
    return Stream.of(
        says(
            "weights of another model",
            () -> regression().loadWeights(weights),
            "the model has weights of shapes [[4, 5], [5], [5, 1], [1]], got [[4, 5], [5], [5, 3],"
                + " [3]]; "
                + weights
                + " belongs to another model"),
        says(
            "no weights",
            () -> model.loadWeights(text),
            text + " is not a zip file, or an empty one"),
        says(
            "no file",
            () -> model.loadWeights(missing),
            "cannot read " + missing + ": there is no such file"),
        says(
            "a save cut off",
            () -> Model.load(cut),
            cut + " is damaged: Unexpected end of ZLIB input stream"),
        says(
            "weights in place of a save",
            () -> Model.load(weights),
            weights + " holds weights alone; describe the model and read them with loadWeights"));
  }

  @TestFactory
  Stream<DynamicTest> aLossThatIsNotFiniteNamesEpochStepLayerRateAndACure() {
    INDArray holed = Nd4j.ones(64, 4).putScalar(40, 1, Double.NaN);
    return Stream.of(
        says(
            "a rate too high",
            () -> {
              Model model =
                  Sequential.of(Input.of(1), new Dense(1).named("out"))
                      .compile(Loss.meanSquaredError(), new Sgd(1e30));
              model.setWeights("out", List.of(Nd4j.ones(1, 1), Nd4j.zeros(1)));
              model.fit(Nd4j.ones(64, 1), Nd4j.zeros(64), DEFAULTS.withEpochs(2).withoutShuffle());
            },
            "the loss is Infinity in epoch 2, step 1: layer out overflows at learning rate 1.0E30;"
                + " lower the learning rate or scale the inputs"),
        says(
            "a hole in the inputs",
            () -> regression().fit(holed, Nd4j.zeros(64), DEFAULTS.withoutShuffle()),
            "the loss is NaN in epoch 1, step 2: x holds NaN or infinity, or a number beyond"
                + " 3.4e38, which does not fit float32, in this batch; remove, fill or scale such"
                + " rows"));
  }
}
