package annlab.sweep.engines;

import annlab.lab.runs.Artifact;
import annlab.lab.runs.Origin;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.Json;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import annlab.lab.workers.WorkerEndedException;
import annlab.lab.workers.WorkerProcess;
import annlab.networks.Epoch;
import annlab.sweep.trials.TrialEnd;
import annlab.sweep.trials.TrialOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A Spark cluster, through a driver in a process of its own. Executors have no run store: epochs,
 * checkpoints and results come here, and this process alone writes them down.
 */
public final class SparkEngine implements Engine {
  private static final Duration FOREVER = Duration.ofDays(3650);
  private static final Duration GRACE = Duration.ofSeconds(4);

  /** How long a master may take to say that it is there. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** How long the driver may take to offer annlab's jars to executors. */
  private static final Duration SENDING = Duration.ofMinutes(2);

  private final RunStore store;
  private final WorkerProcess driver;
  private final SparkSetup setup;
  private final Origin.Code code;
  private final Map<RunId, Provenance.Place> places = new ConcurrentHashMap<>();
  private final Optional<String> page;
  private final String engine;
  private volatile int slots = 1;
  private volatile boolean closed;

  /**
   * Opens a session on a cluster.
   *
   * @param store where the runs are
   * @param setup the cluster, and how its driver is started
   * @param code of this process
   * @throws PrerequisiteException if the cluster does not answer
   */
  public SparkEngine(RunStore store, SparkSetup setup, Origin.Code code) {
    setup.requireAnswer(ANSWER);
    this.store = store;
    this.setup = setup;
    this.code = code;
    Path log =
        store.home().resolve("logs").resolve("spark-" + ProcessHandle.current().pid() + ".log");
    this.driver = new WorkerProcess(setup.driver(), log);
    ObjectNode open = open(log);
    this.engine = "spark " + open.path("spark").asText();
    this.page = open.has("page") ? Optional.of(open.path("page").asText()) : Optional.empty();
    var unused =
        driver.ask(
            Json.object().put("do", "slots"),
            FOREVER,
            said -> slots = said.path("slots").asInt(slots));
  }

  private ObjectNode open(Path log) {
    String silent =
        setup.master()
            + " does not answer; is a master there, and is its secret this one's? The driver's"
            + " words are in "
            + log;
    CompletableFuture<ObjectNode> up = new CompletableFuture<>();
    CompletableFuture<ObjectNode> open = driver.ask(setup.open(), FOREVER, up::complete);
    try {
      CompletableFuture.anyOf(up, open).get(setup.patience().toMillis(), TimeUnit.MILLISECONDS);
      return open.get(SENDING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
      driver.close();
      if (cause instanceof WorkerEndedException) {
        throw new PrerequisiteException(silent, cause);
      }
      throw new PrerequisiteException(
          setup.master() + " cannot be used: " + (cause == null ? "" : cause.getMessage()), e);
    } catch (TimeoutException e) {
      driver.close();
      throw new PrerequisiteException(silent, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      driver.close();
      throw new PrerequisiteException(silent, e);
    }
  }

  @Override
  public int slots() {
    return Math.max(1, slots);
  }

  @Override
  public void start(TrialOrder order, Consumer<Epoch> epochs, Consumer<TrialEnd> end) {
    RunId run = order.run();
    ObjectNode request = setup.fitted(order.json());
    if (order.resume()) {
      request.set("checkpoints", store.checkpoints(run).json());
    }
    var unused =
        driver
            .ask(
                request,
                FOREVER,
                said -> {
                  if (said.has("began")) {
                    began(run, said.path("began"));
                  } else {
                    Epoch epoch = Epoch.of(said.path("epoch"));
                    store.epoch(run, epoch);
                    epochs.accept(epoch);
                    if (store.stopRequested(run)) {
                      stop(run);
                    }
                  }
                })
            .handle((answer, fault) -> answer != null ? ended(run, answer) : broken(run, fault))
            .exceptionally(
                fault -> {
                  Throwable cause = fault.getCause() == null ? fault : fault.getCause();
                  String why = String.valueOf(cause.getMessage());
                  store.fail(run, why);
                  return new TrialEnd(TrialEnd.Kind.FAILED, why, false);
                })
            .thenAccept(end);
  }

  private void began(RunId run, JsonNode said) {
    places.put(
        run,
        new Provenance.Place(
            engine,
            said.path("host").asText(),
            said.path("executor").asText(),
            said.path("attempt").asInt()));
    if (!store.start(run)) {
      store.resume(run); // one that was begun before, unless it runs
    }
  }

  private TrialEnd ended(RunId run, ObjectNode answer) {
    TrialEnd end = TrialEnd.of(answer);
    switch (end.kind()) {
      case FINISHED -> finish(run, answer);
      case INTERRUPTED -> {
        store.checkpoints(run).put(answer.path("checkpoints"));
        store.interrupt(run);
      }
      case FAILED -> {
        if (store.status(run).filter(RunStatus.QUEUED::equals).isPresent()) {
          store.start(run);
        }
        store.fail(run, end.reason());
      }
      case MISSING, LOST, KILLED -> {
        return end; // whoever ordered it decides
      }
    }
    return end;
  }

  private void finish(RunId run, ObjectNode answer) {
    ObjectNode document = (ObjectNode) answer.path("document");
    Run elsewhere = RunExport.read(document, "the result of " + run);
    Provenance from = elsewhere.provenance().orElseThrow();
    Provenance.Place place = places.get(run);
    for (JsonNode file : answer.path("artifacts")) {
      Artifact there = Artifact.of(file, Path.of("")); // its folder is gone with the trial's home
      byte[] content = Base64.getDecoder().decode(file.path("content").asText());
      store.files().write(run, there.name(), content, there.section(), there.caption());
    }
    store.finishAs(run, elsewhere, place == null ? from : from.at(code, place));
    store.checkpoints(run).delete();
  }

  /** The driver is gone: everything that it had under way is. */
  private TrialEnd broken(RunId run, @org.jspecify.annotations.Nullable Throwable fault) {
    store.interrupt(run);
    Throwable cause =
        fault instanceof CompletionException e && e.getCause() != null ? e.getCause() : fault;
    String why = cause == null ? "the driver is gone" : String.valueOf(cause.getMessage());
    return closed
        ? new TrialEnd(TrialEnd.Kind.INTERRUPTED, why, false)
        : new TrialEnd(TrialEnd.Kind.MISSING, "Spark's driver has ended: " + why, false);
  }

  @Override
  public void stop(RunId run) {
    driver.tell(Json.object().put("do", "stop").put("run", run.value()));
  }

  @Override
  public Optional<String> page() {
    return page;
  }

  @Override
  public void close() {
    closed = true;
    driver.end(GRACE);
  }

  /** For a request: an array of texts. */
  static ArrayNode texts(Iterable<String> values) {
    ArrayNode array = Json.object().arrayNode();
    values.forEach(array::add);
    return array;
  }
}
