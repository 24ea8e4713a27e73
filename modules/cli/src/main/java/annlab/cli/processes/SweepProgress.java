package annlab.cli.processes;

import annlab.cli.options.RunSettings;
import annlab.cli.text.SweepText;
import annlab.networks.Epoch;
import annlab.sweep.SweepListener;
import annlab.sweep.specification.Objective;
import annlab.sweep.specification.Trial;
import annlab.sweep.trials.TrialEnd;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows a sweep's progress: on a terminal a live table of the trials under way, with the best so
 * far and the time left; else a line for each trial that has come to an end or to a pause.
 */
public final class SweepProgress implements SweepListener, AutoCloseable {
  private static final long TERMINAL_MS = 500;

  /** A longer line would break, and could not be renewed. */
  private static final int WIDTH = 99;

  private static final int BAR = 20;

  private final PrintStream err;
  private final boolean terminal;
  private final Optional<Objective> objective;
  private final ScheduledExecutorService clock;
  private final Map<Integer, UnderWay> underWay = new LinkedHashMap<>();
  private final Map<Integer, Integer> reached = new LinkedHashMap<>();
  private List<Trial> trials = List.of();
  private String best = "";
  private double bestCost = Double.POSITIVE_INFINITY;
  private long before;
  private long done;
  private long all;
  private long began = System.nanoTime();
  private int ended;
  private int drawn;

  /** A trial under way: its last epoch. */
  private record UnderWay(Optional<Epoch> last) {}

  SweepProgress(PrintStream err, boolean terminal, Optional<Objective> objective) {
    this.err = err;
    this.terminal = terminal;
    this.objective = objective;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "annlab-progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A display on stderr. */
  public static SweepProgress of(Optional<Objective> objective) {
    boolean terminal = Boolean.getBoolean(RunSettings.TERMINAL);
    SweepProgress progress = new SweepProgress(System.err, terminal, objective);
    if (terminal) {
      var unused =
          progress.clock.scheduleAtFixedRate(
              progress::redraw, TERMINAL_MS, TERMINAL_MS, TimeUnit.MILLISECONDS);
    }
    return progress;
  }

  @Override
  public synchronized void stage(int number, List<Trial> of, long finished, long epochs) {
    clear();
    trials = of;
    before = finished;
    done = 0;
    all = epochs;
    ended = 0;
    began = System.nanoTime();
    reached.clear();
    underWay.clear();
    err.println(
        (number == 0 ? "" : "then, around the best: ")
            + of.size()
            + (of.size() == 1 ? " trial" : " trials")
            + (epochs > 0 ? ", at most " + epochs + " epochs" : "")
            + (finished > 0 ? ", " + finished + " done before" : ""));
  }

  @Override
  public synchronized void begin(int number) {
    underWay.put(number, new UnderWay(Optional.empty()));
  }

  @Override
  public synchronized void epoch(int number, Epoch epoch) {
    underWay.put(number, new UnderWay(Optional.of(epoch)));
    int last = reached.getOrDefault(number, 0);
    if (epoch.number() + 1 > last) {
      reached.put(number, epoch.number() + 1);
      done++;
    }
    objective.ifPresent(
        known -> {
          Double value = epoch.logs().get(known.metric());
          if (value != null && known.cost(value) < bestCost) {
            bestCost = known.cost(value);
            best = known.metric() + " " + SweepText.number(value) + ": " + describe(number);
          }
        });
  }

  private String describe(int number) {
    return SweepText.describe(trials.get(number).parameters());
  }

  @Override
  public synchronized void end(int number, TrialEnd end) {
    UnderWay was = underWay.remove(number);
    if (end.kind() != TrialEnd.Kind.INTERRUPTED) {
      ended++;
    }
    clear();
    err.println(line(number, was == null ? Optional.empty() : was.last(), end));
    if (terminal) {
      redraw();
    }
  }

  private String line(int number, Optional<Epoch> last, TrialEnd end) {
    String how =
        switch (end.kind()) {
          case FINISHED -> "finished";
          case INTERRUPTED -> "paused";
          default -> end.diverged() ? "diverged" : "failed (" + end.reason() + ")";
        };
    String metric =
        last.flatMap(
                epoch ->
                    objective
                        .or(() -> Objective.among(epoch.logs().keySet()))
                        .filter(known -> epoch.logs().containsKey(known.metric()))
                        .map(
                            known ->
                                ", "
                                    + known.metric()
                                    + " "
                                    + SweepText.number(
                                        epoch.logs().getOrDefault(known.metric(), 0.0))))
            .orElse("");
    String epochs = last.map(epoch -> " after epoch " + (epoch.number() + 1)).orElse("");
    return "["
        + (number + 1)
        + "/"
        + trials.size()
        + "] "
        + describe(number)
        + ": "
        + how
        + epochs
        + metric
        + left();
  }

  private String left() {
    return timeLeft(Duration.ofNanos(System.nanoTime() - began), done, all - before)
        .map(time -> ", about " + clock(time) + " left")
        .orElse("");
  }

  /** The time left, if the epochs to come take as long as those so far; empty at the beginning. */
  static Optional<Duration> timeLeft(Duration elapsed, long done, long all) {
    return done == 0 || all <= done
        ? Optional.empty()
        : Optional.of(elapsed.multipliedBy(all - done).dividedBy(done));
  }

  private static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  private synchronized void redraw() {
    if (trials.isEmpty()) {
      return;
    }
    clear();
    List<String> lines = new ArrayList<>();
    lines.add(
        bar(before + done, all)
            + " "
            + ended
            + " of "
            + trials.size()
            + " trials ended"
            + left()
            + (best.isEmpty() ? "" : "; best " + best));
    underWay.forEach(
        (number, now) ->
            lines.add(
                "  ["
                    + (number + 1)
                    + "] epoch "
                    + now.last().map(epoch -> epoch.number() + 1).orElse(0)
                    + "/"
                    + trials.get(number).settings().epochs()
                    + "  "
                    + describe(number)));
    for (String line : lines) {
      err.println(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...");
    }
    err.flush();
    drawn = lines.size();
  }

  private static String bar(long part, long whole) {
    int full = whole == 0 ? 0 : (int) Math.min(BAR, BAR * part / whole);
    return "[" + "=".repeat(full) + " ".repeat(BAR - full) + "]";
  }

  /** Takes the renewed lines away, so that what follows stands alone. */
  private void clear() {
    if (drawn > 0) {
      err.print("\033[" + drawn + "A\r\033[J");
      drawn = 0;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    synchronized (this) {
      clear();
      trials = List.of();
    }
  }
}
