package annlab.web;

import annlab.lab.Chapter;
import annlab.lab.runs.RunId;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web site: runs, their curves as they grow, their claims, and DL4J's training UI beside it.
 *
 * <p>It listens on 127.0.0.1 unless told otherwise and trains nothing itself: runs that its pages
 * start are processes of their own, and the run store is where both meet.
 */
public final class Site implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Site.class);

  private final Javalin server;
  private final RunQueue queue;
  private final RunEvents events;
  private final TrainingUi trainingUi;
  private final ClaimsApi claims;
  private final Laboratories laboratories;
  private final Api api;
  private final Guard guard;
  private final Binding binding;

  private Site(SiteOptions options) {
    RunStore store = options.store();
    this.queue = new RunQueue(options);
    this.events = new RunEvents(store);
    this.binding = options.binding();
    this.guard = new Guard(binding, options.settings().orders().uploadBytes());
    this.trainingUi = new TrainingUi(store, options.dl4jPort(), binding.isLoopback());
    Pages pages = new Pages(guard.change(), store.readOnlyReason());
    this.claims = new ClaimsApi(store);
    this.laboratories = new Laboratories(options);
    this.api =
        new Api(
            guard,
            new RunsApi(options, queue, events, trainingUi),
            new ComparisonsApi(store),
            new SweepsApi(store),
            claims,
            new DataApi(options.settings()),
            new Machine(options),
            laboratories);
    this.server =
        Javalin.create(
            config -> {
              configure(config, options.settings().orders().uploadBytes());
              config.jetty.host = binding.address().getHostAddress();
              config.jetty.port = options.port();
              guard.before(config.routes);
              pages.addTo(
                  config.routes,
                  Map.of(
                      "/training", this::prepareTrainingPage,
                      "/runs/{id}", request -> prepareRunPage(request, store),
                      "/chapter/{section}", Site::prepareChapterPage));
              api.addTo(config.routes);
              answerErrors(config, pages);
            });
  }

  /**
   * Starts the site. DL4J's training UI starts in the background and may come up a little later.
   *
   * @param options ports, store and how runs are started
   * @return the running site
   * @throws PrerequisiteException if one of the ports cannot be listened on
   */
  public static Site start(SiteOptions options) {
    InetAddress address = options.binding().address();
    Loopback.requireFree(address, options.port(), "the site", "--port");
    Loopback.requireFree(
        Loopback.inetAddress(), options.dl4jPort(), "DL4J's training UI", "--dl4j-port");
    Site site = new Site(options);
    try {
      site.server.start();
    } catch (JavalinBindException e) {
      site.queue.close();
      site.events.close();
      throw Loopback.taken(address, options.port(), "the site", "--port", e);
    }
    site.prepare();
    site.trainingUi.start();
    return site;
  }

  /** Gathers what the first page shows while the browser is still on its way. */
  private void prepare() {
    Thread thread =
        new Thread(
            () -> {
              try {
                claims.claims();
              } catch (RuntimeException e) {
                LOG.warn("the ledger cannot be read; the pages that show it say why", e);
              }
            },
            "first-page");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The port that the site listens on.
   *
   * @return the port, also where any was asked for
   */
  public int port() {
    return server.port();
  }

  /** The addresses of the API. */
  List<Route> routes() {
    return api.routes();
  }

  /**
   * Where a browser finds the site.
   *
   * @return as {@code http://127.0.0.1:7070/}
   */
  public String address() {
    return "http://" + binding.name() + ":" + port() + "/";
  }

  /**
   * What to log in with.
   *
   * @return the token, to be shown once; empty on a site that only this machine can reach
   */
  public Optional<String> token() {
    return guard.login().map(Secret::reveal);
  }

  /** Ends the site. A run under way goes on; those that wait are interrupted. */
  @Override
  public void close() {
    queue.close();
    events.close();
    laboratories.close();
    server.stop();
    trainingUi.close();
  }

  private static void configure(JavalinConfig config, long largestUpload) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = Math.max(Guard.LARGEST_BODY, largestUpload);
    config.http.prefer405over404 = true;
    config.jetty.modifyServer(server -> server.setErrorHandler(new QuietErrors()));
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
  }

  private static void prepareRunPage(Context request, RunStore store) {
    if (!exists(store, request.pathParam("id"))) {
      request.status(HttpStatus.NOT_FOUND);
    }
  }

  /** The one page that shows another server's: DL4J's training UI, in a frame. */
  private void prepareTrainingPage(Context request) {
    trainingUi.origin().ifPresent(origin -> Guard.allowFrame(request, origin));
  }

  private static void prepareChapterPage(Context request) {
    if (Chapter.section(request.pathParam("section")).isEmpty()) {
      request.status(HttpStatus.NOT_FOUND);
    }
  }

  private static boolean exists(RunStore store, String id) {
    try {
      return store.status(new RunId(id)).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void answerErrors(JavalinConfig config, Pages pages) {
    config.routes.exception(
        HttpResponseException.class,
        (e, request) -> {
          boolean page = request.method().name().equals("GET") && !isApi(request);
          if (page && e.getStatus() == HttpStatus.NOT_FOUND.getCode()) {
            request.status(HttpStatus.NOT_FOUND);
            pages.shell(request);
          } else if (page && e.getStatus() == HttpStatus.UNAUTHORIZED.getCode()) {
            request.status(HttpStatus.UNAUTHORIZED);
            pages.login(request);
          } else {
            Guard.answer(request, e.getStatus(), String.valueOf(e.getMessage()));
          }
        });
    config.routes.exception(
        PrerequisiteException.class,
        (e, request) -> Guard.answer(request, 503, String.valueOf(e.getMessage())));
    config.routes.exception(
        EofException.class,
        (e, request) -> Guard.answer(request, 400, "The body is shorter than its Content-Length."));
    config.routes.exception(
        Exception.class,
        (e, request) -> {
          LOG.error("{} {} failed", request.method().name(), request.path(), e);
          Guard.answer(request, 500, "The server failed at this. Its log says more.");
        });
  }

  private static boolean isApi(Context request) {
    return request.path().startsWith("/api/") || request.path().startsWith("/ui/");
  }
}
