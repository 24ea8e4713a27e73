package annlab.estimators.internal;

import java.util.HashMap;
import java.util.Map;

/** Values of hyperparameters; those that are not set have their defaults. They do not change. */
public final class Settings {
  private static final Settings NONE = new Settings(Map.of());

  private final Map<Parameter<?>, Object> values;

  private Settings(Map<Parameter<?>, Object> values) {
    this.values = values;
  }

  public static Settings defaults() {
    return NONE;
  }

  /** Only {@link #with} puts values in, each under a parameter of its type. */
  @SuppressWarnings("unchecked")
  public <T> T get(Parameter<T> parameter) {
    Object value = values.get(parameter);
    return value == null ? parameter.defaultValue() : (T) value;
  }

  /**
   * A copy with another value.
   *
   * @param owner the estimator's name, for the message
   * @throws IllegalArgumentException if the value is out of range
   */
  public <T> Settings with(String owner, Parameter<T> parameter, T value) {
    parameter.check().check(owner, parameter.name(), value);
    Map<Parameter<?>, Object> changed = new HashMap<>(values);
    changed.put(parameter, value);
    return new Settings(changed);
  }
}
