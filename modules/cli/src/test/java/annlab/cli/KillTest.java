package annlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annlab.datasets.FashionMnistExtract;
import annlab.lab.Run;
import annlab.lab.RunStatus;
import annlab.lab.RunStore;
import annlab.networks.Epoch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose process is killed at random moments, again and again, until they are done. */
@DisabledOnOs(OS.WINDOWS)
class KillTest {
  private static final long SECONDS = 300;
  private static final int EPOCHS = 40;

  /** Checkpoints are that far apart where epochs are shorter. */
  private static final double CHECKPOINT_SECONDS = 1;

  private static final Pattern EPOCH = Pattern.compile("(?m)^\\s*Epoch (\\d+)/" + EPOCHS);

  @TempDir Path temp;
  private Path home;

  /**
   * One start of the program.
   *
   * @param training from its first epoch's line to its end
   */
  private record Start(int code, String out, String err, Duration training) {}

  /**
   * When to kill.
   *
   * @param starting whether to count from the start of the process, or from its first epoch on
   * @param after how long
   */
  private record Moment(boolean starting, Duration after) {
    static final Moment NEVER = new Moment(true, Duration.ofSeconds(SECONDS));
  }

  @BeforeEach
  void makeProject() throws Exception {
    Files.writeString(temp.resolve("annlab.conf"), "data = data\ncache = cache\n");
    FashionMnistExtract.copyTo(Files.createDirectories(temp.resolve("data")));
  }

  @Test
  void aRunThatIsKilledEndsWithTheBitsOfOneThatWasNot() throws Exception {
    assertThatKillsLoseNothing(1, new Random(1));
  }

  @Test
  @Tag("slow")
  void aHundredKillsAtRandomMomentsLoseNothing() throws Exception {
    assertThatKillsLoseNothing(100, new Random(2));
  }

  private void assertThatKillsLoseNothing(int kills, Random random) throws Exception {
    home = temp.resolve("straight");
    Start straight = start(Moment.NEVER, words());
    assertThat(straight.code()).as(straight.err()).isZero();
    JsonNode expected = numbers(json(straight.out()));

    home = temp.resolve("killed");
    int done = 0;
    List<List<Epoch>> lost = new ArrayList<>();
    String[] next = words();
    while (true) {
      Moment moment = done < kills ? moment(done, random, straight.training()) : Moment.NEVER;
      List<Epoch> before = newest().map(Run::epochs).orElse(List.of());
      Start start = start(moment, next);
      if (next[1].equals("--resume")) {
        lost.add(trainedAgain(before, start.err()));
      }
      if (start.code() == 0) {
        assertThat(numbers(json(start.out()))).isEqualTo(expected);
        if (done >= kills) {
          break;
        }
        next = words();
        continue;
      }
      assertThat(start.code()).as("killed by SIGKILL: %s", start.err()).isEqualTo(137);
      done++;
      System.err.println("kill " + done);
      assertThat(integrity()).as("the store after kill %s", done).isEqualTo("ok");
      next =
          newest()
              .filter(run -> run.status() != RunStatus.FINISHED)
              .map(
                  run -> {
                    assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
                    return new String[] {"run", "--resume", run.id().value(), "--json"};
                  })
              .orElse(words());
    }
    assertThat(lost).as("runs that were killed and resumed").isNotEmpty();
    System.err.printf(
        Locale.ROOT,
        "%d kills, %d runs resumed, at most %d epochs trained again%n",
        done,
        lost.size(),
        lost.stream().mapToInt(List::size).max().orElse(0));
    // The last one may be the epoch whose checkpoint was under way.
    assertThat(lost)
        .allSatisfy(
            epochs ->
                assertThat(
                        epochs.stream()
                            .limit(Math.max(0, epochs.size() - 1))
                            .mapToDouble(epoch -> epoch.took().toNanos() / 1e9)
                            .sum())
                    .as("seconds of %s epochs that were trained again", epochs.size() - 1)
                    .isLessThan(CHECKPOINT_SECONDS));
  }

  /** The epochs that the store had and that a resumed run trained again. */
  private static List<Epoch> trainedAgain(List<Epoch> before, String err) {
    Matcher first = EPOCH.matcher(err);
    if (!first.find()) {
      return List.of(); // killed again before its first epoch, or everything was done
    }
    int from = Integer.parseInt(first.group(1)) - 1;
    return from < before.size() ? before.subList(from, before.size()) : List.of();
  }

  /** Three of four within the training, wherever it is; the others from the very start on. */
  private static Moment moment(int number, Random random, Duration training) {
    boolean starting = number % 4 == 3;
    double most = (starting ? 2 : 0.7) * training.toNanos();
    return new Moment(starting, Duration.ofNanos((long) (random.nextDouble() * most)));
  }

  private static String[] words() {
    return new String[] {"run", "fashion-mnist", "--quick", "--epochs", "" + EPOCHS, "--json"};
  }

  private Path store() {
    return home.resolve("runs.sqlite");
  }

  private String integrity() throws Exception {
    if (!Files.exists(store())) {
      return "ok"; // killed before it made one
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store());
        var rows = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
      return rows.next() ? rows.getString(1) : "no answer";
    }
  }

  /** The newest run as another process sees it: one whose process is gone is under way no more. */
  private Optional<Run> newest() {
    if (!Files.exists(store())) {
      return Optional.empty();
    }
    try (RunStore runs = RunStore.open(home)) {
      return runs.summaries().stream().findFirst().flatMap(summary -> runs.find(summary.id()));
    }
  }

  /** What does not depend on the clock. */
  private static JsonNode numbers(JsonNode run) {
    ObjectNode kept = new ObjectMapper().createObjectNode();
    assertThat(run.path("status").asText()).isEqualTo("finished");
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

  private Start start(Moment moment, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx640m", "-Dannlab.project=" + temp, "-Djava.awt.headless=true", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(words));
    Path out = temp.resolve("stdout");
    Path err = temp.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("ANNLAB_HOME", home.toString());
    builder.environment().put("ANNLAB_DATA", temp.resolve("data").toString());
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    Instant end = Instant.now().plusSeconds(SECONDS);
    Instant first = Instant.MAX;
    Instant kill = moment.starting() ? Instant.now().plus(moment.after()) : end;
    while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
      if (first.equals(Instant.MAX) && EPOCH.matcher(Files.readString(err, UTF_8)).find()) {
        first = Instant.now();
        kill = moment.starting() ? kill : first.plus(moment.after());
      }
      if (Instant.now().isAfter(kill)) {
        process.destroyForcibly(); // SIGKILL
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      }
    }
    return new Start(
        process.exitValue(),
        Files.readString(out, UTF_8),
        Files.readString(err, UTF_8),
        first.equals(Instant.MAX) ? Duration.ZERO : Duration.between(first, Instant.now()));
  }
}
