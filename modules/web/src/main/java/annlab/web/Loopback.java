package annlab.web;

import annlab.lab.PrerequisiteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The one address that both servers listen on, and the names by which a browser may call it. */
final class Loopback {
  static final String ADDRESS = "127.0.0.1";

  private static final byte[] BYTES = {127, 0, 0, 1};

  /** What a request gets that was made to another name. */
  static final String REFUSAL =
      "This server answers only to its own name: open it as http://127.0.0.1 with its port.\n";

  private static final Set<String> NAMES = Set.of(ADDRESS, "localhost");

  private Loopback() {}

  /**
   * Whether a request names this server: a page of another origin whose name was made to resolve to
   * loopback still sends its own name.
   *
   * @param hosts the request's Host headers
   * @param port the port that the server listens on
   * @return true if there is exactly one, a loopback name with this port
   */
  static boolean names(List<String> hosts, int port) {
    if (hosts.size() != 1) {
      return false;
    }
    String host = hosts.get(0).toLowerCase(Locale.ROOT);
    String end = ":" + port;
    return host.endsWith(end) && NAMES.contains(host.substring(0, host.length() - end.length()));
  }

  /**
   * Makes sure that a port can be listened on.
   *
   * @param port the port, 0 for any
   * @param use what it is for, as the message is to call it
   * @param option the command line's option that chooses another
   * @throws PrerequisiteException if it is taken or not allowed
   */
  static void requireFree(int port, String use, String option) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByAddress(BYTES), port));
    } catch (IOException e) {
      throw taken(port, use, option, e);
    }
  }

  /** What to throw when a port cannot be listened on. */
  static PrerequisiteException taken(int port, String use, String option, Exception cause) {
    return new PrerequisiteException(
        "port "
            + port
            + " on "
            + ADDRESS
            + ", wanted for "
            + use
            + ", cannot be used ("
            + cause.getMessage()
            + "); end "
            + PortHolder.of(port).orElse("the program")
            + " that holds it or choose another port: annlab serve "
            + option
            + " "
            + (port < 1024 ? 8080 : port == 65535 ? port - 1 : port + 1),
        cause);
  }
}
