package annlab.networks;

import annlab.networks.internal.data.Batch;
import annlab.networks.internal.data.RowGatherer;
import annlab.networks.internal.data.TrainingSet;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.internal.step.DenseStep;
import annlab.networks.internal.step.Dl4jStep;
import annlab.networks.internal.step.TrainingStep;
import annlab.networks.internal.step.WatchedStep;
import annlab.networks.layers.LayerShapes;
import annlab.networks.random.Draws;
import annlab.networks.random.RowOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;

/** The loop over epochs and mini-batches; every training by mini-batches runs here. */
final class TrainingLoop implements Training {
  private final Model model;
  private final ModelSpec spec;
  private final MultiLayerNetwork network;
  private final FitOptions options;
  private final TrainingSet data;
  private final @Nullable TrainingSet validation;
  private final @Nullable DenseStep dense;
  private final TrainingStep observed;
  private final TrainingStep watched;
  private final Inference inference;
  private final Optional<RowOrder> order;
  private final Draws draws;
  private final RowGatherer rows;
  private final Batch full;
  private final Batch shortLast;
  private final Checkpointing checkpointing;
  private final Looks looks;
  private final List<Epoch> epochs = new ArrayList<>();
  private RunningLogs running;
  private boolean stop;
  private boolean stopAfterEpoch;

  /** Whether the dense step has parameters and state that the network has not. */
  private boolean ahead;

  TrainingLoop(
      Model model, FitOptions options, TrainingSet data, @Nullable TrainingSet validation) {
    this.model = model;
    this.spec = model.spec();
    this.network = model.network();
    this.options = options;
    this.data = data;
    this.validation = validation;
    this.observed = new Dl4jStep(spec, network);
    this.order = options.order();
    this.draws = model.draws();
    int capacity = Math.min(options.batchSize(), data.rows());
    this.rows = new RowGatherer(data.x(), capacity);
    this.full = batch(capacity);
    this.dense =
        options.step().dense(spec) ? new DenseStep(spec, network, data.x(), capacity) : null;
    this.watched = dense == null ? observed : new WatchedStep(network, observed, dense);
    this.inference = new Inference(spec, network, options.step());
    int rest = data.rows() % capacity;
    this.shortLast = rest == 0 ? full : full.shortened(rows.view(rest), rest);
    this.running = new RunningLogs(spec);
    this.checkpointing = new Checkpointing(this, options, data);
    this.looks = new Looks(options.callbacks());
  }

  private Batch batch(int capacity) {
    return new Batch(
        rows.view(capacity),
        new double[capacity * data.targets().width()],
        data.weights() == null ? null : new double[capacity],
        capacity,
        new double[capacity * spec.output().units()]);
  }

  History run() {
    return ProductThreads.during(ProductThreads.largest(spec, full.rows()), this::train);
  }

  private History train() {
    List<Callback> callbacks = options.callbacks();
    callbacks.forEach(callback -> callback.trainBegin(this));
    Runnable outer = model.settleBy(this::settle);
    try {
      int first = options.initialEpoch() + resume();
      for (int epoch = first; epoch < options.epochs() && !done(); epoch++) {
        epoch(epoch);
      }
    } finally {
      try {
        settle();
        callbacks.forEach(callback -> callback.trainEnd(this));
      } finally {
        model.settleBy(outer);
      }
    }
    return history();
  }

  private History history() {
    return new History(
        Map.of(
            "epochs", options.epochs(),
            "steps", stepsPerEpoch(),
            "batch_size", options.batchSize()),
        epochs);
  }

  /** Takes over what a checkpoint has, if there is one: the number of epochs that are done. */
  private int resume() {
    int before = network.getEpochCount();
    checkpointing
        .resume()
        .ifPresent(
            checkpoint -> {
              epochs.addAll(checkpoint.epochs());
              stopAfterEpoch |= checkpoint.ended();
            });
    // an order may follow from those before it, and share its generator with what comes after
    for (int epoch = before; epoch < network.getEpochCount() && order.isPresent(); epoch++) {
      order.get().rows(epoch, data.rows());
    }
    draws.resume(network.getEpochCount(), past());
    return epochs.size();
  }

  private Draws.Past past() {
    long dropped =
        LayerShapes.of(spec.layers()).stream()
            .mapToLong(shapes -> shapes.layer().dropped(shapes.inputs()))
            .sum();
    return new Draws.Past(data.rows(), validation != null, dropped);
  }

  private int[] visit() {
    if (order.isEmpty()) {
      return draws.order(network.getEpochCount(), data.rows());
    }
    draws.unshuffled();
    return order.get().rows(network.getEpochCount(), data.rows());
  }

  private boolean done() {
    return stop || stopAfterEpoch;
  }

  /**
   * Puts what the dense step has into the network; its next step starts from what is there then.
   */
  private void settle() {
    if (dense != null && ahead) {
      ahead = false;
      dense.store();
    }
  }

  /** Whether anybody looks at the network at an epoch's end; statistics look at steps alone. */
  private boolean looked() {
    return validation != null
        || !options.callbacks().stream().allMatch(TrainingStatistics.class::isInstance);
  }

  private void epoch(int epoch) {
    options.callbacks().forEach(callback -> callback.epochBegin(this, epoch));
    running = new RunningLogs(spec);
    int[] visit = visit();
    looks.begin(epoch, Math.max(0, data.rows() / full.rows() - 1));
    long start = System.nanoTime();
    int steps = stepsPerEpoch();
    for (int step = 0; step < steps && !stop; step++) {
      step(epoch, step, visit);
    }
    if (looked()) {
      settle();
    }
    if (stop) {
      return;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    network.incrementEpochCount();
    Map<String, Double> logs = new LinkedHashMap<>(running.values(""));
    if (validation != null) {
      draws.evaluated();
      long before = System.nanoTime();
      logs.putAll(inference.evaluate(validation).values("val_"));
      looks.validated(System.nanoTime() - before);
    }
    looks.end(took);
    Epoch result = new Epoch(epoch, logs, steps, took);
    epochs.add(result);
    options.callbacks().forEach(callback -> callback.epochEnd(this, result));
    checkpointing.save(epochs, stopAfterEpoch);
  }

  private void step(int epoch, int step, int[] visit) {
    List<Callback> callbacks = options.callbacks();
    for (int i = 0; i < callbacks.size(); i++) {
      callbacks.get(i).batchBegin(this, step);
    }
    int from = step * full.rows();
    Batch batch = from + full.rows() <= data.rows() ? full : shortLast;
    gather(visit, from, batch);
    double rate = model.learningRate();
    TrainingStep chosen = prepared(visit, from, batch.rows());
    double sum = looks.train(chosen, step, batch, rate);
    if (!Double.isFinite(sum)) {
      settle();
      rows.gather(visit, from, batch.rows());
      throw new TrainingDivergedException(
          Divergence.describe(spec, network, batch, sum, epoch, step, rate), history());
    }
    running.add(sum, batch.targets(), batch.predictions(), batch.rows());
    for (int i = 0; i < callbacks.size(); i++) {
      callbacks.get(i).batchEnd(this, step, running.loss());
    }
  }

  /** DL4J's listeners look into its layers, so a step that they see must be DL4J's own. */
  private TrainingStep prepared(int[] visit, int from, int count) {
    Collection<TrainingListener> listeners = network.getListeners();
    if (dense != null) {
      dense.gather(visit, from, count);
      if (listeners.isEmpty()) {
        if (!ahead) {
          dense.load();
          ahead = true;
        }
        return dense;
      }
    }
    settle();
    rows.gather(visit, from, count);
    boolean only = listeners.stream().allMatch(Dl4jStats.StatsProbe.class::isInstance);
    return only ? watched : observed;
  }

  private void gather(int[] visit, int from, Batch batch) {
    int width = data.targets().width();
    double[] targets = data.targets().values();
    for (int i = 0; i < batch.rows(); i++) {
      System.arraycopy(targets, visit[from + i] * width, batch.targets(), i * width, width);
    }
    double[] weights = batch.weights();
    double[] all = data.weights();
    if (weights != null && all != null) {
      for (int i = 0; i < batch.rows(); i++) {
        weights[i] = all[visit[from + i]];
      }
    }
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public int epochs() {
    return options.epochs();
  }

  @Override
  public int stepsPerEpoch() {
    return (data.rows() + full.rows() - 1) / full.rows();
  }

  @Override
  public Map<String, Double> logs() {
    return running.values("");
  }

  @Override
  public Map<String, Boolean> higherIsBetter() {
    Map<String, Boolean> all = new LinkedHashMap<>(running.higherIsBetter(""));
    if (validation != null) {
      all.putAll(running.higherIsBetter("val_"));
    }
    return all;
  }

  @Override
  public void stopNow() {
    stop = true;
  }

  @Override
  public void stopAfterEpoch() {
    stopAfterEpoch = true;
  }
}
