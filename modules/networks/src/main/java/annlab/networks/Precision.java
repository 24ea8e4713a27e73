package annlab.networks;

import annlab.networks.config.Names;
import java.util.Locale;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;

/** What models compute in. */
public enum Precision {
  /** What each model names itself: float unless it says otherwise. */
  FLOAT,
  /** 64-bit numbers, also where a model names float. */
  DOUBLE;

  private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FLOAT);

  /**
   * Runs work whose models, as far as they are compiled in it, compute in this precision.
   *
   * @param work runs in the calling thread, to which alone the precision applies
   * @param <T> what the work gives
   * @return the work's outcome
   */
  public <T> T during(Supplier<T> work) {
    Precision before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /** The type of a model that is compiled now and names a type itself. */
  static DataType resolve(DataType named) {
    return CURRENT.get() == DOUBLE ? DataType.DOUBLE : named;
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
   * The precision of a name.
   *
   * @param name {@code float} or {@code double}
   * @return the precision
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Precision of(String name) {
    return Names.pick("type", name, values());
  }
}
