package annlab.web;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.VertxUIServer;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.function.Function;

/**
 * DL4J's training UI, listening on loopback only and answering only requests made to loopback.
 *
 * <p>{@link VertxUIServer} binds every interface and has no option for the host, and it checks
 * nothing: any page that a user has open could read or steer it through a name that resolves to
 * 127.0.0.1. Here the server gets a {@link Vertx} whose HTTP server is told the address to listen
 * on and sees only requests whose Host header is loopback.
 */
final class LoopbackUiServer extends VertxUIServer {
  /** Its pages hold scripts of their own, so no policy can forbid these; the rest can be. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
              + " img-src 'self' data:; object-src 'none'; base-uri 'none';"
              + " frame-ancestors http://127.0.0.1:* http://localhost:*",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer");

  private final int port;

  /**
   * A server that is not started. It becomes DL4J's one UI server of this JVM, in the mode in which
   * every run has addresses of its own.
   *
   * @param port the port, 0 for any
   * @param stats gives the records of a session that the UI does not know yet, null if there are
   *     none
   */
  LoopbackUiServer(int port, Function<String, @Nullable StatsStorage> stats) {
    this.port = port;
    VertxUIServer.getMultiSession().set(true);
    VertxUIServer.setStatsStorageProvider(stats);
  }

  @Override
  public void init(Vertx real, Context context) {
    super.init(
        proxy(
            Vertx.class,
            (proxy, method, arguments) -> {
              Object result = call(real, method, arguments);
              return result instanceof HttpServer server ? onLoopback(server) : result;
            }),
        context);
  }

  private HttpServer onLoopback(HttpServer real) {
    return proxy(
        HttpServer.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("listen") && arguments.length == 2) {
            Handler<AsyncResult<HttpServer>> started = handler(arguments[1]);
            real.listen(port, Loopback.ADDRESS, started);
            return proxy;
          }
          if (method.getName().equals("requestHandler") && arguments != null) {
            Handler<HttpServerRequest> router = handler(arguments[0]);
            real.requestHandler(request -> answer(request, router));
            return proxy;
          }
          return call(real, method, arguments);
        });
  }

  private static void answer(HttpServerRequest request, Handler<HttpServerRequest> router) {
    // At the end: the first look at a run is routed twice, which drops what was set before.
    request.response().headersEndHandler(end -> setHeaders(request));
    if (Binding.loopback().answersTo(hosts(request), request.localAddress().port())
        && !isLoadedByAnotherSite(request)) {
      router.handle(request);
    } else {
      request.response().setStatusCode(403).end(Loopback.REFUSAL);
    }
  }

  private static void setHeaders(HttpServerRequest request) {
    MultiMap headers = request.response().headers();
    HEADERS.forEach(headers::set);
    if (request.path().startsWith("/train") && !headers.contains("Content-Type")) {
      // DL4J gives its pages no type, and a browser that must not guess shows their source.
      headers.set("Content-Type", "text/html; charset=utf-8");
    }
  }

  /** Some of its addresses change something when they are read, say as the picture of a page. */
  private static boolean isLoadedByAnotherSite(HttpServerRequest request) {
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
  }

  /** HTTP/2, to which a client may change on an open connection, knows an authority and no Host. */
  private static List<String> hosts(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        ? Stream.ofNullable(request.host()).toList()
        : request.headers().getAll("Host");
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            LoopbackUiServer.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @SuppressWarnings("unchecked") // the two intercepted methods declare their handlers' types
  private static <T> Handler<T> handler(Object argument) {
    return (Handler<T>) argument;
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
