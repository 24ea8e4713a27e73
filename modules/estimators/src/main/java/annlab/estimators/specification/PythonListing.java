package annlab.estimators.specification;

import annlab.datasets.Samples;
import annlab.networks.FitOptions;
import annlab.networks.config.KerasObject;
import annlab.networks.keras.KerasTraining;
import annlab.networks.keras.KerasTraining.Compilation;
import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.random.KerasBackend;
import annlab.networks.random.Seeds;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Writes a specification as a Python program for Keras 3 or scikit-learn that comes to the same
 * numbers and prints them as {@code annlab fit --json} does.
 */
final class PythonListing {
  /** By which Keras makes the same metric. */
  private static final Set<String> METRIC_WORDS =
      Set.of("accuracy", "acc", "mse", "mae", "mean_squared_error", "mean_absolute_error");

  private final JsonNode specification;
  private final DataSpec data;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder body = new StringBuilder();

  PythonListing(JsonNode specification, DataSpec data) {
    this.specification = specification;
    this.data = data;
  }

  static IllegalArgumentException unwritten(String what) {
    return new IllegalArgumentException("no Python program gives the same numbers: " + what);
  }

  private void line(String text) {
    body.append(text).append('\n');
  }

  private String program(String about) {
    return "# " + about + "\n" + head + "\n" + body;
  }

  // estimators

  String estimator(EstimatorSpec<?> estimator, JsonNode parameters, boolean scale) {
    String name = estimator.name();
    boolean classifies = estimator.classifies();
    EstimatorSpec.Python python = estimator.python();
    if (python.module().isEmpty()) {
      throw unwritten(python.why());
    }
    estimator.requireInPython(parameters);
    if (python.draws() && parameters.path("random_state").isMissingNode()) {
      throw unwritten("the parameters have no random_state; give " + name + " one");
    }
    head.append("import json\n\nimport numpy as np\n");
    head.append("from sklearn.").append(python.module()).append(" import ").append(name);
    head.append('\n');
    if (scale) {
      head.append("from sklearn.pipeline import make_pipeline\n");
      head.append("from sklearn.preprocessing import StandardScaler\n");
    }
    rows(classifies);
    boolean single = parameters.path("dtype").asText().equals("float32");
    if (single) {
      line("x = x.astype(np.float32)");
    }
    Optional<JsonNode> split = field("split");
    if (split.isPresent()) {
      split(split.get(), "x, x_test, y, y_test", "x, y", "test_size", "train_size");
    } else {
      line("x_test, y_test = x, y");
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    parameters
        .properties()
        .forEach(each -> arguments.put(each.getKey(), PythonLiteral.of(each.getValue())));
    arguments.remove("dtype");
    if (classifies) {
      line("y, y_test = y.astype(int), y_test.astype(int)");
    }
    line("estimator = " + name + "(" + PythonLiteral.arguments(arguments) + ")");
    line(scale ? "model = make_pipeline(StandardScaler(), estimator)" : "model = estimator");
    line("model.fit(x, y)");
    line("out = {\"estimator\": type(estimator).__name__}");
    line(
        "for name in (\"n_iter\", \"loss\", \"loss_curve\", \"best_loss\", \"validation_scores\",");
    line("             \"best_validation_score\", \"coef\", \"intercept\"):");
    line("    value = getattr(estimator, name + \"_\", None)");
    line("    if value is not None and not callable(value):");
    line("        out[name] = np.asarray(value).tolist()");
    line("predicted = model.predict(x_test)");
    if (classifies) {
      line("out[\"accuracy\"] = float(np.mean(predicted == y_test))");
    } else {
      line("out[\"rmse\"] = float(np.sqrt(np.mean((y_test - predicted) ** 2)))");
    }
    line("if hasattr(model, \"predict_proba\"):");
    line("    out[\"probabilities\"] = model.predict_proba(x_test[:10]).tolist()");
    line("else:");
    line("    out[\"predictions\"] = predicted[:10].tolist()");
    line("print(json.dumps(out))");
    return program("scikit-learn 1.9: gives the numbers of `annlab fit`, which wrote this.");
  }

  // Sequential models

  String sequential(
      List<Layer> layers,
      Optional<Input> input,
      Compilation compilation,
      FitOptions options,
      Seeds seeds,
      DataType type) {
    KerasBackend backend = backend(layers, options, seeds);
    boolean twice = type == DataType.DOUBLE;
    if (twice
        && (backend == KerasBackend.JAX
            || layers.stream().anyMatch(layer -> layer.dropped(1) > 0))) {
      throw unwritten("Keras on JAX computes in float32, and draws other masks in float64");
    }
    head.append("import json\nimport os\n\n");
    head.append("os.environ[\"KERAS_BACKEND\"] = \"").append(backend.label()).append("\"\n");
    head.append("import keras\nimport numpy as np\nfrom keras import layers\n");
    parts(compilation.loss(), twice);
    List<String> written = new ArrayList<>();
    written.add("layers.Input(" + (input.isPresent() ? shape(input.get()) : "x.shape[1:]") + ")");
    layers.forEach(layer -> written.add(layer(layer)));
    line("");
    line("");
    line("def build():");
    line("    return keras.Sequential([");
    written.forEach(layer -> line("        " + layer + ","));
    line("    ])");
    line("");
    line("");
    line("keras.utils.set_random_seed(" + seeds.seed() + ")");
    line("model = build()");
    if (twice) {
      line("# annlab draws in float32 whatever it computes in");
      line("weights = model.get_weights()");
      line("keras.config.set_floatx(\"float64\")");
      line("keras.config.set_dtype_policy(\"float64\")");
      line("keras.utils.set_random_seed(" + seeds.seed() + ")");
      line("model = build()");
      line("model.set_weights(weights)");
    }
    for (Layer layer : layers) {
      if (layer.adapts()) {
        line("next(l for l in model.layers if isinstance(l, layers.Normalization)).adapt(x)");
      }
    }
    field("weights")
        .ifPresent(
            file -> {
              line("given = np.load(" + PythonLiteral.of(file) + ")");
              line("given = [given[name] for name in given.files]");
              line("own = model.get_weights()");
              line("model.set_weights(own[:len(own) - len(given)] + given)");
            });
    line("model.compile(");
    line("    loss=" + written(compilation.loss()) + ",");
    line("    optimizer=" + written(compilation.optimizer()) + ",");
    int outputs = Math.toIntExact(layers.get(layers.size() - 1).outputShape(List.of()).get(0));
    line(
        compilation.metrics().stream()
            .map(metric -> metric(metric, compilation.loss(), outputs))
            .collect(Collectors.joining(", ", "    metrics=[", "],")));
    line(")");
    fit();
    line("out = {\"history\": history.history}");
    line("if test is not None:");
    line("    out[\"test\"] = model.evaluate(*test, verbose=0, return_dict=True)");
    line("    out[\"predictions\"] = np.asarray(model.predict(test[0][:10], verbose=0)).tolist()");
    line("print(json.dumps(out))");
    return program("Keras 3: gives the numbers of `annlab fit`, which wrote this.");
  }

  private static String shape(Input input) {
    return PythonLiteral.of(input.shape());
  }

  private KerasBackend backend(List<Layer> layers, FitOptions options, Seeds seeds) {
    if (seeds.backend().isPresent()) {
      return seeds.backend().get();
    }
    boolean dropout = layers.stream().anyMatch(layer -> layer.dropped(1) > 0);
    boolean shuffles = options.order().isEmpty();
    if (dropout || shuffles || field("weights").isEmpty()) {
      throw unwritten(
          "its seed is not one of Keras 3; give \"seed\": {\"keras3\": "
              + seeds.seed()
              + "}, or weights and \"shuffle\": false without dropout");
    }
    return KerasBackend.TENSORFLOW;
  }

  private void parts(Loss loss, boolean twice) {
    Optional<JsonNode> split = field("split");
    boolean pictures =
        split.isEmpty() && data.read().filter(set -> set.layout().pictures()).isPresent();
    if (pictures) {
      published();
    } else {
      rows(loss.classifies());
      line("valid = test = None");
      split.ifPresent(
          json -> {
            split(json, "x, x_test, y, y_test", "x, y", "test_size", "train_size");
            line("test = x_test, y_test");
            if (json.hasNonNull("validation_size")) {
              split(json, "x, x_valid, y, y_valid", "x, y", "validation_size", "");
              line("valid = x_valid, y_valid");
            }
          });
    }
    String type = twice ? "float64" : "float32";
    String targets = loss.classifies() ? "int" : "\"" + type + "\"";
    line("");
    line("");
    line("def typed(rows):");
    line("    return rows and (rows[0].astype(\"" + type + "\"), rows[1].astype(" + targets + "))");
    line("");
    line("");
    line("(x, y), valid, test = typed((x, y)), typed(valid), typed(test)");
  }

  private void fit() {
    Map<String, String> arguments = new LinkedHashMap<>();
    Optional<JsonNode> given = field("fit");
    if (given.isPresent()) {
      for (Map.Entry<String, JsonNode> each : given.get().properties()) {
        arguments.put(
            each.getKey(),
            switch (each.getKey()) {
              case "callbacks" -> callbacks(each.getValue());
              case "class_weight" -> byId(each.getValue());
              default -> PythonLiteral.of(each.getValue());
            });
      }
    }
    if (!(given.isPresent() && given.get().path("validation_split").asDouble(0) > 0)) {
      arguments.put("validation_data", "valid");
    }
    arguments.put("verbose", "0");
    line("history = model.fit(x, y, " + PythonLiteral.arguments(arguments) + ")");
  }

  private static String byId(JsonNode weights) {
    List<String> items = new ArrayList<>();
    weights
        .properties()
        .forEach(
            each -> items.add(Integer.parseInt(each.getKey().strip()) + ": " + each.getValue()));
    return "{" + String.join(", ", items) + "}";
  }

  private static String callbacks(JsonNode list) {
    List<String> written = new ArrayList<>();
    for (JsonNode callback : list) {
      boolean bare = callback.isTextual();
      String name = bare ? callback.textValue() : callback.fieldNames().next();
      Map<String, String> arguments = new LinkedHashMap<>();
      if (!bare) {
        callback
            .get(name)
            .properties()
            .forEach(each -> arguments.put(each.getKey(), PythonLiteral.of(each.getValue())));
      }
      written.add(
          "keras.callbacks."
              + KerasTraining.callbacks().named(name)
              + "("
              + PythonLiteral.arguments(arguments)
              + ")");
    }
    return "[" + String.join(", ", written) + "]";
  }

  private static String layer(Layer layer) {
    if (layer.complete()) {
      throw unwritten("a Normalization layer with statistics of its own is not written");
    }
    return written("layers." + layer.kerasName(), layer, Set.of(Layer.NAME));
  }

  private static String written(KerasObject object) {
    return written(object.kerasModule() + "." + object.kerasName(), object, Set.of());
  }

  /** A call of a class, its parts made in the order of its options: each takes the next seed. */
  private static String written(String type, KerasObject object, Set<String> left) {
    object
        .missingInKeras()
        .ifPresent(
            what -> {
              throw unwritten("Keras does not have " + what);
            });
    Map<String, String> arguments = new LinkedHashMap<>();
    object.kerasOptions().forEach((name, value) -> arguments.put(name, PythonLiteral.of(value)));
    object.parts().forEach((name, part) -> arguments.put(name, written(part)));
    arguments.keySet().removeAll(left);
    return type + "(" + PythonLiteral.arguments(arguments) + ")";
  }

  private static String metric(Metric metric, Loss loss, int outputs) {
    String name = metric.name();
    if (METRIC_WORDS.contains(name) && Metric.of(name).equals(metric)) {
      return PythonLiteral.of(name);
    }
    String type = metric.kerasName(outputs, loss.classifies());
    return written(metric.kerasModule() + "." + type, metric, Set.of());
  }

  // data

  private Optional<JsonNode> field(String name) {
    return Optional.ofNullable(specification.get(name)).filter(node -> !node.isNull());
  }

  /** Fashion MNIST as the chapter divides it. */
  private void published() {
    line("(x, y), test = keras.datasets.fashion_mnist.load_data()");
    line("valid = x[-5000:] / 255.0, y[-5000:]");
    line("x, y = x[:-5000] / 255.0, y[:-5000]");
    line("test = test[0] / 255.0, test[1]");
    data.rows().ifPresent(rows -> line("x, y = x[:" + rows + "], y[:" + rows + "]"));
    data.positive()
        .ifPresent(
            id -> {
              line("y = y == " + id);
              line(
                  "valid, test = (valid[0], valid[1] == "
                      + id
                      + "), (test[0], test[1] == "
                      + id
                      + ")");
            });
  }

  /** All rows, as float64. */
  private void rows(boolean classifies) {
    List<String> names = List.of();
    if (data.drawn().isPresent()) {
      Samples drawn = data.drawn().get().samples(data.drawnRows(), data.noise(), data.seed());
      line("# annlab's " + data.name() + ", number by number");
      line("x = np.array(" + PythonLiteral.of(lists(drawn.x().toDoubleMatrix())) + ")");
      line("y = np.array(" + PythonLiteral.of(list(drawn.y().ravel().toDoubleVector())) + ")");
      names = List.of("x", "y");
    } else if (data.csv().isPresent()) {
      head.append("import pandas as pd\n");
      line("table = pd.read_csv(" + PythonLiteral.of(data.csv().get().toString()) + ")");
      line("y = table.pop(" + PythonLiteral.of(data.target()) + ")");
      line("names = list(table.columns)");
      line("x = table.to_numpy(dtype=np.float64)");
      line(
          classifies
              ? "y = y.to_numpy() if y.dtype.kind in \"if\" else"
                  + " np.unique(y.str.strip(), return_inverse=True)[1]"
              : "y = y.to_numpy(dtype=np.float64)");
    } else {
      names = data.read().orElseThrow().layout().featureNames();
      read();
    }
    data.rows().ifPresent(rows -> line("x, y = x[:" + rows + "], y[:" + rows + "]"));
    if (!data.columns().isEmpty()) {
      List<String> known = names;
      List<String> columns =
          data.columns().stream()
              .map(
                  column ->
                      !column.isTextual()
                          ? column.asText()
                          : known.isEmpty()
                              ? "names.index(" + PythonLiteral.of(column) + ")"
                              : Integer.toString(known.indexOf(column.textValue())))
              .toList();
      line("x = x[:, [" + String.join(", ", columns) + "]]");
    }
    data.positive().ifPresent(id -> line("y = (y == " + id + ").astype(int)"));
  }

  private void read() {
    switch (data.name()) {
      case "california-housing" -> {
        head.append("from sklearn.datasets import fetch_california_housing\n");
        line("x, y = fetch_california_housing(return_X_y=True)");
      }
      case "iris" -> {
        head.append("from sklearn.datasets import load_iris\n");
        line("x, y = load_iris(return_X_y=True)");
      }
      case "fashion-mnist" -> {
        head.append(head.indexOf("import keras") < 0 ? "import keras\n" : "");
        line("(x, y), (x_more, y_more) = keras.datasets.fashion_mnist.load_data()");
        line("x, y = np.concatenate([x, x_more]), np.concatenate([y, y_more])");
        line("x = x.reshape(len(x), -1) / 255.0");
      }
      default -> throw unwritten("Python has no loader of " + data.name());
    }
  }

  private static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return list;
  }

  private static List<List<Double>> lists(double[][] rows) {
    List<List<Double>> list = new ArrayList<>();
    for (double[] row : rows) {
      list.add(list(row));
    }
    return list;
  }

  private void split(JsonNode json, String parts, String rows, String test, String train) {
    if (!json.hasNonNull("random_state") && json.path("shuffle").asBoolean(true)) {
      throw unwritten("the split has no random_state; give it one");
    }
    String module = "from sklearn.model_selection import train_test_split\n";
    if (head.indexOf(module) < 0) {
      head.append(module);
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    if (json.hasNonNull(test)) {
      arguments.put("test_size", PythonLiteral.of(json.get(test)));
    }
    if (json.hasNonNull(train)) {
      arguments.put("train_size", PythonLiteral.of(json.get(train)));
    }
    for (String name : List.of("random_state", "shuffle")) {
      if (json.hasNonNull(name)) {
        arguments.put(name, PythonLiteral.of(json.get(name)));
      }
    }
    if (json.path("shuffle").isBoolean() && !json.get("shuffle").booleanValue()) {
      arguments.remove("random_state");
    }
    if (json.path("stratify").asBoolean(false)) {
      arguments.put("stratify", "y");
    }
    line(parts + " = train_test_split(" + rows + ", " + PythonLiteral.arguments(arguments) + ")");
  }
}
