package annlab.web;

import java.io.IOException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The errors that Jetty answers itself, because a request was none or came to no route: with the
 * headers of every other answer, and with nothing of the request in them.
 */
final class QuietErrors extends ErrorHandler {
  QuietErrors() {
    setShowStacks(false);
    setShowCauses(false);
    setShowOrigin(false);
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    Guard.HEADERS.forEach(response.getHeaders()::put);
    super.generateResponse(request, response, code, "", null, callback);
  }
}
