package annlab.experiments.keras;

import java.util.stream.Stream;

/** Looks at what a refusal says. */
public final class Refusals {
  private Refusals() {}

  /** Whether an error's message has all of these words. */
  public static boolean says(RuntimeException error, String... words) {
    String message = error.getMessage();
    return message != null && Stream.of(words).allMatch(message::contains);
  }
}
