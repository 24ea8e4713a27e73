package annlab.web;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * An address of the API.
 *
 * @param method how it is asked
 * @param path below {@link Api#ROOT}, with names in braces
 * @param handler what answers
 */
record Route(HandlerType method, String path, Handler handler) {
  static Route get(String path, Handler handler) {
    return new Route(HandlerType.GET, path, handler);
  }

  static Route post(String path, Handler handler) {
    return new Route(HandlerType.POST, path, handler);
  }

  static Route delete(String path, Handler handler) {
    return new Route(HandlerType.DELETE, path, handler);
  }
}
