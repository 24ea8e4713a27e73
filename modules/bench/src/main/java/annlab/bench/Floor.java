package annlab.bench;

import annlab.networks.StepFloor;
import org.jspecify.annotations.Nullable;

/** The matrix products alone, in this process, by the kernels that training uses. */
final class Floor implements Contestant {
  private final Clock clock;
  private @Nullable StepJob last;
  private @Nullable StepFloor floor;

  Floor(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return Goal.FLOOR;
  }

  @Override
  public double block(StepJob job) {
    StepFloor products = floor;
    if (products == null || !job.equals(last)) {
      products = of(job);
      floor = products;
      last = job;
    }
    long begin = clock.nanos();
    products.run(job.steps());
    return (clock.nanos() - begin) / 1e6 / job.steps();
  }

  static StepFloor of(StepJob job) {
    return new StepFloor(job.type(), job.batch(), job.widths());
  }

  @Override
  public void close() {
    floor = null;
  }
}
