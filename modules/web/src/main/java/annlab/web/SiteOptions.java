package annlab.web;

import annlab.lab.RunStore;
import annlab.lab.Settings;
import java.util.List;

/**
 * What the site is started with.
 *
 * @param store the runs that it shows and starts
 * @param settings where runs keep their files
 * @param port its port on 127.0.0.1; 0 for any
 * @param dl4jPort the port of DL4J's training UI on 127.0.0.1; 0 for any
 * @param command how a run is started: these words, then {@code run}, the experiment and its
 *     options
 */
public record SiteOptions(
    RunStore store, Settings settings, int port, int dl4jPort, List<String> command) {
  public SiteOptions {
    requirePort("port", port);
    requirePort("dl4jPort", dl4jPort);
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is empty; give the words that start annlab");
    }
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(name + " must be in [0, 65535], got " + port);
    }
  }
}
