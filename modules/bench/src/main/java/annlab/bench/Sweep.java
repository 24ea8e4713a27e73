package annlab.bench;

import annlab.networks.StepChoice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;

/** How the cost of a step grows with the batch, the width and the depth, for both steps. */
final class Sweep {
  /** A step of about this many milliseconds' products is timed in blocks of few steps. */
  private static final double BLOCK_OPERATIONS = 2e9;

  private static final int MAX_ROUNDS = 5;
  private static final int FASHION_INPUTS = 784;
  private static final int CLASSES = 10;

  /**
   * One curve's measurements.
   *
   * @param title what grows
   * @param variable its name, as {@code batch}
   * @param sizes its values
   * @param results what was measured at each
   */
  record Curve(String title, String variable, List<Integer> sizes, List<StepResult> results) {
    Curve {
      sizes = List.copyOf(sizes);
      results = List.copyOf(results);
    }
  }

  private final boolean quick;
  private final int rounds;
  private final Clock clock;
  private final Consumer<String> notes;

  Sweep(BenchOptions options, Consumer<String> notes) {
    this.quick = options.quick();
    this.rounds = Math.min(options.rounds(), MAX_ROUNDS);
    this.clock = options.clock();
    this.notes = notes;
  }

  List<Curve> run() {
    return List.of(
        curve(
            "Batch size (784-300-100-10)",
            "batch",
            List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096),
            size -> job(size, List.of(FASHION_INPUTS, 300, 100, CLASSES))),
        curve(
            "Width (784-w-w-10, batch 32)",
            "width",
            List.of(10, 20, 50, 100, 200, 400, 1000, 2000, 4000),
            size -> job(32, List.of(FASHION_INPUTS, size, size, CLASSES))),
        curve(
            "Depth (784, d layers of 100, 10, batch 32)",
            "depth",
            List.of(1, 2, 4, 8, 16, 32),
            size -> {
              List<Integer> widths = new ArrayList<>(List.of(FASHION_INPUTS));
              widths.addAll(Collections.nCopies(size, 100));
              widths.add(CLASSES);
              return job(32, widths);
            }));
  }

  private Curve curve(
      String title,
      String variable,
      List<Integer> all,
      java.util.function.IntFunction<StepJob> of) {
    List<Integer> sizes = quick ? all.subList(0, 2) : all;
    List<StepResult> results = new ArrayList<>();
    for (int size : sizes) {
      notes.accept(title + ": " + size);
      List<Contestant> contestants =
          List.of(
              new Floor(clock),
              new Ours(StepChoice.DENSE, clock),
              new Threads(new Ours(StepChoice.DENSE, clock), 1, "annlab, one thread"),
              new Ours(StepChoice.DL4J, clock));
      results.add(new StepRace(1, quick ? 1 : rounds, notes).run(of.apply(size), contestants));
      contestants.forEach(Contestant::close);
    }
    return new Curve(title, variable, sizes, results);
  }

  private StepJob job(int batch, List<Integer> widths) {
    StepJob one = new StepJob("sweep", widths, true, false, DataType.FLOAT, batch, 1, batch);
    double operations = Floor.of(one).operations();
    long rows = Math.max(batch, 20_000);
    long steps = Math.min(rows / batch, (long) (BLOCK_OPERATIONS / operations));
    return one.withSteps((int) Math.max(2, Math.min(quick ? 20 : 200, steps)));
  }
}
