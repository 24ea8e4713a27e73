package annlab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The libraries that one Python has, each in a process for every number of threads tried. */
final class Peers implements AutoCloseable {
  private final List<Peer> running = new ArrayList<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  /**
   * Starts those that are there.
   *
   * @param python the interpreter
   * @param scripts the folder {@code experiments/peers}
   * @param names the scripts to start
   * @param threads the largest number of threads; 1 and 2 are tried too
   */
  Peers(Path python, Path scripts, List<String> names, int threads, Clock clock) {
    Set<Integer> counts = new TreeSet<>(List.of(1, Math.min(2, threads), threads));
    for (String script : names) {
      for (int count : counts) {
        try {
          running.add(new Peer(python, scripts, script, count, clock));
        } catch (ContestantFailedException e) {
          missing.put(script.replace(".py", ""), e.getMessage());
          break;
        }
      }
    }
  }

  List<Peer> running() {
    return running;
  }

  /** Why a script is not measured, by its name. */
  Map<String, String> missing() {
    return missing;
  }

  /** Versions of the libraries and of Python. */
  Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    running.forEach(peer -> versions.putAll(peer.versions()));
    return versions;
  }

  @Override
  public void close() {
    running.forEach(Peer::close);
  }
}
