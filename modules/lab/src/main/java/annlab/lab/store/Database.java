package annlab.lab.store;

import annlab.lab.settings.FailureReason;
import annlab.lab.settings.PrerequisiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultSetException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** The SQLite file of a home, at the newest {@link Schema}; its faults in words for people. */
final class Database implements AutoCloseable {
  /** The file's name in its home. */
  static final String FILE = "runs.sqlite";

  private final Path file;
  private final Connections connections;
  private final Jdbi jdbi;
  private boolean migrated;

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
    Optional<String> fault = unwritable(home);
    if (fault.isPresent()) {
      throw new PrerequisiteException(fault.get());
    }
    try {
      Files.createDirectories(home.resolve("runs"));
    } catch (IOException e) {
      throw new PrerequisiteException(unwritable(home, e.getMessage()), e);
    }
    SqliteLibrary.load(home);
    Database database = new Database(home.resolve(FILE));
    try {
      database.connections.writeAhead();
      database.migrated = Schema.migrate(database.jdbi, database.file);
    } catch (SQLException | JdbiException e) {
      database.close();
      throw database.explain(e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return database;
  }

  /** Whether opening it has migrated the runs of an older version. */
  boolean wasMigrated() {
    return migrated;
  }

  /** Why a store cannot be written in a home, which need not be there yet. */
  static Optional<String> unwritable(Path home) {
    Path there = home.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return Optional.of(unwritable(home, there + " is not a folder"));
    }
    return Files.isWritable(there)
        ? Optional.empty()
        : Optional.of(unwritable(home, "permission denied for " + there));
  }

  private static String unwritable(Path folder, @Nullable String reason) {
    return "cannot write the run store in "
        + folder
        + " ("
        + reason
        + "); set ANNLAB_HOME to a folder that you may write";
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

  /** Reads rows and makes values of them; what cannot be made one is damage. */
  <T> T read(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.withHandle(work);
    } catch (ResultSetException e) {
      // SQLite gave the row, and no value could be made of it
      throw new DamagedStoreException(file, FailureReason.of(cause(e)), e);
    } catch (JdbiException e) {
      throw explain(e);
    } catch (IllegalArgumentException
        | IllegalStateException
        | NullPointerException
        | DateTimeException e) {
      throw new DamagedStoreException(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static Throwable cause(Exception e) {
    return e.getCause() == null ? e : e.getCause();
  }

  /** Faults that SQLite finds in the file, one line each; none if it is whole. */
  List<String> faults() {
    try {
      return with(
          handle -> {
            List<String> lines =
                handle.createQuery("PRAGMA integrity_check").mapTo(String.class).list();
            List<String> faults = new ArrayList<>(lines.equals(List.of("ok")) ? List.of() : lines);
            handle
                .createQuery("SELECT \"table\" FROM pragma_foreign_key_check")
                .mapTo(String.class)
                .forEach(table -> faults.add("a row of " + table + " is of no run"));
            return faults;
          });
    } catch (PrerequisiteException e) {
      return List.of(e.getMessage());
    }
  }

  /**
   * One transaction that is on the disk when this returns, whatever happens to the machine. Others
   * survive the death of a process, and may be lost, whole, in a power cut.
   */
  void transactDurably(HandleConsumer<RuntimeException> work) {
    use(
        handle -> {
          handle.execute("PRAGMA synchronous = FULL");
          try {
            handle.useTransaction(work);
          } finally {
            handle.execute("PRAGMA synchronous = NORMAL");
          }
        });
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
        return explain(sqlite, e);
      }
    }
    return new IllegalStateException("the run store " + file + " failed: " + e.getMessage(), e);
  }

  private RuntimeException explain(SQLiteException sqlite, Exception e) {
    return switch (sqlite.getResultCode()) {
      case SQLITE_FULL ->
          new PrerequisiteException(
              "the disk is full: cannot write " + file + "; free some space", e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new PrerequisiteException(
              "the run store " + file + " is held by another process for too long; end it", e);
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
          new PrerequisiteException(
              "cannot write the run store "
                  + file
                  + "; set ANNLAB_HOME to a folder that you may write",
              e);
      case SQLITE_CONSTRAINT, SQLITE_MISUSE, SQLITE_INTERRUPT, SQLITE_NOMEM ->
          new IllegalStateException("the run store " + file + " failed: " + sqlite.getMessage(), e);
      default ->
          sqlite.getResultCode().name().startsWith("SQLITE_IOERR")
              ? new PrerequisiteException(
                  "cannot read or write the run store "
                      + file
                      + " ("
                      + sqlite.getResultCode().message
                      + "); is the disk full or failing?",
                  e)
              // the statements are constant, so what they meet is not what was written
              : new DamagedStoreException(file, sqlite.getResultCode().message, e);
    };
  }
}
