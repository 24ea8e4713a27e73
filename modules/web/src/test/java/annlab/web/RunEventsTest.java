package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import annlab.lab.Parameters;
import annlab.lab.runs.EpochProgress;
import annlab.lab.runs.RunId;
import annlab.lab.store.ProgressFile;
import annlab.networks.Epoch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunEventsTest {
  @TempDir static Path home;
  private static SiteUnderTest site;

  private record Event(String name, String id, String data) {}

  @BeforeAll
  static void start() {
    site = new SiteUnderTest(home);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void epochsArriveAsTheyAreRecordedAndTheStreamEndsWithTheRun() throws Exception {
    RunId run = runWith(1);
    try (Stream<String> lines = open(run, null)) {
      Iterator<Event> events = events(lines);
      assertThat(events.next()).isEqualTo(new Event("status", "", "{\"status\":\"running\"}"));
      assertThat(events.next().id()).isEqualTo("0");
      site.store.epoch(run, FakeExperiment.epoch(1));
      Event second = events.next();
      assertThat(second.name()).isEqualTo("epoch");
      assertThat(second.id()).isEqualTo("1");
      assertThat(second.data())
          .isEqualTo(
              "{\"epoch\":1,\"logs\":{\"loss\":0.5,\"val_loss\":0.75},\"steps\":10,\"seconds\":0.1}");
      site.store.epoch(run, FakeExperiment.epoch(2));
      site.store.interrupt(run);
      assertThat(rest(events)).extracting(Event::name).containsSubsequence("epoch", "end");
    }
  }

  @Test
  void theStepsOfAnEpochThatLastsArriveWithoutAnId() throws Exception {
    RunId run = runWith(2);
    try (ProgressFile progress = site.store.progressFile(run);
        Stream<String> lines = open(run, "0")) {
      Iterator<Event> events = events(lines);
      assertThat(events.next().name()).isEqualTo("status");
      assertThat(events.next().id()).isEqualTo("1");
      progress.write(new EpochProgress(2, 3, 10, Duration.ofMillis(1250)));
      String third = "{\"epoch\":2,\"step\":3,\"steps\":10,\"seconds\":1.25}";
      assertThat(events.next()).isEqualTo(new Event("step", "", third));
      try (Stream<String> others = open(run, "1")) {
        Iterator<Event> late = events(others);
        assertThat(late.next().name()).isEqualTo("status");
        assertThat(late.next()).as("whoever comes later").isEqualTo(new Event("step", "", third));
      }
      progress.write(new EpochProgress(2, 7, 10, Duration.ofMillis(1750)));
      assertThat(events.next().data()).contains("\"step\":7,");
      site.store.epoch(run, FakeExperiment.epoch(2));
      assertThat(events.next().id()).isEqualTo("2");
      site.store.interrupt(run);
      assertThat(rest(events)).extracting(Event::name).containsExactly("status", "end");
    }
  }

  @Test
  void aClientThatComesBackGetsWhatItMissedAndNothingTwice() throws Exception {
    RunId run = runWith(5);
    site.store.interrupt(run);
    try (Stream<String> lines = open(run, "2")) {
      List<Event> events = rest(events(lines));
      assertThat(events)
          .filteredOn(event -> event.name().equals("epoch"))
          .extracting(Event::id)
          .containsExactly("3", "4");
      assertThat(events.get(events.size() - 1).name()).isEqualTo("end");
    }
  }

  @Test
  void anUnreadableLastEventIdGivesEverything() throws Exception {
    RunId run = runWith(3);
    site.store.interrupt(run);
    try (Stream<String> lines = open(run, "x")) {
      assertThat(rest(events(lines))).extracting(Event::id).contains("0", "1", "2");
    }
  }

  @Test
  void twentyClientsLoseNoEpochThoughEachBreaksOffInBetween() throws Exception {
    loseNoEpoch(20, 25, 40);
  }

  @Test
  @Tag("slow")
  @Timeout(180)
  void aHundredClientsLoseNoEpochInAMinute() throws Exception {
    loseNoEpoch(100, 240, 250);
  }

  private static void loseNoEpoch(int clients, int epochs, long pause) throws Exception {
    RunId run = runWith(0);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<CompletableFuture<List<String>>> following =
          IntStream.range(0, clients)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> followWithBreaks(run), threads))
              .toList();
      for (int i = 0; i < epochs; i++) {
        site.store.epoch(run, FakeExperiment.epoch(i));
        Thread.sleep(pause);
      }
      site.store.interrupt(run);
      List<String> all = IntStream.range(0, epochs).mapToObj(Integer::toString).toList();
      for (CompletableFuture<List<String>> client : following) {
        assertThat(client.get()).isEqualTo(all);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aClientThatDoesNotReadKeepsNobodyWaiting() throws Exception {
    RunId run = runWith(0);
    try (Socket asleep = new Socket(InetAddress.getLoopbackAddress(), site.site.port())) {
      asleep
          .getOutputStream()
          .write(
              ("GET /api/v1/runs/"
                      + run
                      + "/events HTTP/1.1\r\nHost: 127.0.0.1:"
                      + site.site.port()
                      + "\r\nConnection: close\r\nAccept: text/event-stream\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      // more than the buffers of the two sockets take
      Map<String, Double> logs = Map.of("loss", 0.5, "x".repeat(20_000), 1.0);
      for (int i = 0; i < 1_000; i++) {
        site.store.epoch(run, new Epoch(i, logs, 10, Duration.ofMillis(1)));
      }
      try (Stream<String> lines = open(run, "989")) {
        Iterator<Event> events = events(lines);
        assertThat(events.next().name()).isEqualTo("status");
        for (int i = 990; i < 1_000; i++) {
          assertThat(events.next().id()).isEqualTo(Integer.toString(i));
        }
        site.store.interrupt(run);
        assertThat(events.next().name()).isEqualTo("status");
      }
      // It was not cut off in favour of the other: once it reads, it gets everything.
      assertThat(new String(asleep.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("event: end");
    }
  }

  /** Reads four events of each connection, then comes back with the last id, as browsers do. */
  private static List<String> followWithBreaks(RunId run) {
    List<String> seen = new ArrayList<>();
    while (true) {
      try (Stream<String> lines = open(run, seen.isEmpty() ? null : seen.get(seen.size() - 1))) {
        Iterator<Event> events = events(lines);
        for (int i = 0; i < 4 && events.hasNext(); i++) {
          Event event = events.next();
          if (event.name().equals("end")) {
            return seen;
          }
          if (event.name().equals("epoch")) {
            seen.add(event.id());
          }
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void theEventsOfARunThatIsNotThereAreNotFound() throws Exception {
    HttpResponse<String> answer =
        site.send(
            site.request("/api/v1/runs/20200101-000000-fake-000/events")
                .header("Accept", "text/event-stream"));
    assertThat(answer.statusCode()).isEqualTo(404);
  }

  private static RunId runWith(int epochs) {
    RunId run = site.store.begin(FakeExperiment.ID, Parameters.of(1, 40), true);
    for (int i = 0; i < epochs; i++) {
      site.store.epoch(run, FakeExperiment.epoch(i));
    }
    return run;
  }

  private static Stream<String> open(RunId run, String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        site.request("/api/v1/runs/" + run + "/events")
            .timeout(Duration.ofSeconds(30))
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<Stream<String>> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return answer.body();
  }

  private static List<Event> rest(Iterator<Event> events) {
    List<Event> list = new ArrayList<>();
    events.forEachRemaining(list::add);
    return list;
  }

  /** Reads a stream as the standard says: fields until an empty line; comments are skipped. */
  private static Iterator<Event> events(Stream<String> lines) {
    Iterator<String> source = lines.iterator();
    return new Iterator<>() {
      private Event next;

      @Override
      public boolean hasNext() {
        // Read only when asked: the next event may be a while.
        if (next == null) {
          next = read();
        }
        return next != null;
      }

      @Override
      public Event next() {
        assertThat(hasNext()).as("another event").isTrue();
        Event given = next;
        next = null;
        return given;
      }

      private Event read() {
        String name = "";
        String id = "";
        String data = "";
        while (source.hasNext()) {
          String line = source.next();
          if (line.isEmpty() && !data.isEmpty()) {
            return new Event(name, id, data);
          } else if (line.startsWith("event: ")) {
            name = line.substring(7);
          } else if (line.startsWith("id: ")) {
            id = line.substring(4);
          } else if (line.startsWith("data: ")) {
            data += line.substring(6);
          }
        }
        return null;
      }
    };
  }
}
