package annlab.bench;

import java.util.List;
import java.util.Optional;

/**
 * The most that our time may be of somebody else's.
 *
 * @param job the job's name
 * @param dtype NumPy's name of its precision
 * @param batch its batch size
 * @param rival a library, or {@link #FLOOR}
 * @param most the largest ratio of medians
 */
record Goal(String job, String dtype, int batch, String rival, double most) {
  static final String FLOOR = "GEMM floor";

  private static final String FASHION = "fashion-mnist";
  private static final String CALIFORNIA = "california-housing";
  private static final String FLOAT = "float32";
  private static final String DOUBLE = "float64";

  private static final List<Goal> ALL =
      List.of(
          new Goal(FASHION, FLOAT, 32, FLOOR, 1.25),
          new Goal(FASHION, FLOAT, 32, "NumPy loop", 1),
          new Goal(FASHION, FLOAT, 32, "PyTorch", 0.65),
          new Goal(FASHION, FLOAT, 32, "scikit-learn", 0.65),
          new Goal(FASHION, FLOAT, 32, "Keras", 0.5),
          new Goal(CALIFORNIA, FLOAT, 32, "PyTorch", 0.15),
          new Goal(CALIFORNIA, FLOAT, 32, "scikit-learn", 0.25),
          new Goal(CALIFORNIA, FLOAT, 200, FLOOR, 1.8),
          new Goal(CALIFORNIA, FLOAT, 200, "PyTorch", 0.4),
          new Goal(CALIFORNIA, FLOAT, 200, "scikit-learn", 0.5),
          new Goal(CALIFORNIA, DOUBLE, 32, "scikit-learn", 0.35),
          new Goal(CALIFORNIA, DOUBLE, 200, "scikit-learn", 0.55));

  /** The goal that a job has against a contestant of one thread, whatever its backend. */
  static Optional<Goal> of(StepJob job, String contestant) {
    return ALL.stream()
        .filter(
            goal ->
                goal.job.equals(job.name())
                    && goal.dtype.equals(job.dtype())
                    && goal.batch == job.batch()
                    && contestant.startsWith(goal.rival)
                    && !contestant.endsWith("threads"))
        .findFirst();
  }
}
