package annlab.web;

import annlab.lab.settings.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnauthorizedResponse;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checks that every request must pass and the headers that every answer carries.
 *
 * <p>Reading needs the server's own name in the Host header; a server that other machines reach
 * also wants its token, once in exchange for a cookie. Changing something needs, besides, the
 * server's own Origin and the secret that its pages carry.
 */
final class Guard {
  /** Where a page sends the secret that it carries. */
  static final String CHANGE_HEADER = "X-Annlab-Token";

  /** An order is a few words, and nothing else is sent here but uploads. */
  static final long LARGEST_BODY = 64 * 1024;

  private static final Set<String> UPLOADS =
      Set.of(Api.ROOT + PlaygroundApi.UPLOADS, Api.ROOT + DrawApi.UPLOADS);

  private static final String LOGIN = "/login";

  /**
   * Nothing may load, run or frame but what this server serves; no inline script, no inline style.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
          + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String POLICY_HEADER = "Content-Security-Policy";

  /** What every answer carries, those that the server gives to no request of its own included. */
  static final Map<String, String> HEADERS =
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

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> CHANGING = Set.of("POST", "DELETE");

  private final Binding binding;
  private final long largestUpload;
  private final Secret change = Secret.random();
  private final Secret session = Secret.random();
  private final Optional<Secret> login;

  /**
   * A guard of a server; one that listens on more than loopback asks for a token.
   *
   * @param binding where the server listens
   * @param largestUpload bytes of an upload's body at most
   */
  Guard(Binding binding, long largestUpload) {
    this.binding = binding;
    this.largestUpload = largestUpload;
    this.login = binding.isLoopback() ? Optional.empty() : Optional.of(Secret.random());
  }

  /** What to log in with; empty if nobody but this machine can reach the server. */
  Optional<Secret> login() {
    return login;
  }

  /** What the pages must carry to change something. */
  Secret change() {
    return change;
  }

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
  void before(RoutesConfig routes) {
    routes.before(this::check);
  }

  /** Where the token is exchanged for a cookie. */
  Route loginRoute() {
    return Route.post(LOGIN, this::logIn);
  }

  private void check(Context request) {
    HEADERS.forEach(request::header);
    int port = request.req().getLocalPort();
    if (!binding.answersTo(Collections.list(request.req().getHeaders("Host")), port)) {
      throw new ForbiddenResponse(
          "This server answers only to its own name: open it as http://"
              + binding.name()
              + " with its port.");
    }
    if (BROKEN_ESCAPE.matcher(request.req().getRequestURI() + query(request)).find()) {
      throw new BadRequestResponse("This address has a % without two hexadecimal digits.");
    }
    // Javalin takes the method from a header if there is one, so both are asked.
    String method = request.req().getMethod();
    String meant = request.method().name();
    if (!READING.contains(method) || !READING.contains(meant)) {
      if (!CHANGING.contains(method) || !meant.equals(method)) {
        throw new HttpResponseException(405, "Only GET, HEAD, POST and DELETE are answered here.");
      }
      checkChange(request);
    }
    if (login.isPresent() && !isOpen(request) && !isLoggedIn(request, login.get())) {
      throw new UnauthorizedResponse("Log in with the token that annlab serve printed.");
    }
  }

  private static String query(Context request) {
    return Objects.requireNonNullElse(request.req().getQueryString(), "");
  }

  /**
   * A page of another origin can send a POST without asking, but neither with this server's Origin
   * nor with a body of type JSON nor with the secret that only its own pages carry. All this is
   * looked at before anything of the body is read.
   */
  private void checkChange(Context request) {
    long most = UPLOADS.contains(request.path()) ? largestUpload : LARGEST_BODY;
    if (request.req().getContentLengthLong() > most) {
      throw new HttpResponseException(413, "The body must have at most " + most + " bytes.");
    }
    if (request.header("Transfer-Encoding") != null) {
      throw new HttpResponseException(411, "Say the body's length in Content-Length.");
    }
    String own = "http://" + String.valueOf(request.header("Host")).toLowerCase(Locale.ROOT);
    if (!own.equals(String.valueOf(request.header("Origin")).toLowerCase(Locale.ROOT))) {
      throw new ForbiddenResponse("Changes are made from this server's own pages only.");
    }
    if (!request.isJson()) {
      throw new HttpResponseException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode(), "Send the body as application/json.");
    }
    if (!request.path().equals(Api.ROOT + LOGIN) && !change.is(request.header(CHANGE_HEADER))) {
      throw new ForbiddenResponse(
          "This page comes from an earlier start of the server. Load it again.");
    }
  }

  /** What the page of the login needs, and no more. */
  private static boolean isOpen(Context request) {
    String path = request.path();
    return path.startsWith("/ui/") || path.equals("/favicon.ico") || path.equals(Api.ROOT + LOGIN);
  }

  private boolean isLoggedIn(Context request, Secret token) {
    String authorization = String.valueOf(request.header("Authorization"));
    return session.is(request.cookie(cookie(request)))
        || (authorization.startsWith("Bearer ")
            && token.is(authorization.substring("Bearer ".length())));
  }

  private void logIn(Context request) {
    Secret token =
        login.orElseThrow(() -> new NotFoundResponse("This server asks nobody for a token."));
    if (!token.is(Body.text(request.body(), "token"))) {
      throw new UnauthorizedResponse("This is not the token that annlab serve printed.");
    }
    request.header(
        "Set-Cookie",
        cookie(request) + "=" + session.reveal() + "; Path=/; HttpOnly; SameSite=Strict");
    Answers.send(request, Json.object().put("loggedIn", true));
  }

  /** Cookies know no ports: two servers of one machine must not take each other's. */
  private static String cookie(Context request) {
    return "annlab-" + request.req().getLocalPort();
  }

  /** An error as the API gives it: {@code {"error": "..."}}. */
  static void answer(Context request, int status, String message) {
    request
        .status(status)
        .contentType("application/json")
        .result(Json.print(Json.object().put("error", message)));
  }
}
