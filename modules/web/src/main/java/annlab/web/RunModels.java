package annlab.web;

import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The model that a run has kept, in the formats of other libraries. */
final class RunModels {
  /** The file of a run that has kept its model, in this program's own format. */
  static final String OWN = "model.zip";

  /** What it is converted to when it is asked for. */
  private static final Set<String> FORMATS =
      Set.of("model.keras", "model.weights.h5", "model.npz", "model.onnx");

  private static final int AT_ONCE = 4;

  private final RunStore store;
  private final LaboratoryWorker worker;
  private final Semaphore room = new Semaphore(AT_ONCE);

  RunModels(RunStore store, LaboratoryWorker worker) {
    this.store = store;
    this.worker = worker;
  }

  List<Route> routes() {
    return List.of(Route.get("/runs/{id}/models/{name}", this::download));
  }

  private void download(Context request) {
    String name = request.pathParam("name");
    if (!FORMATS.contains(name)) {
      throw new NotFoundResponse(
          "A model is given as " + String.join(", ", FORMATS.stream().sorted().toList()) + ".");
    }
    Path model = model(request.pathParam("id"));
    if (!room.tryAcquire()) {
      throw new HttpResponseException(
          HttpStatus.TOO_MANY_REQUESTS.getCode(),
          AT_ONCE + " models are being converted already; try again.");
    }
    try {
      request
          .contentType("application/octet-stream")
          .header("Cache-Control", "no-store")
          .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
          .result(converted(model, name));
    } catch (IOException e) {
      throw new UncheckedIOException("the model cannot be converted to " + name, e);
    } finally {
      room.release();
    }
  }

  private Path model(String id) {
    try {
      return store
          .files()
          .find(new RunId(id), OWN)
          .orElseThrow(() -> new NotFoundResponse("This run has kept no model."))
          .file();
    } catch (IllegalArgumentException e) {
      throw new NotFoundResponse("There is no run of this name. It may have been deleted.");
    }
  }

  private InputStream converted(Path model, String name) throws IOException {
    Path to = Files.createTempFile("annlab-", "-" + name);
    boolean opened = false;
    try {
      worker.answer(
          Json.object()
              .put("do", "convert")
              .put("model", model.toString())
              .put("to", to.toString()));
      InputStream in = Files.newInputStream(to, StandardOpenOption.DELETE_ON_CLOSE);
      opened = true;
      return in;
    } finally {
      if (!opened) {
        Files.deleteIfExists(to);
      }
    }
  }
}
