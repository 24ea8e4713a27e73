package annlab.web;

import annlab.lab.backend.Backend;
import annlab.lab.doctor.Diagnosis;
import annlab.lab.doctor.Doctor;
import annlab.lab.doctor.OwnPorts;
import annlab.lab.runs.Provenance;
import annlab.lab.settings.Json;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * The machine: at a glance for the first page, which must not cost a training anything, and
 * examined thoroughly where somebody asks for it.
 */
final class Machine {
  private final RunStore store;
  private final Settings settings;
  private final int dl4jPort;

  Machine(SiteOptions options) {
    this.store = options.store();
    this.settings = options.settings();
    this.dl4jPort = options.dl4jPort();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/machine", request -> Answers.send(request, glance())),
        Route.get("/doctor", this::examine));
  }

  private ObjectNode glance() {
    ObjectNode object =
        Json.object()
            .put("java", System.getProperty("java.vendor") + " " + Runtime.version())
            .put(
                "system",
                System.getProperty("os.name")
                    + ", "
                    + System.getProperty("os.arch")
                    + ", "
                    + Runtime.getRuntime().availableProcessors()
                    + " processors");
    // ND4J is loaded by runs, never by the site: the newest of them says what it computed on.
    newest()
        .ifPresent(
            origin ->
                object
                    .put("processor", origin.cpu())
                    .put(
                        "backend",
                        origin.backend()
                            + origin.device().map(name -> " on " + name).orElse("")
                            + ", "
                            + origin.blas()
                            + ", ND4J "
                            + origin.nd4j()));
    return object;
  }

  private Optional<Provenance> newest() {
    return store.summaries().stream()
        .filter(run -> run.backend().isPresent())
        .findFirst()
        .flatMap(run -> store.provenance(run.id()));
  }

  /** One at a time: it starts a process to try the backend. */
  private synchronized void examine(Context request) {
    Backend backend =
        newest()
            .map(Provenance::backend)
            .filter("cuda"::equals)
            .map(x -> Backend.CUDA)
            .orElse(Backend.CPU);
    OwnPorts own = new OwnPorts(request.req().getLocalPort(), dl4jPort);
    Diagnosis diagnosis = new Doctor(settings, Optional.of(own)).examine(backend);
    Answers.send(request, diagnosis.json());
  }
}
