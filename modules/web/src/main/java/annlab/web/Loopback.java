package annlab.web;

import annlab.lab.settings.PrerequisiteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Set;

/** The address that both servers listen on by default, and the names by which it is called. */
final class Loopback {
  static final String ADDRESS = "127.0.0.1";

  /** Unix keeps the ports below to the administrator. */
  private static final int FIRST_FREE = 1024;

  private static final byte[] BYTES = {127, 0, 0, 1};

  /** What a request gets that was made to another name. */
  static final String REFUSAL =
      "This server answers only to its own name: open it as http://127.0.0.1 with its port.\n";

  static final Set<String> NAMES = Set.of(ADDRESS, "localhost");

  private Loopback() {}

  static InetAddress inetAddress() {
    try {
      return InetAddress.getByAddress(BYTES);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("127.0.0.1 has four bytes", e);
    }
  }

  /**
   * Makes sure that a port can be listened on.
   *
   * @param address where
   * @param port the port, 0 for any
   * @param use what it is for, as the message is to call it
   * @param option the command line's option that chooses another
   * @throws PrerequisiteException if it is taken or not allowed
   */
  static void requireFree(InetAddress address, int port, String use, String option) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw taken(address, port, use, option, e);
    }
  }

  /** What to throw when a port cannot be listened on. */
  static PrerequisiteException taken(
      InetAddress address, int port, String use, String option, Exception cause) {
    String reason = String.valueOf(cause.getMessage());
    int another = port < FIRST_FREE ? 8080 : port == 65535 ? port - 1 : port + 1;
    String choose = "choose another port: annlab serve " + option + " " + another;
    String advice;
    if (reason.startsWith("Permission denied")) {
      advice = "ports below " + FIRST_FREE + " are for the system's administrator; " + choose;
    } else if (reason.startsWith("Cannot assign requested address")) {
      advice =
          "it is no address of this machine; --host 0.0.0.0 listens on all that it has, and without"
              + " --host it is 127.0.0.1";
    } else {
      advice = "end " + PortHolder.of(port).orElse("the program") + " that holds it or " + choose;
    }
    return new PrerequisiteException(
        "port "
            + port
            + " on "
            + address.getHostAddress()
            + ", wanted for "
            + use
            + ", cannot be used ("
            + reason
            + "); "
            + advice,
        cause);
  }
}
