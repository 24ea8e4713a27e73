package annlab.bench;

import annlab.networks.Callback;
import annlab.networks.FitOptions;
import annlab.networks.Model;
import annlab.networks.StepChoice;
import annlab.networks.Training;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** This project's own {@code Model.fit}, rows gathered and losses added up. */
final class Ours implements Contestant {
  /** Blocks that pass before the compiler has done its work, at most. */
  private static final int COMPILING = 5;

  private final StepChoice step;
  private final Clock clock;
  private @Nullable Prepared prepared;

  private record Prepared(StepJob job, Model model, INDArray x, INDArray y) {}

  /**
   * Sees where the first step of an epoch begins and the last one ends. A card works on after its
   * orders are given, so both wait for it.
   */
  private final class Stopwatch implements Callback {
    private long begin;
    private long end;

    @Override
    public void batchBegin(Training training, int number) {
      if (number == 0) {
        Nd4j.getExecutioner().commit();
        begin = clock.nanos();
      }
    }

    @Override
    public void batchEnd(Training training, int number, double loss) {
      if (number == training.stepsPerEpoch() - 1) {
        Nd4j.getExecutioner().commit();
        end = clock.nanos();
      }
    }
  }

  Ours(StepChoice step, Clock clock) {
    this.step = step;
    this.clock = clock;
  }

  @Override
  public String name() {
    return step == StepChoice.DL4J ? "annlab, DL4J's step" : "annlab";
  }

  @Override
  public double block(StepJob job) {
    Prepared ready = prepared;
    if (ready == null || !ready.job().equals(job)) {
      ready = new Prepared(job, job.model(), job.inputs(), job.targets());
      prepared = ready;
      for (int i = 0; i < COMPILING; i++) {
        block(job);
      }
    }
    Stopwatch watch = new Stopwatch();
    ready
        .model()
        .fit(
            ready.x(),
            ready.y(),
            FitOptions.defaults().withBatchSize(job.batch()).withStep(step).withCallbacks(watch));
    return (watch.end - watch.begin) / 1e6 / job.steps();
  }

  @Override
  public void close() {
    prepared = null;
  }
}
