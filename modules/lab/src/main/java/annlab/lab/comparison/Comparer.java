package annlab.lab.comparison;

import annlab.lab.Parameters;
import annlab.lab.comparison.Comparison.Traced;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import annlab.networks.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs an experiment twice, each in a process of its own and one after the other, and compares the
 * two. ND4J takes its backend and its threads once in a process's life.
 */
public final class Comparer {
  private static final int INTERRUPTED = 130;
  private static final int PREREQUISITE = 3;

  /** A run was stopped by a signal; there is nothing to compare. */
  public static final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterruptedRunException(RunId run) {
      super("run " + run + " was interrupted; there is nothing to compare");
    }
  }

  /**
   * How a side is started.
   *
   * @param label its place on the axis
   * @param parameters the settings of its run
   * @param program the words that start annlab
   * @param options further words of its {@code run} command
   * @param environment variables set for it
   */
  public record Start(
      String label,
      Parameters parameters,
      List<String> program,
      List<String> options,
      Map<String, String> environment) {
    public Start {
      program = List.copyOf(program);
      options = List.copyOf(options);
      environment = Map.copyOf(environment);
    }
  }

  private final RunStore store;
  private final Consumer<String> note;

  /**
   * A comparer.
   *
   * @param store where runs and comparisons are kept
   * @param note told what happens, one line at a time
   */
  public Comparer(RunStore store, Consumer<String> note) {
    this.store = store;
    this.note = note;
  }

  /**
   * Runs both sides and compares them; the comparison is kept, the traces are deleted.
   *
   * @param plan what is run
   * @param left how the first side is started
   * @param right how the second side is started
   * @return the comparison
   * @throws IllegalArgumentException if the experiment trains no model whose steps can be compared
   * @throws PrerequisiteException if a side lacks something
   * @throws InterruptedRunException if a side was stopped
   */
  public Comparison compare(Plan plan, Start left, Start right) {
    Instant started = Instant.now();
    String id = RunId.draw("compare-" + plan.experiment(), started).value();
    Path traces = Comparison.traces(store.home(), id);
    try {
      // a model that names its type itself shows it in the float run, which therefore comes first
      boolean turned =
          plan.axis() == Axis.TYPES && right.label().equals(Precision.FLOAT.toString());
      Traced first = run(plan, turned ? right : left, traces.resolve("first"));
      Traced second = run(plan, turned ? left : right, traces.resolve("second"));
      Comparison comparison =
          Comparison.of(id, plan.axis(), started, turned ? second : first, turned ? first : second);
      new Comparisons(store.home()).save(comparison);
      return comparison;
    } finally {
      delete(traces);
    }
  }

  private Traced run(Plan plan, Start start, Path folder) {
    RunId run = store.queue(plan.experiment(), start.parameters(), plan.quick());
    store.tag(run, Comparison.TAG);
    note.accept(plan.axis().label() + " " + start.label() + ": run " + run);
    long begun = System.nanoTime();
    int code;
    try {
      code = wait(process(plan, start, run, folder));
    } catch (IOException e) {
      store.fail(run, "the process could not be started: " + e.getMessage());
      throw new UncheckedIOException("cannot start " + start.program().get(0), e);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    // Ends nothing that ended itself: the store takes an end only once.
    store.fail(run, "the process ended with code " + code);
    Path refusal = folder.resolve(ParameterTrace.REFUSAL);
    if (Files.exists(refusal)) {
      store.delete(run); // it made no step
      throw new IllegalArgumentException(plan.experiment() + ": " + text(refusal));
    }
    return traced(plan, start, store.find(run).orElseThrow(), code, folder, seconds);
  }

  private static Traced traced(
      Plan plan, Start start, Run run, int code, Path folder, double seconds) {
    if (code == INTERRUPTED || run.status() == RunStatus.INTERRUPTED) {
      throw new InterruptedRunException(run.id());
    }
    if (run.status() != RunStatus.FINISHED) {
      String why = start.label() + ": " + run.summary().error().orElse("did not finish");
      if (code == PREREQUISITE) {
        throw new PrerequisiteException(why);
      }
      throw new IllegalStateException(why);
    }
    Optional<Trace> trace = Trace.read(folder);
    if (trace.isEmpty()) {
      throw new IllegalArgumentException(
          plan.experiment()
              + " trains no model that is recorded step by step, so there is nothing to compare;"
              + " take one that does, as fashion-mnist or california-sequential");
    }
    return new Traced(start.label(), run, trace.get(), seconds);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private Process process(Plan plan, Start start, RunId run, Path folder) throws IOException {
    List<String> words = new ArrayList<>(start.program());
    words.addAll(List.of("run", plan.experiment(), "--queued", run.value()));
    words.addAll(List.of("--trace", folder.toString()));
    words.addAll(plan.options());
    words.addAll(start.options());
    Path log = Files.createDirectories(store.home().resolve("logs")).resolve(run + ".log");
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(log.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("ANNLAB_HOME", store.home().toString());
    builder.environment().putAll(start.environment());
    return builder.start();
  }

  private static int wait(Process child) {
    Thread hook = new Thread(child::destroy, "annlab-child");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int code = child.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      return code;
    } catch (InterruptedException e) {
      child.destroy();
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    } catch (IllegalStateException e) {
      return INTERRUPTED; // this process is being ended, and its child with it
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder + "; delete it by hand", e);
    }
  }
}
