package annlab.web;

import annlab.lab.workers.WorkerProcess;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Handlers that pass requests of the laboratories to the worker process that trains and predicts.
 */
final class LaboratoryWorker implements AutoCloseable {
  /** A cold worker loads ND4J first, on a busy machine for half a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final WorkerProcess process;

  LaboratoryWorker(SiteOptions options) {
    List<String> words = new ArrayList<>(options.command());
    words.add("worker");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("ANNLAB_HOME", options.store().home().toString());
    builder
        .environment()
        .put(
            "ANNLAB_DATA",
            options.settings().dataFolders().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
    Path log = options.store().home().resolve("logs").resolve("worker.log");
    this.process = new WorkerProcess(builder, log);
  }

  WorkerProcess process() {
    return process;
  }

  /** Asks and waits for the answer. */
  ObjectNode answer(ObjectNode request) {
    return await(process.ask(request, PATIENCE, between -> {}));
  }

  /**
   * Waits.
   *
   * @throws BadRequestResponse if the request was at fault
   * @throws ServiceUnavailableResponse if the worker was, or takes too long
   */
  <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
      if (cause instanceof IllegalArgumentException) {
        throw new BadRequestResponse(String.valueOf(cause.getMessage()));
      }
      throw new ServiceUnavailableResponse(
          cause instanceof IllegalStateException
              ? String.valueOf(cause.getMessage())
              : cause instanceof TimeoutException ? late() : String.valueOf(cause));
    } catch (TimeoutException e) {
      throw new ServiceUnavailableResponse(late());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableResponse("The server ends.");
    }
  }

  private static String late() {
    return "The worker did not answer in " + PATIENCE.toSeconds() + " s; try again.";
  }

  @Override
  public void close() {
    process.close();
  }
}
