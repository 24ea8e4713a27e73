package annlab.cli.processes;

import annlab.cli.options.RunSettings;
import annlab.lab.Experiment;
import annlab.lab.runs.Run;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One display for a whole reproduction: which experiments of how many, their epochs, and the time
 * left by how long each took the last time. On a terminal one line that renews itself, and one for
 * each experiment that has ended; else a line at each begin and end, and one now and then in
 * between.
 */
final class ReproductionProgress implements AutoCloseable {
  private static final long TERMINAL_MS = 500;
  private static final long FILE_MS = 30_000;

  /** A longer line would break, and could not be renewed. */
  private static final int WIDTH = 79;

  private final PrintStream err;
  private final boolean terminal;
  private final List<Expected> experiments;
  private final int jobs;
  private final ScheduledExecutorService clock;
  private final Map<String, UnderWay> underWay = new LinkedHashMap<>();
  private int begun;

  /**
   * An experiment that is to be run.
   *
   * @param experiment the experiment
   * @param took how long it took the last time, if that is known
   */
  record Expected(Experiment experiment, Optional<Duration> took) {}

  /** An experiment that runs: its place in the order, when it began, and its last epoch. */
  private record UnderWay(int number, String id, long began, String epoch) {
    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }

  ReproductionProgress(PrintStream err, boolean terminal, List<Expected> experiments, int jobs) {
    this.err = err;
    this.terminal = terminal;
    this.experiments = List.copyOf(experiments);
    this.jobs = jobs;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "annlab-progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * A display on stderr.
   *
   * @param experiments in the order in which they are begun
   * @param jobs how many run at a time
   */
  static ReproductionProgress of(List<Expected> experiments, int jobs) {
    boolean terminal = Boolean.getBoolean(RunSettings.TERMINAL);
    ReproductionProgress progress =
        new ReproductionProgress(System.err, terminal, experiments, jobs);
    long every = terminal ? TERMINAL_MS : FILE_MS;
    var unused =
        progress.clock.scheduleAtFixedRate(progress::tick, every, every, TimeUnit.MILLISECONDS);
    return progress;
  }

  synchronized void begin(Experiment experiment) {
    UnderWay now = new UnderWay(++begun, experiment.id(), System.nanoTime(), "");
    underWay.put(experiment.id(), now);
    if (terminal) {
      redraw();
    } else {
      err.println(place(now) + experiment.title() + left());
    }
  }

  /**
   * An epoch of an experiment has ended.
   *
   * @param epoch its number and how many there are, as {@code 3/30}
   */
  synchronized void epoch(String experiment, String epoch) {
    underWay.computeIfPresent(
        experiment, (id, now) -> new UnderWay(now.number(), id, now.began(), epoch));
  }

  synchronized void end(Run run) {
    UnderWay ended = underWay.remove(run.experiment());
    if (ended == null) {
      return;
    }
    long failed = run.summary().failed();
    clear();
    err.println(
        place(ended)
            + run.status().label()
            + " in "
            + clock(ended.elapsed())
            + run.summary().error().map(error -> " (" + error + ")").orElse("")
            + (run.summary().quick() || run.summary().error().isPresent()
                ? ""
                : ", "
                    + run.summary().passed()
                    + " pass"
                    + (failed == 0 ? "" : ", " + failed + " FAIL")));
    if (terminal && !underWay.isEmpty()) {
      redraw();
    }
  }

  private synchronized void tick() {
    if (terminal && !underWay.isEmpty()) {
      redraw();
    } else {
      for (UnderWay each : underWay.values()) {
        err.println(place(each) + clock(each.elapsed()) + epoch(each) + left());
      }
    }
  }

  private void redraw() {
    clear();
    err.print(line());
    err.flush();
  }

  private String line() {
    if (underWay.size() == 1) {
      UnderWay only = underWay.values().iterator().next();
      return place(only) + clock(only.elapsed()) + epoch(only) + left();
    }
    String line =
        (begun - underWay.size())
            + " of "
            + experiments.size()
            + " done"
            + left()
            + ": "
            + underWay.values().stream()
                .map(each -> (each.id() + " " + each.epoch()).strip())
                .collect(Collectors.joining(", "));
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }

  /** Takes the renewed line away, so that what follows stands alone. */
  private void clear() {
    if (terminal) {
      err.print("\r\033[K");
    }
  }

  private String place(UnderWay one) {
    int digits = Integer.toString(experiments.size()).length();
    return String.format(
        Locale.ROOT, "[%" + digits + "d/%d] %s: ", one.number(), experiments.size(), one.id());
  }

  private static String epoch(UnderWay one) {
    return one.epoch().isEmpty() ? "" : ", epoch " + one.epoch();
  }

  private String left() {
    return timeLeft(
            experiments.stream().map(Expected::took).toList(),
            underWay.values().stream()
                .collect(Collectors.toMap(each -> each.number() - 1, UnderWay::elapsed)),
            begun,
            jobs)
        .map(time -> ", about " + clock(time) + " left")
        .orElse("");
  }

  /**
   * The time left, if each experiment takes as long as the last time. One that never ran is taken
   * for an average one.
   *
   * @param expected how long each took the last time, in the order in which they are begun
   * @param elapsed how long those have been under way that are
   * @param begun how many have been begun
   * @param jobs how many run at a time
   * @return empty if none ever ran
   */
  static Optional<Duration> timeLeft(
      List<Optional<Duration>> expected, Map<Integer, Duration> elapsed, int begun, int jobs) {
    List<Duration> known = expected.stream().flatMap(Optional::stream).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Duration mean = sum(known).dividedBy(known.size());
    // when each of the processes is free again, the earliest first
    PriorityQueue<Duration> free = new PriorityQueue<>();
    elapsed.forEach(
        (number, time) -> {
          Duration rest = expected.get(number).orElse(mean).minus(time);
          free.add(rest.isNegative() ? Duration.ZERO : rest);
        });
    while (free.size() < jobs) {
      free.add(Duration.ZERO);
    }
    Duration last = free.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    for (Optional<Duration> next : expected.subList(begun, expected.size())) {
      Duration end = free.remove().plus(next.orElse(mean));
      last = last.compareTo(end) < 0 ? end : last;
      free.add(end);
    }
    return Optional.of(last);
  }

  private static Duration sum(Collection<Duration> times) {
    return times.stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static String clock(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  @Override
  public void close() {
    clock.shutdownNow();
    synchronized (this) {
      clear();
      underWay.clear();
    }
  }
}
