package annlab.lab.settings;

import java.util.Locale;
import java.util.Optional;

/** Says in one line why something failed. */
public final class FailureReason {
  private FailureReason() {}

  /**
   * The reason of a failure for people: the message, or the class where there is none.
   *
   * @param e the failure
   * @return one line
   */
  public static String of(Throwable e) {
    Optional<String> advice = OutOfMemory.advice(e);
    if (advice.isPresent()) {
      return advice.get();
    }
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
    String text = message.strip().replaceAll("\\s*\\R\\s*", "; ");
    return e instanceof Error ? e.getClass().getSimpleName() + ": " + text : text;
  }
}
