package annlab.networks;

/** A training whose loss is no longer a finite number. The message says where and what may help. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(String message) {
    super(message);
  }
}
