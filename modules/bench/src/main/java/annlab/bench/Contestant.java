package annlab.bench;

/** Whoever trains blocks of steps against the clock. */
interface Contestant extends AutoCloseable {
  /** A name for tables, as {@code PyTorch}. */
  String name();

  /**
   * Trains one block.
   *
   * @return milliseconds per step
   * @throws ContestantFailedException if it cannot
   */
  double block(StepJob job);

  @Override
  void close();
}
