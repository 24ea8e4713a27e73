package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadTest {
  private static final byte[] GOOD = Packing.gzip(Packing.CONTENT);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final int PROCESSES = 4;

  @TempDir Path temporary;
  private Path cache;
  private HttpServer server;
  private ExecutorService threads;
  private final CountDownLatch end = new CountDownLatch(1);

  @BeforeEach
  void startServer() throws IOException {
    cache = temporary.resolve("cache");
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stopServer() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static Download download(int rounds) {
    return new Download(
        Duration.ofSeconds(5), SHORT, Duration.ofSeconds(20), rounds, Duration.ofMillis(10));
  }

  private DataHome home(int rounds) {
    return new DataHome(List.of(), cache, Optional.of(download(rounds)));
  }

  private URI serve(String path, HttpHandler handler) {
    server.createContext(path, handler);
    return address(path);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static HttpHandler bytes(byte[] body) {
    return exchange -> answer(exchange, 200, body);
  }

  private static HttpHandler redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      answer(exchange, 302, new byte[0]);
    };
  }

  /** Everything in the cache but the lock file. */
  private List<String> inCache() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.equals(".things.data.gz.lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatIsMissingIsFetchedOnceAndKept() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    DataFile file =
        Packing.file(
            serve(
                "/good",
                exchange -> {
                  requests.incrementAndGet();
                  answer(exchange, 200, GOOD);
                }));
    DataHome home = home(1);
    assertThat(home.find(file)).isEmpty();
    assertThat(home.content(file)).isEqualTo(Packing.CONTENT);
    assertThat(home.require(file)).isEqualTo(cache.resolve("things.data.gz"));
    assertThat(home(1).find(file)).contains(cache.resolve("things.data.gz"));
    assertThat(requests).hasValue(1);
    assertThat(inCache()).containsExactly("things.data.gz");
    assertThat(home.hashes()).containsEntry("things.data.gz", file.sha256());
  }

  @Test
  void anOfflineHomeAsksNobody() {
    AtomicInteger requests = new AtomicInteger();
    DataFile file = Packing.file(serve("/any", exchange -> requests.incrementAndGet()));
    assertThatThrownBy(() -> DataHome.offline(List.of(), cache).require(file))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessageStartingWith("things.data.gz not found in " + cache + "; to get it: ");
    assertThat(requests).hasValue(0);
  }

  @Test
  void wrongContentIsNeverKeptAndTheNextAddressIsTried() throws IOException {
    DataFile file =
        Packing.file(
            serve("/flipped", bytes(Packing.oneBitFlipped())),
            serve("/short", bytes(Arrays.copyOf(GOOD, 1000))),
            serve("/page", bytes("<html>log in first</html>".getBytes(StandardCharsets.US_ASCII))),
            serve("/good", bytes(GOOD)));
    assertThat(home(1).content(file)).isEqualTo(Packing.CONTENT);
    assertThat(inCache()).containsExactly("things.data.gz");
  }

  @Test
  void ifEveryAddressFailsTheMessageNamesEachWithItsReasonOnOneLine() throws IOException {
    URI flipped = serve("/flipped", bytes(Packing.oneBitFlipped()));
    URI none = serve("/none", exchange -> answer(exchange, 404, new byte[0]));
    DataFile file = Packing.file(flipped, none);
    assertThatThrownBy(() -> home(2).require(file))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessageStartingWith("things.data.gz not found in " + cache + "; ")
        .hasMessageContaining(
            flipped + " failed (" + flipped + " has the wrong content: expected 200000 bytes")
        .hasMessageContaining("with SHA-256 " + Packing.sha256(Packing.CONTENT) + ", got 200000")
        .hasMessageContaining(none + " failed (IOException: HTTP status 404)")
        .hasMessageEndingWith(
            "to get it: ask the librarian, and set ANNLAB_DATA to the folder that holds it")
        .message()
        .doesNotContain("\n");
    assertThat(inCache()).isEmpty();
  }

  @Test
  void aBadCopyInTheCacheIsReplacedByAGoodDownloadOnly() throws IOException {
    Files.createDirectories(cache);
    Path kept = Packing.write(cache.resolve("things.data.gz"), Packing.oneBitFlipped());
    URI wrong = serve("/short", bytes(Arrays.copyOf(GOOD, 1000)));
    assertThatThrownBy(() -> home(1).require(Packing.file(wrong)))
        .hasMessageContaining(kept + " has the wrong content")
        .hasMessageContaining(wrong + " failed");
    assertThat(Files.readAllBytes(kept)).isEqualTo(Packing.oneBitFlipped());

    assertThat(home(1).require(Packing.file(serve("/good", bytes(GOOD))))).isEqualTo(kept);
    assertThat(Files.readAllBytes(kept)).isEqualTo(GOOD);
  }

  @Test
  void aGoodCopyInTheCacheIsNotTouched() throws IOException {
    Files.createDirectories(cache);
    Path kept = Packing.write(cache.resolve("things.data.gz"), GOOD);
    AtomicInteger requests = new AtomicInteger();
    DataFile file = Packing.file(serve("/any", exchange -> requests.incrementAndGet()));
    var written = Files.getLastModifiedTime(kept);
    assertThat(home(1).require(file)).isEqualTo(kept);
    assertThat(requests).hasValue(0);
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
  }

  @Test
  void aServerThatStallsIsGivenUpAndTheNextIsTried() throws IOException {
    HttpHandler stalls =
        exchange -> {
          exchange.sendResponseHeaders(200, GOOD.length);
          exchange.getResponseBody().write(GOOD, 0, 1000);
          exchange.getResponseBody().flush();
          await(end);
        };
    DataFile file = Packing.file(serve("/stalls", stalls), serve("/good", bytes(GOOD)));
    long start = System.nanoTime();
    assertThat(home(1).content(file)).isEqualTo(Packing.CONTENT);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(SHORT, Duration.ofSeconds(15));
    assertThat(inCache()).containsExactly("things.data.gz");
  }

  @Test
  void aServerThatDripsIsGivenUpAfterTheWholeTime() {
    HttpHandler drips =
        exchange -> {
          exchange.sendResponseHeaders(200, GOOD.length);
          OutputStream body = exchange.getResponseBody();
          do {
            body.write(1);
            body.flush();
          } while (!endsWithin(Duration.ofMillis(50)));
        };
    Download impatient =
        new Download(
            Duration.ofSeconds(5), SHORT, Duration.ofMillis(300), 1, Duration.ofMillis(10));
    DataHome home = new DataHome(List.of(), cache, Optional.of(impatient));
    assertThatThrownBy(() -> home.require(Packing.file(serve("/drips", drips))))
        .hasMessageContaining("not complete after 0.3 s");
  }

  @Test
  void aConnectionCutHalfWayIsTriedAgain() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpHandler cutFirst =
        exchange -> {
          if (requests.incrementAndGet() > 1) {
            answer(exchange, 200, GOOD);
            return;
          }
          exchange.sendResponseHeaders(200, GOOD.length);
          exchange.getResponseBody().write(GOOD, 0, GOOD.length / 2);
          exchange.close();
        };
    assertThat(home(2).content(Packing.file(serve("/cut", cutFirst)))).isEqualTo(Packing.CONTENT);
    assertThat(requests).hasValue(2);
  }

  @Test
  void aServerThatIsBusyForAMomentIsTriedAgain() {
    AtomicInteger requests = new AtomicInteger();
    HttpHandler busyFirst =
        exchange -> {
          boolean busy = requests.incrementAndGet() < 3;
          answer(exchange, busy ? 503 : 200, busy ? new byte[0] : GOOD);
        };
    DataFile file = Packing.file(serve("/busy", busyFirst));
    assertThatThrownBy(() -> home(2).require(file)).hasMessageContaining("HTTP status 503");
    assertThat(home(2).content(file)).isEqualTo(Packing.CONTENT);
    assertThat(requests).hasValue(3);
  }

  @Test
  void redirectsAreFollowedButNotForeverAndNotOutOfTheWeb() throws IOException {
    serve("/good", bytes(GOOD));
    URI twice = serve("/twice", redirect("/once"));
    serve("/once", redirect(address("/good").toString()));
    assertThat(home(1).content(Packing.file(twice))).isEqualTo(Packing.CONTENT);

    Files.delete(cache.resolve("things.data.gz"));
    URI loop = serve("/loop", redirect("/loop"));
    assertThatThrownBy(() -> home(1).require(Packing.file(loop)))
        .hasMessageContaining("more than 5 redirects");
    Path secret = Packing.write(temporary.resolve("things.data.gz"), GOOD);
    URI toFile = serve("/file", redirect(secret.toUri().toString()));
    assertThatThrownBy(() -> home(1).require(Packing.file(toFile)))
        .hasMessageContaining("which is not followed");
  }

  @Test
  void anEndlessAnswerIsCutOff() throws IOException {
    HttpHandler endless =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (!endsWithin(Duration.ZERO)) {
              body.write(GOOD);
            }
          }
        };
    assertThatThrownBy(() -> home(1).require(Packing.file(serve("/endless", endless))))
        .hasMessageContaining("sent more than 1248576 bytes");
    assertThat(inCache()).isEmpty();
  }

  @Test
  void anArchiveIsKeptUnderItsOwnNameAndItsMemberIsTheContent() throws IOException {
    byte[] archive = Packing.tgz("things/things.data", Packing.CONTENT);
    DataFile file =
        Packing.file(List.of(new DataFile.Mirror(serve("/files/1", bytes(archive)), "things.tgz")));
    assertThat(home(1).content(file)).isEqualTo(Packing.CONTENT);
    assertThat(home(1).find(file)).contains(cache.resolve("things.tgz"));
    assertThat(inCache()).containsExactly("things.tgz");
  }

  @Test
  void withoutANetworkOneRoundIsEnough() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    DataFile file = Packing.file(URI.create("http://127.0.0.1:" + closed + "/things"));
    Download patient =
        new Download(
            Duration.ofSeconds(5), SHORT, Duration.ofSeconds(20), 3, Duration.ofMinutes(1));
    DataHome home = new DataHome(List.of(), cache, Optional.of(patient));
    long start = System.nanoTime();
    assertThatThrownBy(() -> home.require(file))
        .hasMessageContaining("http://127.0.0.1:" + closed + "/things failed (ConnectException: ");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aCacheThatCannotBeMadeIsNamed() {
    Path notAFolder = Packing.write(temporary.resolve("file"), new byte[1]);
    DataHome home = new DataHome(List.of(), notAFolder.resolve("cache"), Optional.of(download(1)));
    assertThatThrownBy(() -> home.require(Packing.file(serve("/good", bytes(GOOD)))))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessageContaining("cannot keep downloads in " + notAFolder.resolve("cache"));
  }

  @Test
  void leftoversOfAKilledDownloadAreCleared() throws IOException {
    Files.createDirectories(cache);
    Packing.write(cache.resolve(".things.data.gz.1234.gz.part"), new byte[10]);
    home(1).require(Packing.file(serve("/good", bytes(GOOD))));
    assertThat(inCache()).containsExactly("things.data.gz");
  }

  @Test
  void fourThreadsThatWantTheSameFileFetchItOnce() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    DataFile file =
        Packing.file(
            serve(
                "/good",
                exchange -> {
                  requests.incrementAndGet();
                  answer(exchange, 200, GOOD);
                }));
    Callable<byte[]> reader = () -> home(1).content(file);
    List<Future<byte[]>> contents = threads.invokeAll(List.of(reader, reader, reader, reader));
    for (Future<byte[]> content : contents) {
      assertThat(content.get()).isEqualTo(Packing.CONTENT);
    }
    assertThat(requests).hasValue(1);
    assertThat(inCache()).containsExactly("things.data.gz");
  }

  @Test
  void aBombIsCutOffAndAWrongRedirectRefusedWithNothingLeftBehind() throws IOException {
    URI bomb = serve("/bomb", bytes(Packing.bomb()));
    assertThatThrownBy(() -> home(1).require(Packing.file(bomb)))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessageContaining("and more behind them");
    assertThat(inCache()).isEmpty();
    URI login = serve("/login", redirect("/page"));
    serve("/page", bytes("<html>log in first</html>".getBytes(StandardCharsets.US_ASCII)));
    assertThatThrownBy(() -> home(1).require(Packing.file(login)))
        .hasMessageContaining("has the wrong content");
    assertThat(inCache()).isEmpty();
    URI nowhere = serve("/nowhere", redirect("ht!tp://:x"));
    assertThatThrownBy(() -> home(1).require(Packing.file(nowhere)))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessageContaining("redirected to ");
    assertThat(inCache()).isEmpty();
  }

  @Test
  void fourProcessesThatWantTheSameFileFetchItOnce() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Path asking = Files.createDirectory(temporary.resolve("asking"));
    URI address =
        serve(
            "/good",
            exchange -> {
              requests.incrementAndGet();
              // hold the answer until the other processes ask too, and a little longer
              while (asking.toFile().list().length < PROCESSES
                  && !endsWithin(Duration.ofMillis(20))) {}
              endsWithin(Duration.ofMillis(200));
              answer(exchange, 200, GOOD);
            });
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  FetchingProcess.class.getName(),
                  address.toString(),
                  cache.toString(),
                  asking.toString())
              .redirectErrorStream(true)
              .redirectOutput(temporary.resolve("process-" + i).toFile())
              .start());
    }
    try {
      for (int i = 0; i < PROCESSES; i++) {
        assertThat(processes.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.get(i).exitValue())
            .as(Files.readString(temporary.resolve("process-" + i)))
            .isEqualTo(0);
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    assertThat(requests).hasValue(1);
    assertThat(inCache()).containsExactly("things.data.gz");
    assertThat(Files.readAllBytes(cache.resolve("things.data.gz"))).isEqualTo(GOOD);
  }

  private boolean endsWithin(Duration wait) {
    try {
      return end.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fetches one file in a process of its own: address, cache, folder to say that it asks. */
  static final class FetchingProcess {
    private FetchingProcess() {}

    public static void main(String[] args) throws IOException {
      Download patient =
          new Download(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofSeconds(30),
              1,
              Duration.ofMillis(10));
      DataHome home = new DataHome(List.of(), Path.of(args[1]), Optional.of(patient));
      Files.createTempFile(Path.of(args[2]), "asks", "");
      byte[] content = home.content(Packing.file(URI.create(args[0])));
      if (!Arrays.equals(content, Packing.CONTENT)) {
        throw new IllegalStateException("wrong content");
      }
    }
  }
}
