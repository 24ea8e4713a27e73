package annlab.networks;

import annlab.networks.config.Names;
import annlab.networks.formats.SavedModel;
import annlab.networks.internal.data.Batch;
import annlab.networks.internal.data.Targets;
import annlab.networks.internal.data.TrainingSet;
import annlab.networks.internal.dl4j.NetworkBuilder;
import annlab.networks.internal.dl4j.PlainDl4j;
import annlab.networks.internal.spec.LayerWeights;
import annlab.networks.internal.spec.ModelPlot;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.internal.spec.Summary;
import annlab.networks.internal.step.Dl4jStep;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.LearningRate;
import annlab.networks.optimizers.Optimizer;
import annlab.networks.random.Draws;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A compiled model, ready to be trained: Keras' Sequential on DL4J's MultiLayerNetwork. Not
 * thread-safe.
 */
public final class Model {
  private ModelSpec spec;
  private final Draws draws;
  private @Nullable MultiLayerNetwork network;

  /** What a training under way does before somebody looks into the network. */
  private @Nullable Runnable settle;

  private final SavedModel.Compiled compiled;
  private boolean training;
  private double givenRate = Double.NaN;

  Model(ModelSpec spec) {
    this(spec, SavedModel.Compiled.WHOLLY);
  }

  /** A model of a file, which need not have a loss or an optimizer. */
  Model(ModelSpec spec, SavedModel.Compiled compiled) {
    this.spec = spec;
    this.compiled = compiled;
    this.draws = spec.seeds().draws();
    this.network = spec.built() ? NetworkBuilder.build(spec, draws) : null;
  }

  ModelSpec spec() {
    return spec;
  }

  Draws draws() {
    return draws;
  }

  SavedModel.Compiled compiled() {
    return compiled;
  }

  /**
   * The same model with another loss, optimizer and metrics, and the same weights. Its optimizer
   * begins anew.
   *
   * @param loss the objective that training minimizes
   * @param optimizer how gradients change weights
   * @param metrics what is measured beside the loss
   * @return a model of its own
   * @throws IllegalArgumentException if the loss does not fit the last layer
   * @throws IllegalStateException if the model is not built
   */
  public Model compile(Loss loss, Optimizer optimizer, Metric... metrics) {
    Model model =
        new Model(
            new ModelSpec(
                spec.name(),
                spec.layers(),
                loss,
                optimizer,
                List.of(metrics),
                spec.seeds(),
                spec.dataType()));
    model.setParameters(network().params());
    return model;
  }

  private void requireLoss() {
    if (compiled == SavedModel.Compiled.NOT) {
      throw notCompiled("a loss");
    }
  }

  private void requireOptimizer() {
    requireLoss();
    if (compiled == SavedModel.Compiled.WITHOUT_OPTIMIZER) {
      throw notCompiled("its optimizer");
    }
  }

  private static IllegalStateException notCompiled(String what) {
    return new IllegalStateException(
        "this model was saved without "
            + what
            + "; compile it: model.compile(loss, optimizer, metrics)");
  }

  /**
   * DL4J's network itself: it takes one vector a row (Flatten happens before it) and holds the
   * parameters, the updater's state and the listeners. Listeners set on it are called by {@link
   * #fit}, whose steps are then DL4J's own.
   *
   * <p>A step by the dense kernels keeps parameters and state elsewhere until somebody looks, which
   * is at the end of an epoch that has a validation or a callback, and whenever this is called. A
   * callback that looks after each batch asks for the network each time.
   *
   * @return the network, not a copy
   */
  public MultiLayerNetwork network() {
    MultiLayerNetwork built = built();
    if (settle != null) {
      settle.run();
    }
    return built;
  }

  private MultiLayerNetwork built() {
    if (network == null) {
      throw unbuilt();
    }
    return network;
  }

  /**
   * Names what to do before somebody looks into the network.
   *
   * @return what was to be done before; to be named again in the end
   */
  @Nullable Runnable settleBy(@Nullable Runnable next) {
    Runnable before = settle;
    settle = next;
    return before;
  }

  private static IllegalStateException unbuilt() {
    return new IllegalStateException(
        "this model has not been built: its input shape is not known; put Input.of(...) first,"
            + " call build(shape) or fit it on data");
  }

  /**
   * Draws the first weights of a model that was described without an input shape. {@link #fit} does
   * it on its first data.
   *
   * @param shape sizes without the batch, e.g. 28, 28
   * @throws IllegalStateException if the model is built already
   */
  public void build(long... shape) {
    if (network != null) {
      throw new IllegalStateException(
          "the model is built already, for inputs of shape " + spec.input().shape());
    }
    spec = spec.withInput(Input.of(shape).shape());
    network = NetworkBuilder.build(spec, draws);
  }

  /**
   * The layers without the input.
   *
   * @return in order from the input
   */
  public List<Layer> layers() {
    return spec.layers().stream().filter(layer -> !layer.isInput()).toList();
  }

  /**
   * A layer by its name.
   *
   * @param name the layer's name
   * @return the layer
   * @throws IllegalArgumentException if there is none of that name
   */
  public Layer layer(String name) {
    return layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Names.unknown("layer", name, layers().stream().map(Layer::name).toList()));
  }

  /**
   * Trains on mini-batches. Training goes on where the last call ended, with the optimizer's state
   * and step count; epochs are numbered from {@link FitOptions#initialEpoch()}.
   *
   * @param x inputs, shape [rows, ...] with the model's input shape behind the rows
   * @param y class ids, integer, shape [rows]; or targets, shape [rows, outputs]
   * @param options how to train
   * @return one epoch of values per pass over the data
   * @throws IllegalArgumentException if x, y or weights differ in rows or do not fit the model
   * @throws TrainingDivergedException if the loss is no longer finite
   */
  public History fit(INDArray x, INDArray y, FitOptions options) {
    requireOptimizer();
    if (network == null && x.rank() > 1) {
      build(Arrays.copyOfRange(x.shape(), 1, x.rank()));
    }
    TrainingSet all = rows(x, y, options.sampleWeights());
    TrainingSet data = all;
    TrainingSet validation = validation(options);
    if (options.validationSplit() > 0 && validation == null) {
      int kept = (int) Math.floor(all.rows() * (1 - options.validationSplit()));
      if (kept < 1 || kept == all.rows()) {
        throw new IllegalArgumentException(
            "validationSplit "
                + options.validationSplit()
                + " of "
                + all.rows()
                + " rows leaves no row for "
                + (kept < 1 ? "training" : "validation"));
      }
      data = all.part(0, kept);
      validation = all.part(kept, all.rows());
    }
    data = data.weighted(options.classWeights(), spec.head());
    training = true;
    try {
      return new TrainingLoop(this, options, data, validation).run();
    } finally {
      training = false;
    }
  }

  /**
   * Trains with Keras' defaults: one epoch, batches of 32.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets
   * @return one epoch of values
   */
  public History fit(INDArray x, INDArray y) {
    return fit(x, y, FitOptions.defaults());
  }

  private @Nullable TrainingSet validation(FitOptions options) {
    Optional<FitOptions.Validation> given = options.validation();
    return given.isPresent()
        ? rows(given.get().x(), given.get().y(), given.get().sampleWeights())
        : null;
  }

  private static void requireSomeRows(INDArray x) {
    if (x.rank() == 0 || x.isEmpty() || x.size(0) == 0) {
      throw new IllegalArgumentException("x has no rows; pass at least one");
    }
  }

  /**
   * Refuses rows that {@link #evaluate} would refuse, before a training whose result they are to
   * measure.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @throws IllegalArgumentException if they do not fit each other or the model
   */
  public void check(INDArray x, INDArray y) {
    rows(x, y, Optional.empty());
  }

  private TrainingSet rows(INDArray x, INDArray y, Optional<INDArray> weights) {
    requireSomeRows(x);
    long rows = x.size(0);
    Targets targets = Targets.of(y, spec.head(), rows);
    return new TrainingSet(
        matrix(x), targets, weights.isPresent() ? Targets.weights(weights.get(), rows) : null);
  }

  private INDArray matrix(INDArray x) {
    network();
    List<Long> shape = spec.input().shape();
    return TrainingSet.matrix(x, shape, spec.dataType());
  }

  /**
   * Measures loss and metrics without training.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @return means over the rows
   */
  public Evaluation evaluate(INDArray x, INDArray y) {
    return evaluate(x, y, EvaluateOptions.defaults());
  }

  /**
   * Measures loss and metrics with a weight for each row's loss.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @param sampleWeights shape [rows]; the loss is {@code sum(weight * loss) / rows}
   * @return means over the rows
   */
  public Evaluation evaluate(INDArray x, INDArray y, INDArray sampleWeights) {
    return evaluate(x, y, EvaluateOptions.defaults().withSampleWeights(sampleWeights));
  }

  /**
   * Measures loss and metrics without training.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @param options sample weights, and how many rows at a time
   * @return means over the rows
   */
  public Evaluation evaluate(INDArray x, INDArray y, EvaluateOptions options) {
    requireLoss();
    TrainingSet data = rows(x, y, options.sampleWeights());
    // what watches a training must not change its numbers
    if (!training) {
      draws.evaluated();
    }
    return new Evaluation(inference(options.batchSize()).evaluate(data).values(""));
  }

  /**
   * What the model puts out.
   *
   * @param x inputs, shape [rows, ...]
   * @return outputs after the last activation, shape [rows, outputs], in the model's type
   */
  public INDArray predict(INDArray x) {
    return predict(x, Math.max(1, Math.toIntExact(x.size(0))));
  }

  /**
   * What the model puts out.
   *
   * @param x inputs, shape [rows, ...]
   * @param batchSize rows at a time, at least 1
   * @return outputs after the last activation, shape [rows, outputs], in the model's type
   */
  public INDArray predict(INDArray x, int batchSize) {
    EvaluateOptions options = EvaluateOptions.defaults().withBatchSize(batchSize);
    requireSomeRows(x);
    if (!training) {
      draws.predicted();
    }
    return inference(options.batchSize()).predict(matrix(x));
  }

  private Inference inference(int batchSize) {
    return new Inference(spec, network(), StepChoice.AUTO, batchSize);
  }

  /**
   * The class of each row: the largest output, or with a single output whether it is above 0.5.
   *
   * @param x inputs, shape [rows, ...]
   * @return class ids, one per row
   */
  public int[] predictClasses(INDArray x) {
    INDArray outputs = predict(x);
    return outputs.size(1) == 1
        ? outputs.reshape(outputs.size(0)).gt(0.5).castTo(DataType.INT32).toIntVector()
        : outputs.argMax(1).toIntVector();
  }

  /**
   * Keras' table of layers, output shapes and parameters.
   *
   * @return several lines, the last ended by a line feed
   * @throws IllegalStateException if the model is not built
   */
  public String summary() {
    return Summary.of(spec.name(), LayerShapes.of(spec.layers()));
  }

  /**
   * The Java code by which one would configure this network with DL4J alone: a class {@code
   * PlainNetwork} with a method {@code configuration()}, imports above it; a penalty that depends
   * on the rows of a batch adds a method {@code network()}. From the same weights, and on the same
   * batches, that network learns the same but for rounding; what differs all the same stands in a
   * comment above the class. Where DL4J has no class that computes the same, the code names this
   * module's, and a comment says so.
   *
   * @return the code
   * @throws IllegalStateException if the model is not built
   */
  public String toDl4j() {
    return PlainDl4j.of(spec);
  }

  /**
   * A drawing of the layers with the shapes of their inputs and outputs.
   *
   * @return an SVG document
   * @throws IllegalStateException if the model is not built
   */
  public String plot() {
    return ModelPlot.svg(spec.name(), spec.layers());
  }

  /**
   * Saves the model, in the format of the file's name, whole or not at all; the same model gives
   * the same bytes.
   *
   * <ul>
   *   <li>{@code .keras}: Keras 3's file, with the optimizer's state, so that Keras trains on
   *   <li>{@code .weights.h5}: what Keras' {@code load_weights} reads
   *   <li>{@code .npz}: {@code arr_0}, {@code arr_1}, ..., Keras' {@code get_weights()}
   *   <li>{@code .onnx}: as {@link #export}
   *   <li>{@code .zip} or another: this library's own, with everything that training needs to go on
   *       to the same bits, DL4J's configuration among it
   * </ul>
   *
   * @param file replaced if it is there
   * @throws IllegalStateException if the model is not built
   * @throws IllegalArgumentException if the format does not know a part of the model, or if it is
   *     read alone ({@code .h5})
   */
  public void save(Path file) {
    ModelFormat.of(file).write(this, file);
  }

  /**
   * Refuses a file's name that {@link #save} would refuse, before an hour of training.
   *
   * @param file to save to
   * @throws IllegalArgumentException if it names a format that is read alone
   */
  public static void requireSavable(Path file) {
    ModelFormat.of(file).require(file);
  }

  /**
   * The shape of a row of inputs.
   *
   * @return sizes without the batch, e.g. 28, 28
   * @throws IllegalStateException if the model is not built
   */
  public List<Long> inputShape() {
    network();
    return spec.input().shape();
  }

  /**
   * The objective that training minimizes.
   *
   * @return the loss; empty where the file that the model was read from has none
   */
  public Optional<Loss> loss() {
    return compiled == SavedModel.Compiled.NOT ? Optional.empty() : Optional.of(spec.loss());
  }

  /**
   * Writes the model as ONNX (opset 17), for ONNX Runtime and others: input {@code x}, output
   * {@code y}, any number of rows, statistics of a Normalization layer folded in.
   *
   * @param file replaced if it is there; its name ends in {@code .onnx}
   * @throws IllegalArgumentException if it is named as another format
   * @throws IllegalStateException if the model is not built
   */
  public void export(Path file) {
    OnnxExport.of(this).write(file);
  }

  /**
   * Reads a model, whatever the file's name: this library's own file, Keras 3's {@code .keras}, or
   * an HDF5 file of a whole model that Keras 2 or 3 wrote. Training goes on as where it was saved:
   * from this library's own file to the same bits.
   *
   * @param file to read
   * @return the model; where a file has no loss or no optimizer, one that predicts and that {@link
   *     #compile} makes ready for training
   * @throws IllegalArgumentException if the file is damaged, or has a layer or an option that this
   *     library does not know: one line that says which
   */
  public static Model load(Path file) {
    return ModelFile.read(file);
  }

  /**
   * Reads a model out of what a file holds, as {@link #load(Path)} does.
   *
   * @param content the bytes of the file, 128 MB at most
   * @param name names the file in errors; nothing of that name is read
   * @return the model
   * @throws IllegalArgumentException as {@link #load(Path)}
   */
  public static Model load(byte[] content, String name) {
    return ModelFile.read(content, name);
  }

  /**
   * The layers without the input, each with the shape of a row behind it.
   *
   * @return in order from the input
   * @throws IllegalStateException if the model is not built
   */
  public List<LayerShapes> layerShapes() {
    return LayerShapes.of(spec.layers());
  }

  /**
   * Saves the weights alone, as {@code .weights.h5} or as NumPy's {@code .npz}: {@code arr_0},
   * {@code arr_1}, ... in the order of Keras' {@code get_weights()}. That is {@link #weights()} but
   * for a Normalization layer, for which Keras has mean, variance and a count.
   *
   * @param file replaced if it is there
   * @throws IllegalArgumentException if it is named as another format
   */
  public void saveWeights(Path file) {
    ModelFormat format = ModelFormat.of(file);
    if (format != ModelFormat.WEIGHTS_H5 && format != ModelFormat.NPZ) {
      throw new IllegalArgumentException(
          "weights are saved as .npz or .weights.h5, got " + file.getFileName());
    }
    format.write(this, file);
  }

  /**
   * Reads the weights of a model like this one: {@code .npz}, as {@link #saveWeights} or {@code
   * numpy.savez(file, *model.get_weights())} wrote it, {@code .weights.h5}, or any file that {@link
   * #load} reads. Statistics of a Normalization layer are taken over too; {@link #network} is
   * another one after that.
   *
   * @param file to read
   * @throws IllegalArgumentException if the file is damaged or the shapes differ from the model's
   */
  public void loadWeights(Path file) {
    ModelFile.Weights read = ModelFile.weights(file, this);
    String hint = "; " + file + " belongs to another model";
    requireShapes("the model", allWeights(), read.weights(), hint); // before anything changes
    adapt(read.layers());
    assign("the model", allWeights(), read.weights(), hint);
  }

  /** Takes over the statistics of Normalization layers. */
  private void adapt(List<Layer> layers) {
    if (layers.equals(spec.layers())) {
      return;
    }
    Model changed = new Model(spec.withLayers(layers), compiled);
    copyTo(changed);
    spec = changed.spec;
    network = changed.network;
  }

  /**
   * The rate of the next step: the one that was set last, else the optimizer's.
   *
   * @return the learning rate
   */
  public double learningRate() {
    return Double.isNaN(givenRate) ? spec.optimizer().learningRate().at(iterations()) : givenRate;
  }

  /**
   * Sets the rate of all steps to come, in place of the optimizer's own or its schedule.
   *
   * @param rate in (0, inf)
   */
  public void setLearningRate(double rate) {
    givenRate = new LearningRate.Constant(rate).rate();
  }

  /** The rate that was set, if one was. */
  OptionalDouble givenRate() {
    return Double.isNaN(givenRate) ? OptionalDouble.empty() : OptionalDouble.of(givenRate);
  }

  void setGivenRate(OptionalDouble rate) {
    givenRate =
        rate.isPresent() ? new LearningRate.Constant(rate.getAsDouble()).rate() : Double.NaN;
  }

  /**
   * Updates done so far, over all calls of fit (Keras' {@code optimizer.iterations}).
   *
   * @return steps
   */
  public int iterations() {
    return built().getIterationCount();
  }

  /**
   * All parameters: layer by layer, W column by column ([inputs, units] in Fortran order), then b.
   *
   * @return a copy, shape [parameters], in the model's type
   */
  public INDArray parameters() {
    INDArray flat = network().params();
    return flat.reshape(flat.length()).dup();
  }

  /**
   * Sets all parameters.
   *
   * @param flat in the order of {@link #parameters()}
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void setParameters(INDArray flat) {
    INDArray mine = network().params();
    if (flat.length() != mine.length()) {
      throw new IllegalArgumentException(
          "the model has " + mine.length() + " parameters, got " + flat.length());
    }
    mine.reshape(mine.length()).assign(flat.reshape(flat.length()));
  }

  /**
   * A model of its own with the same parameters, optimizer's state, rate and counts.
   *
   * @return a copy; training one leaves the other as it is
   * @throws IllegalStateException if the model is not built
   */
  public Model copy() {
    network();
    Model copy = new Model(spec, compiled);
    copyTo(copy);
    return copy;
  }

  private void copyTo(Model copy) {
    MultiLayerNetwork mine = network();
    MultiLayerNetwork theirs = copy.network();
    theirs.params().assign(mine.params());
    INDArray state = mine.getUpdater(true).getStateViewArray();
    if (state != null) {
      theirs.getUpdater(true).getStateViewArray().assign(state);
    }
    theirs.setIterationCount(mine.getIterationCount());
    theirs.setEpochCount(mine.getEpochCount());
    copy.givenRate = givenRate;
  }

  /**
   * Loss and its gradient over all rows at once, at the present parameters.
   *
   * @param loss mean over the rows, penalties included
   * @param gradient of that mean, in the order of {@link Model#parameters()}, a copy
   */
  public record LossAndGradient(double loss, INDArray gradient) {}

  /**
   * Computes loss and gradient over all rows as one batch, without an update. For solvers of their
   * own.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @return the loss and its gradient
   */
  public LossAndGradient lossAndGradient(INDArray x, INDArray y) {
    return lossAndGradient(rows(x, y, Optional.empty()));
  }

  /**
   * Computes loss and gradient over all rows as one batch, each row's loss weighted.
   *
   * @param x inputs, shape [rows, ...]
   * @param y targets, as in training
   * @param sampleWeights shape [rows]
   * @return the loss, {@code sum(weight * loss) / rows}, and its gradient
   */
  public LossAndGradient lossAndGradient(INDArray x, INDArray y, INDArray sampleWeights) {
    return lossAndGradient(rows(x, y, Optional.of(sampleWeights)));
  }

  private LossAndGradient lossAndGradient(TrainingSet data) {
    requireLoss();
    Batch batch =
        new Batch(
            data.x(),
            data.targets().values(),
            data.weights(),
            data.rows(),
            new double[data.rows() * spec.output().units()]);
    double loss = new Dl4jStep(spec, network()).gradient(batch) / data.rows();
    INDArray gradient = network().getFlattenedGradients();
    return new LossAndGradient(loss, gradient.reshape(gradient.length()).div(data.rows()));
  }

  /**
   * A layer's weights as Keras orders them: kernel [inputs, units] and bias [units] of a Dense
   * layer; gamma, beta, moving mean and moving variance of a BatchNormalization layer.
   *
   * @param layer the layer's name
   * @return copies; empty for a layer without weights
   * @throws IllegalArgumentException if there is no such layer
   */
  public List<INDArray> weights(String layer) {
    return LayerWeights.of(layer(layer), spec, network()).stream()
        .map(view -> view.dup('c'))
        .toList();
  }

  /**
   * All weights as Keras orders them: those of each layer in turn.
   *
   * @return copies
   */
  public List<INDArray> weights() {
    return layers().stream().flatMap(layer -> weights(layer.name()).stream()).toList();
  }

  /**
   * Sets a layer's weights.
   *
   * @param layer the layer's name
   * @param weights shaped and ordered as in {@link #weights(String)}
   * @throws IllegalArgumentException if the shapes differ from the layer's
   */
  public void setWeights(String layer, List<INDArray> weights) {
    assign("layer " + layer, LayerWeights.of(layer(layer), spec, network()), weights, "");
  }

  /**
   * Sets all weights.
   *
   * @param weights in the order of {@link #weights()}
   * @throws IllegalArgumentException if number or shapes differ
   */
  public void setWeights(List<INDArray> weights) {
    assign("the model", allWeights(), weights, "");
  }

  private List<INDArray> allWeights() {
    return layers().stream()
        .flatMap(layer -> LayerWeights.of(layer, spec, network()).stream())
        .toList();
  }

  private static void assign(
      String what, List<INDArray> present, List<INDArray> given, String hint) {
    requireShapes(what, present, given, hint);
    for (int i = 0; i < present.size(); i++) {
      present.get(i).assign(given.get(i));
    }
  }

  private static void requireShapes(
      String what, List<INDArray> present, List<INDArray> given, String hint) {
    List<String> expected = present.stream().map(Model::shape).toList();
    List<String> got = given.stream().map(Model::shape).toList();
    if (!expected.equals(got)) {
      throw new IllegalArgumentException(
          what + " has weights of shapes " + expected + ", got " + got + hint);
    }
  }

  private static String shape(INDArray array) {
    return Arrays.toString(array.shape());
  }

  /** As Keras shows a model, e.g. {@code <Sequential name=sequential, built=true>}. */
  @Override
  public String toString() {
    return "<Sequential name=" + spec.name() + ", built=" + spec.built() + ">";
  }
}
