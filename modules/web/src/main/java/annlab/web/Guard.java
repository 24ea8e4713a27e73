package annlab.web;

import annlab.lab.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What every request must pass and every answer carries, whatever the route. */
final class Guard {
  /**
   * Nothing may load, run or frame but what this server serves; no inline script, no inline style.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
          + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String POLICY_HEADER = "Content-Security-Policy";

  private static final Map<String, String> HEADERS =
      Map.of(
          POLICY_HEADER,
          POLICY,
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private Guard() {}

  /**
   * Lets this answer's page frame another server's.
   *
   * @param request the request
   * @param origin the server, as {@code http://127.0.0.1:9000}
   */
  static void allowFrame(Context request, String origin) {
    request.header(POLICY_HEADER, POLICY + "; frame-src " + origin);
  }

  /** Puts the guard before every route. */
  static void before(RoutesConfig routes) {
    routes.before(Guard::check);
  }

  private static void check(Context request) {
    HEADERS.forEach(request::header);
    int port = request.req().getLocalPort();
    if (!Loopback.names(Collections.list(request.req().getHeaders("Host")), port)) {
      throw new HttpResponseException(HttpStatus.FORBIDDEN.getCode(), Loopback.REFUSAL.strip());
    }
    // Javalin takes the method from a header if there is one, so both are asked.
    if (!READING.contains(request.req().getMethod())
        || !READING.contains(request.method().name())) {
      checkChange(request);
    }
  }

  /**
   * A page of another origin can send a POST without asking, but neither without its own Origin nor
   * with a body of type JSON.
   */
  private static void checkChange(Context request) {
    String host = String.valueOf(request.header("Host"));
    String origin = request.header("Origin");
    if (origin != null
        && !origin.toLowerCase(Locale.ROOT).equals("http://" + host.toLowerCase(Locale.ROOT))) {
      throw new HttpResponseException(
          HttpStatus.FORBIDDEN.getCode(),
          "Runs are started and stopped from this server's own pages only.");
    }
    if (!request.isJson()) {
      throw new HttpResponseException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode(), "Send the body as application/json.");
    }
  }

  /** An error as the API gives it: {@code {"error": "..."}}. */
  static void answer(Context request, int status, String message) {
    request
        .status(status)
        .contentType("application/json")
        .result(Json.print(Json.object().put("error", message)));
  }
}
