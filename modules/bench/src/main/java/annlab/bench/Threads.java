package annlab.bench;

import annlab.networks.ProductThreads;

/** A contestant with a maximum number of threads for large products. */
final class Threads implements Contestant {
  private final Contestant contestant;
  private final int most;
  private final String name;

  Threads(Contestant contestant, int most, String name) {
    this.contestant = contestant;
    this.most = most;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double block(StepJob job) {
    return ProductThreads.atMost(most, () -> contestant.block(job));
  }

  @Override
  public void close() {
    contestant.close();
  }
}
