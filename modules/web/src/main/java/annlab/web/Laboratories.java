package annlab.web;

import java.util.List;
import java.util.stream.Stream;

/**
 * The laboratories: what they compute at once, and what their worker trains, judges and converts.
 */
final class Laboratories implements AutoCloseable {
  private final LaboratoryWorker worker;
  private final PlaygroundApi playground;
  private final DrawApi draw;
  private final RunModels models;

  Laboratories(SiteOptions options) {
    this.worker = new LaboratoryWorker(options);
    this.playground = new PlaygroundApi(options, worker);
    this.draw = new DrawApi(options, worker);
    this.models = new RunModels(options.store(), worker);
  }

  List<Route> routes() {
    return Stream.of(
            new DemonstrationsApi().routes().stream(),
            playground.routes().stream(),
            draw.routes().stream(),
            models.routes().stream())
        .flatMap(part -> part)
        .toList();
  }

  /** Ends the worker with what it still trains. */
  @Override
  public void close() {
    playground.close();
    worker.close();
  }
}
