package annlab.lab.runs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The name of a run: when it began (UTC), its experiment and eight random hexadecimal digits, as
 * {@code 20261122-191503-fashion-mnist-a3f0c91e}; older ones have three. Names sort by time and are
 * safe as folder names.
 *
 * @param value the name
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern FORM =
      Pattern.compile("[0-9]{8}-[0-9]{6}-[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{3,8}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no run id; one looks like 20261122-191503-fashion-mnist-a3f");
    }
  }

  /**
   * A new name. Two drawn in one second are equal once in four billion times, so that runs of other
   * homes can be taken in; in one home the store draws again.
   *
   * @param experiment the experiment's id
   * @param time when the run begins
   * @return the name
   */
  public static RunId draw(String experiment, Instant time) {
    // Names need no repeatable randomness: they must differ between processes of one second.
    int tail = ThreadLocalRandom.current().nextInt();
    return new RunId(
        TIME.format(time) + "-" + experiment + "-" + String.format(Locale.ROOT, "%08x", tail));
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
