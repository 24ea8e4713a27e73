package annlab.web;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The address that the site listens on, and the names by which it answers.
 *
 * @param address the address
 * @param name how its own address in the browser calls it
 * @param names what a Host header may say before its port, in lower case
 */
record Binding(InetAddress address, String name, Set<String> names) {
  Binding {
    names = Set.copyOf(names);
  }

  /** This machine only. */
  static Binding loopback() {
    return new Binding(Loopback.inetAddress(), Loopback.ADDRESS, Loopback.NAMES);
  }

  /**
   * An address that other machines reach.
   *
   * @param host an address or a name of this machine; 0.0.0.0 for all that it has
   * @return the binding; {@link #loopback} if it is 127.0.0.1
   * @throws IllegalArgumentException if it is no address and no name
   */
  static Binding to(String host) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "--host must be an address or a name of this machine, got '" + host + "'", e);
    }
    if (address.equals(Loopback.inetAddress())) {
      return loopback();
    }
    Set<String> names = new HashSet<>(List.of(inUrl(host), inUrl(address.getHostAddress())));
    if (address.isAnyLocalAddress()) {
      names.addAll(Loopback.NAMES);
      names.addAll(addressesOfThisMachine());
    }
    return new Binding(address, inUrl(host), names);
  }

  private static Set<String> addressesOfThisMachine() {
    try {
      Set<String> all = new HashSet<>();
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(address -> all.add(inUrl(address.getHostAddress().replaceFirst("%.*", ""))));
      return all;
    } catch (SocketException e) {
      return Set.of(); // loopback's names are left
    }
  }

  private static String inUrl(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.contains(":") ? "[" + name + "]" : name;
  }

  boolean isLoopback() {
    return address.equals(Loopback.inetAddress());
  }

  /**
   * Whether a request names this server: a page of another origin whose name was made to resolve to
   * this address still sends its own name.
   *
   * @param hosts the request's Host headers
   * @param port the port that the server listens on
   * @return true if there is exactly one, one of the names with this port
   */
  boolean answersTo(List<String> hosts, int port) {
    if (hosts.size() != 1) {
      return false;
    }
    String host = hosts.get(0).toLowerCase(Locale.ROOT);
    String end = ":" + port;
    return host.endsWith(end) && names.contains(host.substring(0, host.length() - end.length()));
  }
}
