package annlab.cli;

import annlab.cli.options.ModelFile;
import annlab.cli.text.ExitCode;
import annlab.cli.text.Output;
import annlab.datasets.DataHome;
import annlab.datasets.DataSet;
import annlab.datasets.Samples;
import annlab.estimators.specification.InputTable;
import annlab.lab.settings.Settings;
import annlab.networks.Model;
import annlab.networks.StepChoice;
import annlab.networks.losses.Loss;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "predict",
    resourceBundle = "annlab.cli.options.DataSetNames",
    description = {
      "Predict by a model: a row of outputs for each row of the data, in its order.",
      "",
      "With --json: {\"predictions\": [[...], ...], \"rows\": [A, B]}, and \"scores\"",
      "where the targets are known: those of a data set, or of --target."
    })
final class PredictCommand implements Callable<Integer> {
  private static final int ROWS_AT_A_TIME = 1_024;
  private static final Pattern RANGE = Pattern.compile("(\\d{0,9}):(\\d{0,9})");

  /** Outputs, [rows, width], and what was measured, if the targets are known. */
  private record Predicted(INDArray outputs, Map<String, Double> scores) {
    double[] values() {
      return outputs.dup('c').data().asDouble();
    }

    int width() {
      return (int) outputs.size(1);
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private final Output output = new Output();

  @Parameters(
      arity = "1",
      paramLabel = "MODEL",
      description = "A model: .keras, .h5 or annlab's own.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "NAME|FILE.csv",
      description = "One of ${bundle:data-sets}, or a table with a header.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The table's column of targets: no input; scores are printed.")
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "A:B",
      description = "Rows A to B - 1 alone, counted from 0; either may be left out.")
  private Optional<String> rows = Optional.empty();

  @Override
  public Integer call() {
    long[] range = range();
    // unpacked and verified while this thread reads the model; arrays are made in this thread alone
    Optional<CompletableFuture<DataSet.Rows>> reading =
        named().map(set -> CompletableFuture.supplyAsync(() -> set.reader().read(home())));
    Model model = ModelFile.load(file);
    InputTable table = table(model, range, reading);
    long count = table.x().size(0);
    if (range[0] >= count) {
      throw new ParameterException(
          spec.commandLine(), "--rows " + rows.orElse("") + " of " + count + " rows are none");
    }
    long end = Math.min(range[1], count);
    INDArray x = inputs(model, part(table.x(), range[0], end));
    Optional<INDArray> y = table.y().map(all -> part(all, range[0], end));
    // A short command has no second compiler, and without it OpenBLAS is four times as fast as the
    // kernels.
    Predicted predicted = StepChoice.DL4J.during(() -> predicted(model, x, y));
    if (output.json()) {
      output.print(json(predicted, range[0], end));
    } else {
      output.print(text(predicted));
    }
    return ExitCode.OK;
  }

  private static Predicted predicted(Model model, INDArray x, Optional<INDArray> y) {
    return new Predicted(
        model.predict(x, ROWS_AT_A_TIME),
        y.isPresent() && model.loss().isPresent() ? model.evaluate(x, y.get()).values() : Map.of());
  }

  /** The data set, if the data are one. */
  private Optional<DataSet> named() {
    Optional<DataSet> named = DataSet.named(data);
    if (named.isPresent() && target.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--target goes with a table; " + data + " has its own");
    }
    return named;
  }

  private static DataHome home() {
    return new DataHome(Settings.load().dataFolders());
  }

  /** From, inclusive, and to, exclusive. */
  private long[] range() {
    if (rows.isEmpty()) {
      return new long[] {0, Integer.MAX_VALUE};
    }
    Matcher matcher = RANGE.matcher(rows.get());
    if (matcher.matches()) {
      long from = matcher.group(1).isEmpty() ? 0 : Long.parseLong(matcher.group(1));
      long to = matcher.group(2).isEmpty() ? Integer.MAX_VALUE : Long.parseLong(matcher.group(2));
      if (from < to) {
        return new long[] {from, to};
      }
    }
    throw new ParameterException(
        spec.commandLine(), "--rows must be A:B with A below B, as 0:100, got " + rows.get());
  }

  private InputTable table(
      Model model, long[] range, Optional<CompletableFuture<DataSet.Rows>> reading) {
    if (reading.isPresent()) {
      int most = (int) Math.min(Integer.MAX_VALUE, range[1]);
      DataType type = model.parameters().dataType();
      Samples samples = named().orElseThrow().samples(read(reading.get()), most, type);
      return new InputTable(samples.x(), Optional.of(samples.y()));
    }
    if (!data.contains(".")) {
      throw new ParameterException(
          spec.commandLine(),
          "no data set is called '"
              + data
              + "'; there are "
              + DataSet.names()
              + ", or name a .csv");
    }
    return InputTable.csv(Path.of(data), target, model.loss().map(Loss::classifies).orElse(false));
  }

  private static INDArray part(INDArray all, long from, long to) {
    return from == 0 && to == all.size(0) ? all : all.get(NDArrayIndex.interval(from, to)).dup('c');
  }

  private static INDArray inputs(Model model, INDArray x) {
    List<Long> shape = model.inputShape();
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    if (size != x.size(1)) {
      throw new IllegalArgumentException(
          "the model takes rows of shape "
              + shape
              + ", "
              + size
              + " numbers, but the data have "
              + x.size(1)
              + " columns");
    }
    long[] sizes = new long[shape.size() + 1];
    sizes[0] = x.size(0);
    for (int i = 0; i < shape.size(); i++) {
      sizes[i + 1] = shape.get(i);
    }
    return x.castTo(model.parameters().dataType()).reshape('c', sizes);
  }

  private static DataSet.Rows read(CompletableFuture<DataSet.Rows> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException own ? own : e;
    }
  }

  private static ObjectNode json(Predicted predicted, long from, long to) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode predictions = json.putArray("predictions");
    double[] values = predicted.values();
    int width = predicted.width();
    for (int first = 0; first < values.length; first += width) {
      ArrayNode numbers = predictions.addArray();
      for (int i = 0; i < width; i++) {
        numbers.add(finite(values[first + i]));
      }
    }
    json.putArray("rows").add(from).add(to);
    if (!predicted.scores().isEmpty()) {
      ObjectNode scored = json.putObject("scores");
      predicted.scores().forEach((name, value) -> scored.put(name, finite(value)));
    }
    return json;
  }

  /** JSON has no word for other numbers. */
  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("a prediction is " + value + "; scale the inputs");
    }
    return value;
  }

  private static String text(Predicted predicted) {
    StringBuilder text = new StringBuilder();
    double[] values = predicted.values();
    int width = predicted.width();
    for (int i = 0; i < values.length; i++) {
      text.append(values[i]).append((i + 1) % width == 0 ? '\n' : ' ');
    }
    predicted
        .scores()
        .forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }
}
