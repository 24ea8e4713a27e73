package annlab.cli;

import annlab.lab.Experiment;
import annlab.lab.Run;
import annlab.networks.Callback;
import annlab.networks.Epoch;
import annlab.networks.Training;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One display for a whole reproduction: which experiment of how many, its epochs, and the time left
 * by how long each took the last time. On a terminal one line that renews itself; else a line at
 * each begin and end, and one now and then in between.
 */
final class ReproductionProgress implements Callback, AutoCloseable {
  private static final long TERMINAL_MS = 500;
  private static final long FILE_MS = 30_000;

  private final PrintStream err;
  private final boolean terminal;
  private final List<Experiment> experiments;
  private final List<Optional<Duration>> expected;
  private final ScheduledExecutorService clock;
  private int number = -1;
  private long began;
  private String epoch = "";

  ReproductionProgress(
      PrintStream err,
      boolean terminal,
      List<Experiment> experiments,
      List<Optional<Duration>> expected) {
    this.err = err;
    this.terminal = terminal;
    this.experiments = List.copyOf(experiments);
    this.expected = List.copyOf(expected);
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "annlab-progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  static ReproductionProgress of(List<Experiment> experiments, LastDurations last) {
    boolean terminal = Boolean.getBoolean(RunSettings.TERMINAL);
    ReproductionProgress progress =
        new ReproductionProgress(
            System.err, terminal, experiments, experiments.stream().map(last::of).toList());
    long every = terminal ? TERMINAL_MS : FILE_MS;
    var unused =
        progress.clock.scheduleAtFixedRate(progress::tick, every, every, TimeUnit.MILLISECONDS);
    return progress;
  }

  synchronized void begin(Experiment experiment) {
    number = experiments.indexOf(experiment);
    began = System.nanoTime();
    epoch = "";
    if (terminal) {
      redraw();
    } else {
      err.println(place() + experiment.title() + left());
    }
  }

  synchronized void end(Run run) {
    String took = clock(Duration.ofNanos(System.nanoTime() - began));
    long failed = run.summary().failed();
    clear();
    err.println(
        place()
            + run.status().label()
            + " in "
            + took
            + (run.summary().quick()
                ? ""
                : ", "
                    + run.summary().passed()
                    + " pass"
                    + (failed == 0 ? "" : ", " + failed + " FAIL")));
  }

  @Override
  public synchronized void epochEnd(Training training, Epoch done) {
    epoch = ", epoch " + (done.number() + 1) + "/" + training.epochs();
  }

  private synchronized void tick() {
    if (number < 0) {
      return;
    }
    if (terminal) {
      redraw();
    } else {
      err.println(place() + clock(elapsed()) + epoch + left());
    }
  }

  private void redraw() {
    clear();
    err.print(place() + clock(elapsed()) + epoch + left());
    err.flush();
  }

  /** Takes the renewed line away, so that what follows stands alone. */
  private void clear() {
    if (terminal) {
      err.print("\r\033[K");
    }
  }

  private String place() {
    int digits = Integer.toString(experiments.size()).length();
    Experiment experiment = experiments.get(number);
    return String.format(
        Locale.ROOT, "[%" + digits + "d/%d] %s: ", number + 1, experiments.size(), experiment.id());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private String left() {
    return timeLeft(expected, number, elapsed())
        .map(time -> ", about " + clock(time) + " left")
        .orElse("");
  }

  /**
   * The time left: what the experiment under way still takes, and all behind it. One that never ran
   * is taken for an average one.
   *
   * @param expected how long each took the last time
   * @param number the one under way
   * @param elapsed how long it has been under way
   * @return empty if none ever ran
   */
  static Optional<Duration> timeLeft(
      List<Optional<Duration>> expected, int number, Duration elapsed) {
    List<Duration> known = new ArrayList<>();
    expected.forEach(each -> each.ifPresent(known::add));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Duration mean = known.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(known.size());
    Duration left = expected.get(number).orElse(mean).minus(elapsed);
    left = left.isNegative() ? Duration.ZERO : left;
    for (Optional<Duration> next : expected.subList(number + 1, expected.size())) {
      left = left.plus(next.orElse(mean));
    }
    return Optional.of(left);
  }

  private static String clock(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  @Override
  public void close() {
    clock.shutdownNow();
    synchronized (this) {
      clear();
      number = -1;
    }
  }
}
