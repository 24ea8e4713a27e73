package annlab.web;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process that listens on a port of this machine, on Linux and of the same user. */
final class PortHolder {
  private static final Path PROC = Path.of("/proc");

  /** The state of a socket that listens, in {@code /proc/net/tcp}. */
  private static final String LISTENS = "0A";

  /** The column of that table which names the socket. */
  private static final int INODE = 9;

  private PortHolder() {}

  /**
   * The process that listens on a port.
   *
   * @return as {@code process 4711 (annlab serve)}; empty if the system does not tell
   */
  static Optional<String> of(int port) {
    return socket(port).flatMap(PortHolder::process).map(PortHolder::name);
  }

  /** What a descriptor of the socket that listens links to. */
  private static Optional<String> socket(int port) {
    String local = String.format(Locale.ROOT, ":%04X", port);
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> lines(PROC.resolve(table)).stream())
        .map(line -> line.strip().split("\\s+", -1))
        .filter(columns -> columns.length > INODE)
        .filter(columns -> columns[1].endsWith(local) && columns[3].equals(LISTENS))
        .map(columns -> "socket:[" + columns[INODE] + "]")
        .findFirst();
  }

  /** None on another system, or where this protocol is not. */
  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<Long> process(String socket) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, socket)) {
          return Optional.of(Long.valueOf(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, String socket) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (socket.equals(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // another user's, or it has ended
    }
    return false;
  }

  /** Java's own view of another process' arguments ends at 4,096 characters of class path. */
  private static String name(long pid) {
    List<String> words = words(PROC.resolve(Long.toString(pid)).resolve("cmdline"));
    int main = words.indexOf("annlab.cli.Main");
    String what =
        main >= 0
            ? "annlab " + String.join(" ", words.subList(main + 1, words.size()))
            : words.stream().findFirst().orElse("of an unknown program");
    return "process " + pid + " (" + what + ")";
  }

  private static List<String> words(Path commandLine) {
    try {
      return List.of(Files.readString(commandLine).trim().split("\0", -1));
    } catch (IOException e) {
      return List.of(); // it has ended
    }
  }
}
