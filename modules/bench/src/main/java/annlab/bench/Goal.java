package annlab.bench;

import java.util.List;
import java.util.Optional;

/**
 * The target ratio of our time to that of another library.
 *
 * @param job the job's name
 * @param dtype NumPy's name of its precision
 * @param batch its batch size
 * @param rival a library
 * @param max the largest ratio of medians that meets it
 */
record Goal(String job, String dtype, int batch, String rival, double max) {
  static final String FLOOR = "GEMM floor";

  private static final String FASHION = "fashion-mnist";
  private static final String CALIFORNIA = "california-housing";
  private static final String FLOAT = "float32";
  private static final String DOUBLE = "float64";

  private static final List<Goal> ALL =
      List.of(
          new Goal(FASHION, FLOAT, 32, "NumPy loop", 0.85),
          new Goal(FASHION, FLOAT, 32, "PyTorch", 0.35),
          new Goal(FASHION, FLOAT, 32, "scikit-learn", 0.4),
          new Goal(FASHION, FLOAT, 32, "Keras", 0.3),
          new Goal(FASHION, FLOAT, 200, "NumPy loop", 0.95),
          new Goal(FASHION, FLOAT, 200, "PyTorch", 0.8),
          new Goal(FASHION, FLOAT, 200, "scikit-learn", 0.6),
          new Goal(FASHION, FLOAT, 200, "Keras", 0.8),
          new Goal(FASHION, DOUBLE, 32, "NumPy loop", 0.9),
          new Goal(FASHION, DOUBLE, 32, "scikit-learn", 0.5),
          new Goal(FASHION, DOUBLE, 32, "Keras", 0.6),
          new Goal(FASHION, DOUBLE, 200, "NumPy loop", 0.95),
          new Goal(FASHION, DOUBLE, 200, "scikit-learn", 0.6),
          new Goal(FASHION, DOUBLE, 200, "Keras", 1.25),
          new Goal(CALIFORNIA, FLOAT, 32, "NumPy loop", 0.25),
          new Goal(CALIFORNIA, FLOAT, 32, "PyTorch", 0.08),
          new Goal(CALIFORNIA, FLOAT, 32, "scikit-learn", 0.15),
          new Goal(CALIFORNIA, FLOAT, 32, "Keras", 0.08),
          new Goal(CALIFORNIA, DOUBLE, 200, "NumPy loop", 0.85),
          new Goal(CALIFORNIA, DOUBLE, 200, "scikit-learn", 0.55),
          new Goal(CALIFORNIA, DOUBLE, 200, "Keras", 0.4));

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
