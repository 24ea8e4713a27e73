package annlab.lab.claims;

/**
 * A target as three columns of the store.
 *
 * @param form which target
 * @param low the value, or the lower bound
 * @param high the tolerance, or the upper bound
 */
public record StoredTarget(Form form, double low, double high) {
  /** The targets by name; names are in stores on disk, so they never change. */
  public enum Form {
    EXACT,
    WITHIN,
    BETWEEN,
    PROPERTY,
    EXHIBIT,
    TIMING
  }

  public static StoredTarget of(Target target) {
    if (target instanceof Target.Exact exact) {
      return new StoredTarget(Form.EXACT, exact.value(), 0);
    } else if (target instanceof Target.Within within) {
      return new StoredTarget(Form.WITHIN, within.value(), within.tolerance());
    } else if (target instanceof Target.Between between) {
      return new StoredTarget(Form.BETWEEN, between.low(), between.high());
    } else if (target instanceof Target.Property) {
      return new StoredTarget(Form.PROPERTY, 0, 0);
    } else if (target instanceof Target.Timing) {
      return new StoredTarget(Form.TIMING, 0, 0);
    }
    return new StoredTarget(Form.EXHIBIT, 0, 0);
  }

  public Target with(String reason) {
    return switch (form) {
      case EXACT -> new Target.Exact(low, reason);
      case WITHIN -> new Target.Within(low, high, reason);
      case BETWEEN -> new Target.Between(low, high, reason);
      case PROPERTY -> new Target.Property(reason);
      case EXHIBIT -> new Target.Exhibit(reason);
      case TIMING -> new Target.Timing(reason);
    };
  }
}
