package annlab.bench;

import annlab.lab.runs.Provenance;
import annlab.networks.StepChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Measures how fast training is, beside the libraries that it is compared with. */
public final class Bench {
  private static final int WARM_UPS = 2;
  private static final int REPEATS = 3;
  private static final int QUICK_STEPS = 4;

  private final BenchOptions options;
  private final Consumer<String> notes;

  /**
   * A benchmark.
   *
   * @param options what to measure
   * @param notes takes lines for people while they wait
   */
  public Bench(BenchOptions options, Consumer<String> notes) {
    this.options = options;
    this.notes = notes;
  }

  /**
   * Measures everything.
   *
   * @return the measurements
   */
  public BenchResult run() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Provenance here = Provenance.here(options.settings().project());
    if (options.sweep()) {
      List<Sweep.Curve> curves = new Sweep(options, notes).run();
      return new BenchResult(
          here, load, Map.of(), Map.of(), List.of(), List.of(), List.of(), curves, options.quick());
    }
    Map<String, String> missing = new LinkedHashMap<>();
    Map<String, String> versions = new TreeMap<>();
    List<StepResult> jobs;
    List<PartResult> parts;
    List<ProcessResult> processes;
    try (Peers peers = peers()) {
      missing.putAll(peers.missing());
      missing.forEach((name, why) -> notes.accept(name + " is not measured: " + why));
      versions.putAll(peers.versions());
      jobs = steps(peers);
      parts = parts();
      processes = processes(peers);
    }
    return new BenchResult(
        here, load, versions, missing, jobs, parts, processes, List.of(), options.quick());
  }

  private Peers peers() {
    int cores = Runtime.getRuntime().availableProcessors();
    return options.python().isPresent()
        ? new Peers(
            options.python().get(),
            options.scripts(),
            Peer.SCRIPTS,
            options.quick() || options.clock() == Clock.CPU ? 1 : cores,
            options.clock())
        : new Peers(Path.of("none"), options.scripts(), List.of(), 1, options.clock());
  }

  private List<StepResult> steps(Peers peers) {
    List<StepResult> results = new ArrayList<>();
    StepRace race =
        options.quick()
            ? new StepRace(0, 1, notes)
            : new StepRace(WARM_UPS, options.rounds(), notes);
    for (StepJob job : StepJob.all()) {
      notes.accept(job.name() + ", " + job.dtype() + ", batch " + job.batch());
      List<Contestant> contestants = new ArrayList<>();
      contestants.add(new Threads(new Floor(options.clock()), 1, Goal.FLOOR));
      contestants.add(new Threads(new Ours(StepChoice.AUTO, options.clock()), 1, StepRace.OURS));
      int cores = Runtime.getRuntime().availableProcessors();
      if (cores > 1 && !options.quick() && options.clock() == Clock.WALL) {
        String name = StepRace.OURS + ", " + cores + " threads";
        contestants.add(new Threads(new Ours(StepChoice.AUTO, options.clock()), cores, name));
      }
      contestants.add(new Ours(StepChoice.DL4J, options.clock()));
      contestants.addAll(peers.running());
      results.add(race.run(options.quick() ? job.withSteps(QUICK_STEPS) : job, contestants));
    }
    return results;
  }

  private List<PartResult> parts() {
    Parts parts = new Parts(options.quick(), options.rounds());
    notes.accept("evaluation of 10,000 images");
    PartResult evaluation = parts.evaluation();
    notes.accept("DL4J's statistics");
    return List.of(evaluation, parts.statistics());
  }

  private List<ProcessResult> processes(Peers peers) {
    int repeats = options.quick() ? 1 : Math.min(options.rounds(), REPEATS);
    Optional<Peer> scikitLearn =
        peers.running().stream().filter(peer -> peer.library().equals("scikit-learn")).findFirst();
    List<ProcessResult> results = new ArrayList<>();
    try (WholeProcesses whole =
        new WholeProcesses(options.settings(), options.program(), options.quick(), notes)) {
      notes.accept("whole processes: start-up");
      results.add(whole.startUp(repeats));
      notes.accept("whole processes: California housing");
      Path python = options.python().orElse(Path.of("none"));
      results.add(whole.californiaFit(scikitLearn, python, options.scripts(), repeats));
      notes.accept("whole processes: Fashion MNIST");
      results.add(whole.fashionMnist());
    } catch (IOException e) {
      throw new UncheckedIOException("a process could not be timed: " + e.getMessage(), e);
    }
    return results;
  }
}
