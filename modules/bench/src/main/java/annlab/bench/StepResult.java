package annlab.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The times of one job's blocks, by contestant.
 *
 * @param job the job
 * @param operations floating-point operations of a step's matrix products
 * @param times milliseconds per step by contestant's name
 */
record StepResult(StepJob job, double operations, Map<String, Times> times) {
  StepResult {
    times = Collections.unmodifiableMap(new LinkedHashMap<>(times));
  }

  OptionalDouble median(String contestant) {
    Times measured = times.get(contestant);
    return measured == null ? OptionalDouble.empty() : OptionalDouble.of(measured.median());
  }

  /** Our median over a contestant's. */
  OptionalDouble ratio(String contestant) {
    OptionalDouble ours = median(StepRace.OURS);
    OptionalDouble theirs = median(contestant);
    return ours.isPresent() && theirs.isPresent()
        ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
        : OptionalDouble.empty();
  }
}
