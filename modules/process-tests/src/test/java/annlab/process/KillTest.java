package annlab.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.cli.ProgramProcess;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import annlab.networks.Checkpoint;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs whose process is killed at random moments, again and again, until they are done.
 *
 * <p>After each kill the store has every epoch that the process has said, with the bits of a run
 * that was not killed, and what is trained again is what ended within a second of the last
 * checkpoint, and the epoch whose checkpoint was under way.
 */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
class KillTest {
  private static final long SECONDS = 300;
  private static final int EPOCHS = 100;
  private static final int FEW_EPOCHS = 24;

  /** The part of the epochs that a process is let say at most: most are killed while they train. */
  private static final double MAX_SAID = 0.6;

  /** Checkpoints are that far apart where epochs are shorter. */
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  /** Homes with a process each at the same time. */
  private static final int HOMES = 2;

  private static final Pattern EPOCH = Pattern.compile("(?m)^Epoch (\\d+)/\\d+ .*$");

  @TempDir Path temp;
  private int epochs = EPOCHS;

  /**
   * A run that was not killed.
   *
   * @param numbers what does not depend on the clock
   * @param start from the start of its process to the first epoch
   * @param end from the last epoch to the end of its process
   */
  private record Straight(JsonNode numbers, Duration start, Duration end) {}

  /**
   * One start of the program.
   *
   * @param said the numbers of the epochs that it said, from 1
   * @param first from its start to the first epoch
   * @param end from the last epoch to its end
   */
  private record Start(
      int code, String out, String err, List<Integer> said, Duration first, Duration end) {}

  /**
   * When to kill.
   *
   * @param epochs once so many are said in this process, or the last one of the run
   * @param after how long after that
   */
  private record Moment(int epochs, Duration after) {
    static final Moment NEVER = new Moment(0, Duration.ofSeconds(SECONDS));
  }

  /**
   * What came of it.
   *
   * @param again epochs that were to be trained again after each kill
   * @param resumed processes that went on with a run
   * @param finished runs that came to their end
   */
  private record Kills(List<Integer> again, int resumed, int finished) {
    Kills and(Kills other) {
      List<Integer> all = new ArrayList<>(again);
      all.addAll(other.again);
      return new Kills(all, resumed + other.resumed, finished + other.finished);
    }
  }

  @BeforeEach
  void makeProject() throws Exception {
    Files.writeString(temp.resolve("annlab.conf"), "cache = cache\n");
  }

  @Test
  void aRunThatIsKilledEndsWithTheBitsOfOneThatWasNot() throws Exception {
    epochs = FEW_EPOCHS;
    Kills kills = new Victim(temp.resolve("killed"), straight(), new Random(7)).kill(1);
    assertThat(kills.resumed()).isEqualTo(1);
    assertThat(kills.finished()).isEqualTo(1);
  }

  @Test
  @Tag("slow")
  void aHundredKillsAtRandomMomentsLoseNothing() throws Exception {
    Straight straight = straight();
    ExecutorService homes = Executors.newFixedThreadPool(HOMES);
    List<Future<Kills>> each = new ArrayList<>();
    for (int i = 0; i < HOMES; i++) {
      Victim victim = new Victim(temp.resolve("killed-" + i), straight, new Random(2 + i));
      each.add(homes.submit(() -> victim.kill(100 / HOMES)));
    }
    homes.shutdown();
    Kills kills = new Kills(List.of(), 0, 0);
    for (Future<Kills> one : each) {
      kills = kills.and(one.get());
    }
    assertThat(kills.again()).hasSize(100);
    assertThat(kills.resumed()).isGreaterThan(50);
    System.err.printf(
        Locale.ROOT,
        "%d kills, %d processes went on with a run, %d runs finished;"
            + " trained again at most %d epochs, %d in all%n",
        kills.again().size(),
        kills.resumed(),
        kills.finished(),
        Collections.max(kills.again()),
        kills.again().stream().mapToInt(Integer::intValue).sum());
  }

  private Straight straight() throws Exception {
    Start start = start(temp.resolve("straight"), Moment.NEVER, words());
    assertThat(start.code()).as(start.err()).isZero();
    assertThat(start.said()).hasSize(epochs);
    return new Straight(numbers(json(start.out())), start.first(), start.end());
  }

  /** A home whose runs are killed. */
  private final class Victim {
    private final Path home;
    private final Straight straight;
    private final Random random;
    private final List<Integer> again = new ArrayList<>();
    private int resumed;
    private int finished;

    /** Epochs in the run's checkpoint. */
    private int kept;

    Victim(Path home, Straight straight, Random random) {
      this.home = home;
      this.straight = straight;
      this.random = random;
    }

    /** Kills so many processes, and lets the last run come to its end. */
    Kills kill(int count) throws Exception {
      List<String> next = words();
      while (again.size() < count || next.contains("--resume")) {
        Start start = start(home, again.size() < count ? moment() : Moment.NEVER, next);
        resumed += next.contains("--resume") ? 1 : 0;
        if (!start.said().isEmpty()) {
          assertThat(start.said().get(0)).as("goes on from its checkpoint").isEqualTo(kept + 1);
        }
        if (start.code() == 0) {
          ended(json(start.out()));
          next = words();
          continue;
        }
        assertThat(start.code()).as("killed by SIGKILL: %s", start.err()).isEqualTo(137);
        next = killed(start.said());
      }
      return new Kills(again, resumed, finished);
    }

    /** Three of four from an epoch on, wherever that is; the others while the process starts. */
    private Moment moment() {
      double part = random.nextDouble();
      return again.size() % 4 == 3
          ? new Moment(0, Duration.ofNanos((long) (part * straight.start().toNanos())))
          : new Moment(
              1 + random.nextInt((int) (epochs * MAX_SAID)),
              Duration.ofNanos((long) (part * straight.end().toNanos())));
    }

    private void ended(JsonNode run) {
      assertThat(run.path("status").asText()).isEqualTo("finished");
      assertThat(numbers(run)).isEqualTo(straight.numbers());
      finished++;
      kept = 0;
    }

    /** What is there after a kill, and the words that go on from it. */
    private List<String> killed(List<Integer> said) throws Exception {
      String after = "after kill " + (again.size() + 1) + " in " + home;
      assertThat(integrity(home)).as(after).isEqualTo("ok");
      List<Run> runs = runs(home);
      assertThat(runs).as(after).noneMatch(run -> run.status() == RunStatus.RUNNING);
      if (runs.size() == finished) {
        again.add(0); // it had not begun its run
        return words();
      }
      Run run = runs.get(0);
      int last = said.isEmpty() ? 0 : said.get(said.size() - 1);
      assertThat(run.epochs().size()).as("epochs in the store " + after).isBetween(last, epochs);
      assertThatItBeginsAs(straight.numbers().path("history"), run);
      if (run.status() == RunStatus.FINISHED) {
        again.add(0);
        ended(json(Json.print(run.json())));
        return words();
      }
      assertThat(run.status()).as(after).isEqualTo(RunStatus.INTERRUPTED);
      kept = kept(home, run);
      // what this process has trained and its checkpoint does not have
      int from = said.isEmpty() ? last : Math.max(kept, said.get(0) - 1);
      again.add(last - from);
      // the last one is the epoch whose checkpoint may have been under way
      assertThat(
              run.epochs().subList(from, Math.max(from, last - 1)).stream()
                  .map(Epoch::took)
                  .reduce(Duration.ZERO, Duration::plus))
          .as("time of epochs %s to %s, to be trained again %s", from + 1, last - 1, after)
          .isLessThan(CHECKPOINTS);
      return List.of("run", "--resume", run.id().value(), "--json");
    }
  }

  /** Epochs in the checkpoint of a run, which is whole whenever the process was killed. */
  private static int kept(Path home, Run run) throws IOException {
    Path file = home.resolve("runs").resolve(run.id().value()).resolve("checkpoint-1.zip");
    return Files.exists(file)
        ? Checkpoint.read(Files.readAllBytes(file), file.toString()).epochs().size()
        : 0;
  }

  /** Every number of every epoch that is in the store has the bits of the run's not killed. */
  private static void assertThatItBeginsAs(JsonNode expected, Run run) throws Exception {
    JsonNode history = json(Json.print(run.json())).path("history");
    expected
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(history.path(name))
                    .containsExactlyElementsOf(first(expected.path(name), run.epochs().size())));
  }

  private static List<JsonNode> first(JsonNode series, int count) {
    List<JsonNode> numbers = new ArrayList<>();
    series.forEach(numbers::add);
    return numbers.subList(0, count);
  }

  private List<String> words() {
    return List.of("run", "fashion-mnist", "--quick", "--epochs", "" + epochs, "--json");
  }

  /** What SQLite says of the file as the killed process left it. */
  private static String integrity(Path home) throws Exception {
    Path store = home.resolve("runs.sqlite");
    if (!Files.exists(store)) {
      return "ok"; // killed before it made one
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        var rows = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
      return rows.next() ? rows.getString(1) : "no answer";
    }
  }

  /** As another process sees them, newest first. */
  private static List<Run> runs(Path home) {
    try (RunStore store = RunStore.open(home)) {
      return store.runs();
    }
  }

  /** What does not depend on the clock. */
  private static JsonNode numbers(JsonNode run) {
    ObjectNode kept = new ObjectMapper().createObjectNode();
    kept.set("history", run.path("history"));
    ObjectNode metrics = (ObjectNode) run.path("metrics");
    metrics.remove("ms_per_step");
    kept.set("metrics", metrics);
    for (JsonNode claim : run.path("claims")) {
      if (!claim.path("kind").asText().equals("exhibit")) {
        kept.set(claim.path("id").asText(), claim.path("measured"));
      }
    }
    return kept;
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private Start start(Path home, Moment moment, List<String> words) throws Exception {
    Path out = Path.of(home + ".out");
    Path err = Path.of(home + ".err");
    ProcessBuilder builder =
        ProgramProcess.builder(temp, home, List.of(), words)
            .directory(temp.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    Instant begin = Instant.now();
    Instant first = begin;
    Instant last = begin;
    Instant kill = moment.epochs() == 0 ? begin.plus(moment.after()) : Instant.MAX;
    while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
      List<Integer> said = said(err);
      Instant now = Instant.now();
      first = said.isEmpty() ? now : first;
      last = said.contains(epochs) ? last : now;
      if (kill.equals(Instant.MAX) && (said.size() >= moment.epochs() || said.contains(epochs))) {
        kill = now.plus(moment.after());
      }
      boolean hangs = now.isAfter(begin.plusSeconds(SECONDS));
      if (hangs || now.isAfter(kill)) {
        process.destroyForcibly(); // SIGKILL
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(hangs).as("%s hangs", words).isFalse();
    }
    return new Start(
        process.exitValue(),
        Files.readString(out, UTF_8),
        Files.readString(err, UTF_8),
        said(err),
        Duration.between(begin, first),
        Duration.between(last, Instant.now()));
  }

  private static List<Integer> said(Path err) throws IOException {
    return EPOCH
        .matcher(Files.readString(err, UTF_8))
        .results()
        .map(line -> Integer.valueOf(line.group(1)))
        .toList();
  }
}
