package annlab.bench;

import annlab.datasets.DataHome;
import annlab.datasets.FashionMnist;
import annlab.datasets.Samples;
import annlab.lab.Parameters;
import annlab.lab.comparison.Comparison;
import annlab.lab.comparison.ParameterTrace;
import annlab.lab.runs.Labels;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Evaluation;
import annlab.networks.FitOptions;
import annlab.networks.History;
import annlab.networks.Model;
import annlab.networks.Sequential;
import annlab.networks.layers.Activation;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Flatten;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.metrics.Metric;
import annlab.networks.optimizers.Sgd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains the network of the experiment {@code fashion-mnist}, from the same initial weights and in
 * the same order as {@code annlab run} does, and writes the run and its parameters' trace.
 */
final class BackendTraining {
  private static final String EXPERIMENT = "fashion-mnist";

  private final DataHome data;
  private final int epochs;
  private final long seed;
  private final int rows;

  /**
   * A training.
   *
   * @param rows training rows; 0 for all, else at most those of a quick run
   */
  BackendTraining(DataHome data, int epochs, long seed, int rows) {
    this.data = data;
    this.epochs = epochs;
    this.seed = seed;
    this.rows = rows;
  }

  /** Writes {@code run.json}, which {@code annlab runs --import} takes, and the trace beside it. */
  Run run(Path project, Path folder, Callback progress) throws IOException {
    Instant started = Instant.now();
    FashionMnist images = rows == 0 ? FashionMnist.load(data) : FashionMnist.quick(data);
    Samples all = images.train(DataType.FLOAT);
    Samples train = rows == 0 || rows >= all.count() ? all : all.rows(0, rows);
    Samples validation = images.validation(DataType.FLOAT);
    Samples test = images.test(DataType.FLOAT);
    Model model = model(seed);
    History history =
        model.fit(
            train.x(),
            train.y(),
            FitOptions.defaults()
                .withEpochs(epochs)
                .withValidation(validation.x(), validation.y())
                .withCallbacks(
                    progress,
                    new ParameterTrace(folder, ParameterTrace.FIRST_STEPS, Optional.empty())));
    Evaluation evaluation = model.evaluate(test.x(), test.y());
    Map<String, Double> metrics = new LinkedHashMap<>();
    history.history().forEach((name, values) -> metrics.put(name, values.get(values.size() - 1)));
    metrics.put("test_loss", evaluation.loss());
    metrics.put("test_accuracy", evaluation.value("accuracy"));
    Run run = recorded(started, history.epochs(), metrics, origin(project));
    Files.writeString(folder.resolve(Comparison.RUN), Json.print(RunExport.of(run)));
    return run;
  }

  private Provenance origin(Path project) {
    long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Provenance.here(project, seed)
        .ended(
            data.hashes(),
            Duration.ofMillis(System.currentTimeMillis() - begun),
            OptionalLong.empty());
  }

  private Run recorded(
      Instant started, List<Epoch> trained, Map<String, Double> metrics, Provenance origin) {
    Map<String, String> others =
        Map.of(
            "batch_size",
            Integer.toString(FitOptions.BATCH_SIZE),
            "learning_rate",
            Double.toString(Sgd.LEARNING_RATE));
    RunSummary summary =
        new RunSummary(
            RunId.draw(EXPERIMENT, started),
            EXPERIMENT,
            RunStatus.FINISHED,
            Optional.of(origin.backend()),
            new Parameters(seed, epochs, rows, others),
            rows > 0,
            started,
            Optional.of(Instant.now()),
            metrics,
            trained.size(),
            Map.of(),
            Map.of(),
            OptionalInt.empty(),
            0,
            0,
            Optional.empty(),
            false,
            0,
            Optional.empty(),
            new Labels(Optional.empty(), Optional.empty(), List.of(Comparison.TAG)));
    return new Run(summary, Optional.of(origin), trained, List.of());
  }

  /** The chapter's network, as the experiment has it. */
  private static Model model(long seed) {
    return Sequential.of(
            Input.of(28, 28),
            new Flatten(),
            new Dense(300, Activation.RELU),
            new Dense(100, Activation.RELU),
            new Dense(10, Activation.SOFTMAX))
        .seed(seed)
        .dataType(DataType.FLOAT)
        .compile(new Loss.SparseCategoricalCrossentropy(), new Sgd(), new Metric.Accuracy());
  }
}
