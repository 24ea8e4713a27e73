package annlab.bench;

import annlab.lab.runs.Provenance;
import annlab.networks.StepChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Times training steps of growing batch and width on the backend that this process has. */
final class BackendSweep {
  static final List<Integer> BATCHES = List.of(32, 128, 512, 2048, 8192, 16384);
  static final List<Integer> WIDTHS = List.of(100, 256, 1024, 4096, 8192);

  /** A block has this many products' operations, about, and one step at least. */
  private static final double BLOCK_OPERATIONS = 2e9;

  private static final int MAX_STEPS = 50;

  /** Steps of a block on a card, where the largest networks take milliseconds. */
  private static final int CARD_STEPS = 20;

  private static final int BLOCKS = 3;
  private static final int INPUTS = 784;
  private static final int CLASSES = 10;

  private final boolean quick;
  private final Consumer<String> notes;

  BackendSweep(boolean quick, Consumer<String> notes) {
    this.quick = quick;
    this.notes = notes;
  }

  BackendTimes run(Path project) {
    boolean cpu = Nd4j.getEnvironment().isCPU();
    List<BackendTimes.Point> points = new ArrayList<>();
    for (int size : few(BATCHES)) {
      measure("batch", size, job(size, List.of(INPUTS, 300, 100, CLASSES), cpu), cpu, points);
    }
    for (int size : few(WIDTHS)) {
      measure("width", size, job(32, List.of(INPUTS, size, size, CLASSES), cpu), cpu, points);
    }
    return new BackendTimes(cpu ? "cpu" : "cuda", Provenance.here(project).json(), points);
  }

  private List<Integer> few(List<Integer> all) {
    return quick ? all.subList(0, 2) : all;
  }

  private void measure(
      String variable, int size, StepJob job, boolean cpu, List<BackendTimes.Point> points) {
    Map<String, Contestant> steps = new LinkedHashMap<>();
    if (cpu) {
      steps.put(BackendTimes.DENSE, new Ours(StepChoice.DENSE, Clock.WALL));
    }
    steps.put(BackendTimes.DL4J, new Ours(StepChoice.DL4J, Clock.WALL));
    steps.put(BackendTimes.PLAIN, new PlainFit(Clock.WALL));
    steps.forEach(
        (step, contestant) -> {
          notes.accept(variable + " " + size + ", " + step);
          try (contestant) {
            List<Double> blocks = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
              blocks.add(contestant.block(job));
            }
            points.add(new BackendTimes.Point(variable, size, step, new Times(blocks)));
          } catch (RuntimeException | OutOfMemoryError e) {
            // memory ends first at the largest sizes: the others are still worth having
            notes.accept(variable + " " + size + ", " + step + ": not measured: " + e.getMessage());
          }
        });
  }

  private static StepJob job(int batch, List<Integer> widths, boolean cpu) {
    double weights = 0;
    for (int i = 1; i < widths.size(); i++) {
      weights += (double) widths.get(i - 1) * widths.get(i);
    }
    double operations = 6 * batch * weights; // forward, and backward for weights and inputs
    int steps =
        (int) Math.max(cpu ? 1 : CARD_STEPS, Math.min(MAX_STEPS, BLOCK_OPERATIONS / operations));
    return new StepJob("sweep", widths, true, false, DataType.FLOAT, batch, steps, batch);
  }
}
