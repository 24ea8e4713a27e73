package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.estimators.internal.Fields;
import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.TrainingDivergedException;
import annlab.networks.config.Names;
import annlab.networks.keras.KerasTraining;
import annlab.networks.keras.KerasTraining.Compilation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.Seeds;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A Sequential model, its data, and how it is trained, under Keras' own names. */
final class SequentialFit implements FitSpec {
  private static final List<String> FIELDS =
      List.of("data", "split", "sequential", "compile", "fit", "weights", "seed", "dtype");

  private final JsonNode specification;
  private final DataSpec data;
  private final Optional<SplitSpec> split;
  private final Optional<Input> input;
  private final List<Layer> layers;
  private final Compilation compilation;
  private final FitOptions options;
  private final Optional<Path> weights;
  private final Seeds seeds;
  private final DataType type;

  private SequentialFit(Fields fields, Sources sources) {
    fields.json().fieldNames().forEachRemaining(name -> Names.requireKnown("field", name, FIELDS));
    this.specification = fields.json();
    this.data = DataSpec.of(required(fields, "data"), sources);
    this.split = fields.find("split").map(json -> SplitSpec.of(json, SplitSpec.TWICE));
    List<Layer> given = layers(fields, required(fields, "sequential"));
    this.input = given.stream().filter(Input.class::isInstance).map(Input.class::cast).findFirst();
    // the description names its layers, once and for all
    this.layers = Sequential.of(given.toArray(Layer[]::new)).layers();
    this.compilation = KerasTraining.compilation(required(fields, "compile"));
    this.options =
        KerasTraining.fit(fields.find("fit").orElseGet(JsonNodeFactory.instance::objectNode));
    this.weights = fields.find("weights").map(node -> file(fields, node, sources));
    this.seeds = fields.find("seed").map(node -> seeds(fields, node)).orElse(Seeds.of(0));
    this.type = fields.find("dtype").map(node -> type(fields, node)).orElse(DataType.FLOAT);
    if (split.isPresent()
        && split.get().validation().isPresent()
        && options.validationSplit() > 0) {
      throw new IllegalArgumentException(
          "validation rows come from either validation_size of split or validation_split of fit;"
              + " leave one out");
    }
    if (!data.columns().isEmpty()
        && split.isEmpty()
        && data.read().filter(set -> set.layout().pictures()).isPresent()) {
      throw new IllegalArgumentException(
          "columns are for tables; on " + data.name() + " they need a split");
    }
  }

  /** Reads a specification; what is wrong with the model itself is said here. */
  static SequentialFit of(Fields fields, Sources sources) {
    SequentialFit fit = new SequentialFit(fields, sources);
    fit.compilation.model(Sequential.of(fit.layers.toArray(Layer[]::new)));
    return fit;
  }

  private static JsonNode required(Fields fields, String name) {
    return fields
        .find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the specification has no field '"
                        + name
                        + "'; a Sequential model needs data, sequential and compile"));
  }

  private static List<Layer> layers(Fields fields, JsonNode json) {
    if (!json.isArray()) {
      throw fields.wrong("sequential", "a list of layers, as [{\"Dense\": {\"units\": 1}}]", json);
    }
    List<Layer> layers = new ArrayList<>();
    for (JsonNode layer : json) {
      layers.add(Layer.keras().read(layer));
    }
    return layers;
  }

  private static Path file(Fields fields, JsonNode node, Sources sources) {
    if (!node.isTextual()) {
      throw fields.wrong("weights", "the name of an .npz file", node);
    }
    return sources.file("weights", node.textValue());
  }

  private static Seeds seeds(Fields fields, JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Seeds.of(node.longValue());
    }
    if (node.isObject() && node.size() == 1) {
      String kind = node.fieldNames().next();
      JsonNode given = node.get(kind);
      if (kind.equals("keras2") && isSeed(given)) {
        return Seeds.keras2(given.longValue());
      }
      if (kind.equals("keras3") && isSeed(given)) {
        return Seeds.keras3(given.longValue());
      }
      if (kind.equals("keras3") && given.isObject()) {
        return keras3(new Fields("keras3", given));
      }
    }
    throw fields.wrong(
        "seed",
        "an int, {'keras2': int}, {'keras3': int} or"
            + " {'keras3': {'seed': int, 'backend': 'tensorflow', 'jax' or 'torch'}}",
        node);
  }

  private static boolean isSeed(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  private static Seeds keras3(Fields fields) {
    fields.requireKnown(Set.of("seed", "backend"));
    JsonNode seed = fields.json().path("seed");
    if (!isSeed(seed)) {
      throw fields.wrong("seed", "an int", seed);
    }
    Optional<JsonNode> backend = fields.find("backend");
    if (backend.isPresent() && !backend.get().isTextual()) {
      throw fields.wrong("backend", "'tensorflow', 'jax' or 'torch'", backend.get());
    }
    return Seeds.keras3(
        seed.longValue(),
        backend.map(JsonNode::textValue).map(KerasBackend::named).orElse(KerasBackend.TENSORFLOW));
  }

  private static DataType type(Fields fields, JsonNode node) {
    return switch (node.isTextual() ? node.textValue() : "") {
      case "float32" -> DataType.FLOAT;
      case "float64" -> DataType.DOUBLE;
      default -> throw fields.wrong("dtype", "a str among {'float32', 'float64'}", node);
    };
  }

  @Override
  public boolean hasWeights() {
    return true;
  }

  @Override
  public boolean showsEpochs() {
    return true;
  }

  @Override
  public Samples rows(DataHome home) {
    return data.load(home, target());
  }

  @Override
  public Optional<Split> parts(DataHome home) {
    return split.map(spec -> spec.divide(rows(home)));
  }

  @Override
  public void requireWithin(FitLimits limits) {
    List<Dense> dense =
        layers.stream().filter(Dense.class::isInstance).map(Dense.class::cast).toList();
    FitLimits.require("the number of Dense layers", dense.size(), limits.layers());
    dense.forEach(layer -> FitLimits.require("units", layer.units(), limits.units()));
    FitLimits.require("epochs", options.epochs(), limits.epochs());
    FitLimits.require("rows", data.drawn().isPresent() ? data.drawnRows() : 0, limits.rows());
    FitLimits.require("the number of layers", layers.size(), 2L * limits.layers());
  }

  @Override
  public int epochs() {
    return options.epochs();
  }

  @Override
  public long seed() {
    return seeds.seed();
  }

  @Override
  public String toJava() {
    if (weights.isPresent() || seeds.kind() != Seeds.of(0).kind()) {
      throw new IllegalArgumentException(
          "Java code is written for a sequential without weights, with a plain seed");
    }
    FitOptions written =
        FitOptions.defaults().withEpochs(options.epochs()).withBatchSize(options.batchSize());
    if (!options.equals(written)) {
      throw new IllegalArgumentException(
          "Java code is written for a fit with epochs and batch_size alone");
    }
    return new JavaListing(data, split)
        .sequential(layers, compilation, options, seeds.seed(), type);
  }

  @Override
  public String toPython() {
    return new PythonListing(specification, data)
        .sequential(layers, input, compilation, options, seeds, type);
  }

  @Override
  public FitResult run(DataHome home, Callback... watchers) {
    KerasWeights given =
        weights.map(file -> KerasWeights.read(file, layers)).orElseGet(KerasWeights::none);
    SequentialData rows = SequentialData.load(data, split, home, type, target());
    INDArray x = rows.train().x();
    Model model = model(x, given);
    FitOptions all = options.withCallbacks(watchers);
    if (options.validationSplit() == 0 && rows.validation().isPresent()) {
      Samples validation = rows.validation().get();
      all = all.withValidation(validation.x(), validation.y());
    }
    rows.test().ifPresent(test -> check(model, test));
    History history;
    Optional<TrainingDivergedException> diverged = Optional.empty();
    try {
      history = model.fit(x, rows.train().y(), all);
    } catch (TrainingDivergedException e) {
      history = e.history();
      diverged = Optional.of(e);
    }
    return new SequentialResult(model, history, rows.test(), given.listsStatistics(), diverged);
  }

  /** What the test part will be refused for is said before the training, not after it. */
  private static void check(Model model, Samples test) {
    try {
      model.check(test.x(), test.y());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("in the test part " + e.getMessage(), e);
    }
  }

  private Model model(INDArray x, KerasWeights given) {
    Sequential sequential =
        Sequential.of(input.orElseGet(() -> Input.of(Arrays.copyOfRange(x.shape(), 1, x.rank()))))
            .seed(seeds)
            .dataType(type);
    for (Layer layer : layers) {
      sequential.add(
          layer.adapts() ? given.statistics(layer).orElseGet(() -> adapted(layer, x)) : layer);
    }
    Model model = compilation.model(sequential);
    given.assign(model);
    return model;
  }

  private static Layer adapted(Layer layer, INDArray x) {
    return layer.complete()
        ? layer
        : layer.adapt(x.castTo(DataType.DOUBLE).reshape('c', x.size(0), x.length() / x.size(0)));
  }

  private TargetKind target() {
    Loss loss = compilation.loss();
    if (!loss.classifies()) {
      return TargetKind.NUMBERS;
    }
    return loss.binary() ? TargetKind.PROBABILITIES : TargetKind.CLASSES;
  }

  @Override
  public void requireSavable(Path file) {
    Model.requireSavable(file);
  }
}
