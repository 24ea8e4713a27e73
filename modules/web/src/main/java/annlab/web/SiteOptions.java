package annlab.web;

import annlab.lab.settings.Settings;
import annlab.lab.store.RunStore;
import java.util.List;
import java.util.Optional;

/**
 * The options of the site.
 *
 * @param store the runs that it shows and starts
 * @param settings where runs keep their files
 * @param port its port; 0 for any
 * @param dl4jPort the port of DL4J's training UI on 127.0.0.1; 0 for any
 * @param command how a run is started: these words, then {@code run}, the experiment and its
 *     options
 * @param host another address to listen on, or a name of this machine; then it asks for a token
 */
public record SiteOptions(
    RunStore store,
    Settings settings,
    int port,
    int dl4jPort,
    List<String> command,
    Optional<String> host) {
  /** A site that only this machine can reach. */
  public SiteOptions(
      RunStore store, Settings settings, int port, int dl4jPort, List<String> command) {
    this(store, settings, port, dl4jPort, command, Optional.empty());
  }

  public SiteOptions {
    requirePort("port", port);
    requirePort("dl4jPort", dl4jPort);
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is empty; give the words that start annlab");
    }
  }

  /** Where the site listens; DL4J's training UI listens on loopback always. */
  Binding binding() {
    return host.map(Binding::to).orElseGet(Binding::loopback);
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(name + " must be in [0, 65535], got " + port);
    }
  }
}
