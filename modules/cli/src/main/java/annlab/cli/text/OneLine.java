package annlab.cli.text;

import annlab.lab.settings.FailureReason;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Logs a failure in one line; with {@code ANNLAB_DEBUG} also its stack trace. */
public final class OneLine extends ThrowableHandlingConverter {
  @Override
  public String convert(ILoggingEvent event) {
    if (!(event.getThrowableProxy() instanceof ThrowableProxy proxy)) {
      return "";
    }
    Throwable failure = proxy.getThrowable();
    if (System.getenv("ANNLAB_DEBUG") != null) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      return "\n" + trace.toString().stripTrailing();
    }
    return ": " + FailureReason.of(failure);
  }
}
