package annlab.lab.settings;

import java.util.Locale;
import java.util.Optional;

/** Says which memory was too small for a run, and the setting that makes it larger. */
public final class OutOfMemory {
  /** Read by the launcher: the most that the Java heap may take, as {@code 2g}. */
  public static final String HEAP = "ANNLAB_HEAP";

  /** Read by the launcher: the most that JavaCPP may take outside of the heap, as {@code 4g}. */
  public static final String OFF_HEAP = "ANNLAB_OFFHEAP";

  /**
   * What ND4J throws where the system gives its arrays no memory; JavaCPP's limit is not theirs.
   */
  private static final String NO_ARRAY = "Allocation failed: [";

  private OutOfMemory() {}

  /**
   * Whether a failure comes from too little memory.
   *
   * @param failure what was thrown
   * @return one line with the setting to change; empty if it is something else
   */
  public static Optional<String> advice(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof OutOfMemoryError || message.startsWith(NO_ARRAY)) {
        return Optional.of(advice(message, cause));
      }
    }
    return Optional.empty();
  }

  /** The JVM's own words for its heap; what else runs out is reserved outside of it. */
  private static String advice(String message, Throwable failure) {
    String text = message.strip().replaceAll("\\s*\\R\\s*", "; ");
    boolean heap =
        text.startsWith("Java heap space")
            || text.startsWith("GC overhead limit exceeded")
            || text.startsWith("Requested array size exceeds VM limit");
    if (heap) {
      return String.format(
          Locale.ROOT,
          "the Java heap of %d MB is too small (%s); allow more: %s=2g annlab ...",
          Runtime.getRuntime().maxMemory() >> 20,
          text,
          HEAP);
    }
    Throwable cause = failure.getCause();
    boolean limited = (text + (cause == null ? "" : cause.getMessage())).contains("maxBytes");
    return "the memory outside the Java heap is too small ("
        + text
        + (limited
            ? "); allow more: " + OFF_HEAP + "=4g annlab ..."
            : "); the system gives no more: raise the limit of this process (ulimit -v, or its"
                + " container's), or end other programs");
  }
}
