package annlab.sweep.trials;

import annlab.datasets.DataHome;
import annlab.lab.runner.Runner;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.FailureReason;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A trial on a machine that has no run store of its own: it is trained in a home that all trials of
 * this process share, and all that it gives goes back as one JSON object. Only Java's own types
 * cross its border, so that it can stand in a class loader of its own.
 */
public final class RemoteTrial {
  /** By the folder that the home lies in: to make a store takes longer than many a trial. */
  private static final Map<Path, RunStore> STORES = new ConcurrentHashMap<>();

  private RemoteTrial() {}

  /**
   * Trains a trial.
   *
   * @param request a {@link TrialOrder} as JSON, with {@code work}, a folder for its home, {@code
   *     checkpoints} by file name in base64, and the {@code data} folders of this machine
   * @param audience told of each epoch, as JSON; its answer {@code stop} ends the training
   * @return {@code {"end", "reason", "diverged", "document", "checkpoints", "artifacts"}}; the
   *     document is a {@link RunExport} under a name of this home
   */
  public static String run(String request, Function<String, String> audience) {
    try {
      ObjectNode order = (ObjectNode) Json.parse(request);
      RunStore store =
          STORES.computeIfAbsent(Path.of(order.path("work").asText()), RemoteTrial::store);
      return Json.line(run(order, audience, store));
    } catch (RuntimeException e) {
      TrialEnd end = new TrialEnd(TrialEnd.Kind.FAILED, FailureReason.of(e), false);
      return Json.line(end.json());
    }
  }

  private static RunStore store(Path work) {
    try {
      return RunStore.open(Files.createTempDirectory(work, "annlab-trials-"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + work + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode run(
      ObjectNode request, Function<String, String> audience, RunStore store) {
    TrialOrder asked = TrialOrder.of(request);
    RunId id = store.queue(asked.experiment(), asked.parameters(), asked.quick());
    try {
      return run(request, asked, audience, store, id);
    } finally {
      if (!store.delete(id)) {
        store.interrupt(id); // whatever broke off has not ended it
        store.delete(id);
      }
    }
  }

  private static ObjectNode run(
      ObjectNode request,
      TrialOrder asked,
      Function<String, String> audience,
      RunStore store,
      RunId id) {
    JsonNode checkpoints = request.path("checkpoints");
    boolean resume = !checkpoints.isEmpty();
    if (resume) {
      store.checkpoints(id).put(checkpoints);
      store.requestStop(id); // a queued run is interrupted at once, and can be resumed
    }
    List<Path> data = new ArrayList<>();
    request.path("data").forEach(folder -> data.add(Path.of(folder.asText())));
    Runner runner = new Runner(store, () -> new DataHome(data), store.home());
    TrialEnd end =
        new TrialRun(store, runner)
            .run(asked.as(id, resume), epoch -> tell(epoch, audience, store, id));
    ObjectNode answer = end.json();
    Run run = store.find(id).orElseThrow();
    if (run.status() == RunStatus.FINISHED) {
      answer.set("document", RunExport.of(run));
      answer.set("artifacts", artifacts(store, id));
    } else if (run.status() == RunStatus.INTERRUPTED) {
      answer.set("checkpoints", store.checkpoints(id).json());
    }
    return answer;
  }

  private static void tell(
      Epoch epoch, Function<String, String> audience, RunStore store, RunId id) {
    ObjectNode said = Json.object();
    said.set("epoch", epoch.json());
    if (audience.apply(Json.line(said)).equals("stop")) {
      store.requestStop(id);
    }
  }

  private static ArrayNode artifacts(RunStore store, RunId id) {
    List<JsonNode> files = new ArrayList<>();
    for (Artifact artifact : store.files().of(id)) {
      try {
        byte[] content = Files.readAllBytes(artifact.file());
        files.add(artifact.json().put("content", Base64.getEncoder().encodeToString(content)));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + artifact.file(), e);
      }
    }
    return Json.array(files);
  }
}
