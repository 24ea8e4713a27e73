package annlab.bench;

import annlab.networks.ProductThreads;

/** A contestant held to one thread where it would take more for large products. */
final class OneThread implements Contestant {
  private final Contestant contestant;

  OneThread(Contestant contestant) {
    this.contestant = contestant;
  }

  @Override
  public String name() {
    return contestant.name() + ", one thread";
  }

  @Override
  public double block(StepJob job) {
    return ProductThreads.atMost(1, () -> contestant.block(job));
  }

  @Override
  public void close() {
    contestant.close();
  }
}
