package annlab.networks;

/**
 * A training whose loss is no longer a finite number. The message says where and what may help; the
 * epochs before it, and the model with its weights of the step before, are not lost.
 */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient History history;

  TrainingDivergedException(String message, History history) {
    super(message);
    this.history = history;
  }

  /**
   * What the training gave before.
   *
   * @return the epochs that were trained to their end
   */
  public History history() {
    return history;
  }
}
