package annlab.sweep.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The distribution that a setting is drawn from. */
sealed interface Draw {
  /** A value. */
  JsonNode next(SplittableRandom random);

  /** How many different values there are at most; 0 if they are not counted. */
  default long count() {
    return 0;
  }

  /**
   * Equally likely between two numbers.
   *
   * @param low the least
   * @param high the bound above
   * @param integer whether integers are drawn, the bound included
   */
  record Uniform(double low, double high, boolean integer) implements Draw {
    @Override
    public JsonNode next(SplittableRandom random) {
      return integer
          ? IntNode.valueOf(random.nextInt((int) low, (int) high + 1))
          : DoubleNode.valueOf(random.nextDouble(low, high));
    }

    @Override
    public long count() {
      return integer ? (long) (high - low) + 1 : 0;
    }
  }

  /**
   * Equally likely in its logarithm, as rates are searched.
   *
   * @param low the least, more than 0
   * @param high the bound above
   * @param integer whether it is rounded
   */
  record Log(double low, double high, boolean integer) implements Draw {
    @Override
    public JsonNode next(SplittableRandom random) {
      // StrictMath: the same settings on every machine
      double value = StrictMath.exp(random.nextDouble(StrictMath.log(low), StrictMath.log(high)));
      double bounded = Math.max(low, Math.min(high, value));
      return integer ? IntNode.valueOf((int) Math.rint(bounded)) : DoubleNode.valueOf(bounded);
    }

    @Override
    public long count() {
      return integer ? (long) (high - low) + 1 : 0;
    }
  }

  /**
   * One of several values.
   *
   * @param values equally likely
   */
  record Choice(List<JsonNode> values) implements Draw {
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public JsonNode next(SplittableRandom random) {
      return values.get(random.nextInt(values.size()));
    }

    @Override
    public long count() {
      return values.size();
    }
  }

  /**
   * Reads one.
   *
   * @param pointer the setting's place, for messages
   * @param json {@code {"uniform": [0, 1]}}, {@code {"log": [1e-4, 1]}}, either with {@code
   *     "integer": true}, or {@code {"choice": [...]}}
   */
  static Draw of(String pointer, JsonNode json) {
    Members members = new Members("random " + pointer, json);
    members.requireKnown(List.of("uniform", "log", "choice", "integer"));
    boolean integer = members.flag("integer", false);
    List<String> kinds = List.of("uniform", "log", "choice").stream().filter(json::has).toList();
    if (kinds.size() != 1) {
      throw new IllegalArgumentException(
          "random "
              + pointer
              + " must have one of uniform, log and choice, as {\"log\": [1e-4, 1]}, got "
              + json);
    }
    String kind = kinds.get(0);
    JsonNode given = json.path(kind);
    if (kind.equals("choice")) {
      if (integer) {
        throw new IllegalArgumentException(
            "random " + pointer + ": integer goes with uniform and log; leave it out");
      }
      return new Choice(Members.values("random " + pointer + ": choice", given));
    }
    return between(pointer, kind, given, integer);
  }

  private static Draw between(String pointer, String kind, JsonNode given, boolean integer) {
    List<Double> ends = new ArrayList<>();
    given.forEach(end -> ends.add(end.isNumber() ? end.doubleValue() : Double.NaN));
    if (!given.isArray() || ends.size() != 2 || !(ends.get(0) < ends.get(1))) {
      throw new IllegalArgumentException(
          "random "
              + pointer
              + ": "
              + kind
              + " must be two numbers, the lower first, got "
              + given);
    }
    double low = ends.get(0);
    double high = ends.get(1);
    if (kind.equals("log") && low <= 0) {
      throw new IllegalArgumentException(
          "random " + pointer + ": log must begin above 0, got " + given);
    }
    if (integer && (low != Math.rint(low) || high != Math.rint(high) || !within(low, high))) {
      throw new IllegalArgumentException(
          "random " + pointer + ": integer goes with two integers of 32 bits, got " + given);
    }
    return kind.equals("log") ? new Log(low, high, integer) : new Uniform(low, high, integer);
  }

  private static boolean within(double low, double high) {
    return low > Integer.MIN_VALUE && high < Integer.MAX_VALUE;
  }
}
