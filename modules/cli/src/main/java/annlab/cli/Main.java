package annlab.cli;

import annlab.cli.processes.Shutdown;
import annlab.cli.text.ExitCode;
import annlab.lab.settings.UserFolders;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** The command line's entry: guards stdout, runs one command, ends the process with its code. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process.
   *
   * @param args the words after {@code annlab}
   */
  public static void main(String[] args) {
    // Libraries print where they like; stdout is for results only, one JSON document with --json.
    System.setOut(System.err);
    // ND4J loads on a thread of its own: where both threads are the first to log, SLF4J warns of
    // it.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Thread.setDefaultUncaughtExceptionHandler(new OneLineHandler());
    Shutdown shutdown = Shutdown.install();
    int code;
    try {
      UserFolders.makeTemporary();
      code = Annlab.run(new FileOutputStream(FileDescriptor.out), System.err, shutdown, args);
    } catch (Throwable e) {
      // Where not even what says so can be loaded, as with too few descriptors for the jars.
      System.err.println("annlab: cannot continue: " + e);
      code = ExitCode.PREREQUISITE;
    }
    UserFolders.removeTemporary();
    shutdown.ended();
    System.exit(code);
  }

  /** One line for what ends a thread; its trace for who asks by {@code ANNLAB_DEBUG}. */
  private static final class OneLineHandler implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable e) {
      System.err.println("annlab: " + thread.getName() + " ended: " + e);
      if (System.getenv("ANNLAB_DEBUG") != null) {
        e.printStackTrace(System.err);
      }
    }
  }
}
