package annlab.cli;

import annlab.cli.processes.Shutdown;
import java.io.PrintStream;

/** The command line's entry: guards stdout, runs one command, ends the process with its code. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process.
   *
   * @param args the words after {@code annlab}
   */
  public static void main(String[] args) {
    PrintStream out = System.out;
    // Libraries print where they like; stdout is for results only, one JSON document with --json.
    System.setOut(System.err);
    // ND4J loads on a thread of its own: where both threads are the first to log, SLF4J warns of
    // it.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Shutdown shutdown = Shutdown.install();
    int code = Annlab.run(out, System.err, shutdown, args);
    out.flush();
    shutdown.ended();
    System.exit(code);
  }
}
