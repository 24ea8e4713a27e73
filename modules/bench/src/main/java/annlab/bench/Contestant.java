package annlab.bench;

/** An implementation whose training steps are timed beside others. */
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
