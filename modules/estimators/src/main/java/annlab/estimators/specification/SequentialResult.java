package annlab.estimators.specification;

import annlab.datasets.Samples;
import annlab.networks.Evaluation;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.TrainingDivergedException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What training a Sequential model gave: its history, weights, and scores on the test part. */
final class SequentialResult implements FitResult {
  /** How many predictions are shown. */
  private static final int SHOWN = 10;

  private final Model model;
  private final History history;
  private final Optional<Samples> test;
  private final Map<String, Double> scores;
  private final boolean listsStatistics;
  private final Optional<TrainingDivergedException> diverged;

  SequentialResult(
      Model model,
      History history,
      Optional<Samples> test,
      boolean listsStatistics,
      Optional<TrainingDivergedException> diverged) {
    this.model = model;
    this.history = history;
    this.test = test;
    this.scores =
        test.map(rows -> model.evaluate(rows.x(), rows.y()))
            .map(Evaluation::values)
            .orElse(Map.of());
    this.listsStatistics = listsStatistics;
    this.diverged = diverged;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode series = json.putObject("history");
    history
        .history()
        .forEach(
            (name, values) -> {
              ArrayNode array = series.putArray(name);
              values.forEach(array::add);
            });
    ArrayNode epochs = json.putArray("epoch");
    history.epochs().forEach(epoch -> epochs.add(epoch.number()));
    ObjectNode params = json.putObject("params");
    history.params().forEach(params::put);
    if (test.isPresent()) {
      ObjectNode scored = json.putObject("test");
      scores.forEach(scored::put);
      json.set("predictions", predictions(test.get()));
    }
    diverged.ifPresent(failure -> json.put("diverged", failure.getMessage()));
    return NotFinite.marked(json);
  }

  @Override
  public Optional<TrainingDivergedException> diverged() {
    return diverged;
  }

  private ArrayNode predictions(Samples rows) {
    Samples first = rows.rows(0, Math.min(SHOWN, rows.count()));
    INDArray outputs = model.predict(first.x()).castTo(DataType.DOUBLE);
    ArrayNode predictions = JsonNodeFactory.instance.arrayNode();
    for (double[] row : outputs.toDoubleMatrix()) {
      ArrayNode numbers = predictions.addArray();
      for (double value : row) {
        numbers.add(value);
      }
    }
    return predictions;
  }

  @Override
  public String text() {
    int epochs = history.epochs().size();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Sequential, %,d parameters, %d epoch%s of %,d steps%n",
                model.parameters().length(),
                epochs,
                epochs == 1 ? "" : "s",
                history.params().getOrDefault("steps", 0)));
    if (epochs > 0) {
      line(text, "", history.epochs().get(epochs - 1).logs());
    }
    line(text, "test_", scores);
    return text.toString();
  }

  private static void line(StringBuilder text, String prefix, Map<String, Double> values) {
    values.forEach(
        (name, value) ->
            text.append(String.format(Locale.ROOT, "  %-28s %s%n", prefix + name, value)));
  }

  @Override
  public void saveWeights(Path file) {
    KerasWeights.write(file, model, listsStatistics);
  }

  @Override
  public void save(Path file) {
    model.save(file);
  }
}
