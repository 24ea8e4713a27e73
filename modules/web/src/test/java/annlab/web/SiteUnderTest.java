package annlab.web;

import annlab.lab.settings.OrderLimits;
import annlab.lab.settings.PlaygroundLimits;
import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A real site over a real store in a folder of its own, and short ways to ask it. */
final class SiteUnderTest implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN =
      Pattern.compile("name=\"annlab-token\" content=\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final RunStore store;
  final Site site;
  private final HttpClient client = HttpClient.newHttpClient();

  SiteUnderTest(Path home) {
    this(home, FakeAnnlab.command());
  }

  SiteUnderTest(Path home, List<String> command) {
    this(home, command, Optional.empty());
  }

  SiteUnderTest(Path home, OrderLimits orders) {
    this(settings(home, orders), RunStore.open(home), FakeAnnlab.command(), Optional.empty());
  }

  SiteUnderTest(Path home, List<String> command, Optional<String> host) {
    this(home, RunStore.open(home), command, host);
  }

  SiteUnderTest(Path home, RunStore store, List<String> command, Optional<String> host) {
    this(settings(home), store, command, host);
  }

  private SiteUnderTest(
      Settings settings, RunStore store, List<String> command, Optional<String> host) {
    this.store = store;
    site = Site.start(new SiteOptions(store, settings, 0, 0, command, host));
  }

  static Settings settings(Path home) {
    return settings(home, OrderLimits.DEFAULTS);
  }

  private static Settings settings(Path home, OrderLimits orders) {
    return new Settings(
        home,
        home,
        List.of(home),
        home.resolve("cache"),
        home.resolve("reports"),
        0,
        0,
        PlaygroundLimits.DEFAULTS,
        orders);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(site.address()).resolve(path)).timeout(PATIENCE);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(change(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(change(path).DELETE());
  }

  /** A request that changes something, as the site's own pages send it. */
  HttpRequest.Builder change(String path) throws IOException, InterruptedException {
    return request(path)
        .header("Content-Type", "application/json")
        .header("Origin", "http://127.0.0.1:" + site.port())
        .header(Guard.CHANGE_HEADER, token());
  }

  /** What a page carries to change something. */
  String token() throws IOException, InterruptedException {
    Matcher found = TOKEN.matcher(get("/").body());
    if (!found.find()) {
      throw new IllegalStateException("the first page carries no token");
    }
    return found.group(1);
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get("/api/v1" + path).body());
  }

  /** Starts a run and gives its id. */
  String start(String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = post("/api/v1/runs", body);
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body()).path("id").asText();
  }

  /** Waits until a run is as wanted. */
  JsonNode await(String id, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode run = json("/runs/" + id);
      if (wanted.test(run)) {
        return run;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("after " + PATIENCE + " the run is still " + run);
      }
      Thread.sleep(50);
    }
  }

  JsonNode awaitStatus(String id, String status) throws IOException, InterruptedException {
    return await(id, run -> run.path("status").asText().equals(status));
  }

  /** The answer to a request whose body would have so many bytes, and which sends none of them. */
  String announce(String path, int bytes) throws IOException {
    return raw(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + site.port()
            + "\r\nConnection: close\r\nContent-Length: "
            + bytes
            + "\r\n\r\n");
  }

  /** Sends a request as it stands, for headers that Java's client does not let through. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Ends the site's runs too, which outlive it: they would write while their folder is deleted. */
  @Override
  public void close() {
    site.close();
    Set<String> runs =
        store.summaries().stream().map(run -> run.id().value()).collect(Collectors.toSet());
    List<ProcessHandle> left =
        ProcessHandle.current()
            .children()
            .filter(
                child ->
                    Arrays.stream(child.info().arguments().orElse(new String[0]))
                        .anyMatch(runs::contains))
            .toList();
    left.forEach(ProcessHandle::destroyForcibly);
    left.forEach(child -> child.onExit().join());
    store.close();
  }
}
