package annlab.networks;

import annlab.networks.config.Names;
import annlab.networks.internal.spec.ModelSpec;
import annlab.networks.internal.step.DenseStack;
import java.util.Locale;
import java.util.function.Supplier;

/** Which implementation computes a training step. The results differ in rounding only. */
public enum StepChoice {
  /** The fastest that knows the network and the backend, unless {@link #during} names another. */
  AUTO,
  /** DL4J's own layers: any network, any backend. */
  DL4J,
  /** The fused step for stacks of dense layers on the CPU. */
  DENSE;

  private static final ThreadLocal<StepChoice> CURRENT = ThreadLocal.withInitial(() -> AUTO);

  /**
   * Runs work whose trainings, evaluations and predictions use this implementation wherever they
   * leave the choice open. A training that names a step keeps it.
   *
   * @param work runs in the calling thread, to which alone the choice applies
   * @param <T> what the work gives
   * @return the work's outcome
   */
  public <T> T during(Supplier<T> work) {
    StepChoice before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /** This choice, or what {@link #during} says if it is open. */
  private StepChoice resolved() {
    return this == AUTO ? CURRENT.get() : this;
  }

  /**
   * Whether a model is to be computed by the fused step.
   *
   * @throws IllegalArgumentException if it must be, but cannot
   */
  boolean dense(ModelSpec spec) {
    StepChoice choice = resolved();
    if (choice == DL4J) {
      return false;
    }
    boolean supported = DenseStack.supports(spec);
    if (choice == DENSE && !supported) {
      throw new IllegalArgumentException(
          "the dense step knows Flatten, Normalization, Dropout and Dense layers on the CPU only;"
              + " use auto or dl4j for this model");
    }
    return supported;
  }

  /**
   * The name on the command line and in a run's parameters.
   *
   * @return the name in lower case
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The choice of a name.
   *
   * @param name {@code auto}, {@code dl4j} or {@code dense}
   * @return the choice
   * @throws IllegalArgumentException if there is none of that name
   */
  public static StepChoice of(String name) {
    return Names.pick("step", name, values());
  }
}
