package annlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteException;

/** The SQLite file of a home, at the newest {@link Schema}; its faults in words for people. */
final class Database implements AutoCloseable {
  private static final String FILE = "runs.sqlite";

  private final Path file;
  private final Connections connections;
  private final Jdbi jdbi;

  private Database(Path file) {
    this.file = file;
    this.connections = new Connections(file);
    this.jdbi = Jdbi.create(connections);
  }

  /**
   * Opens the file of a home, making folder and file if need be.
   *
   * @throws PrerequisiteException if the folder cannot be written or the file cannot be read
   */
  static Database open(Path home) {
    try {
      Files.createDirectories(home.resolve("runs"));
    } catch (IOException e) {
      throw unwritable(home, e);
    }
    if (!Files.isWritable(home)) {
      throw unwritable(home, new IOException("permission denied"));
    }
    Database database = new Database(home.resolve(FILE));
    try {
      database.connections.writeAhead();
      Schema.migrate(database.jdbi, database.file);
    } catch (SQLException | JdbiException e) {
      database.close();
      throw database.explain(e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return database;
  }

  private static PrerequisiteException unwritable(Path folder, IOException e) {
    return new PrerequisiteException(
        "cannot write the run store in "
            + folder
            + " ("
            + e.getMessage()
            + "); set ANNLAB_HOME to a folder that you may write",
        e);
  }

  <T> T with(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw explain(e);
    }
  }

  void use(HandleConsumer<RuntimeException> work) {
    try {
      jdbi.useHandle(work);
    } catch (JdbiException e) {
      throw explain(e);
    }
  }

  /** One transaction: all of the work or none of it. */
  void transact(HandleConsumer<RuntimeException> work) {
    use(handle -> handle.useTransaction(work));
  }

  @Override
  public void close() {
    try {
      connections.close();
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /** Says in one line what SQLite complains about, and the cure. */
  private RuntimeException explain(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        String message =
            switch (sqlite.getResultCode()) {
              case SQLITE_FULL -> "the disk is full: cannot write " + file + "; free some space";
              case SQLITE_BUSY, SQLITE_LOCKED ->
                  "the run store " + file + " is held by another process for too long; end it";
              case SQLITE_CORRUPT, SQLITE_NOTADB ->
                  "the run store " + file + " is damaged; move it away, or set ANNLAB_HOME";
              case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_IOERR ->
                  "cannot write the run store "
                      + file
                      + "; set ANNLAB_HOME to a folder that you may write";
              default -> "";
            };
        if (!message.isEmpty()) {
          return new PrerequisiteException(message, e);
        }
      }
    }
    return new IllegalStateException("the run store " + file + " failed: " + e.getMessage(), e);
  }
}
