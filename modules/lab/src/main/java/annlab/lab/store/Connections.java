package annlab.lab.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jdbi.v3.core.ConnectionFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite connections to one file, kept open between uses: opening one costs about a millisecond.
 */
final class Connections implements ConnectionFactory, AutoCloseable {
  /**
   * How long a writer waits for another process's transaction, each of which takes milliseconds.
   */
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(20);

  private final String url;
  private final SQLiteConfig config = new SQLiteConfig();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  Connections(Path file) {
    // As an address: of a plain path the driver would take what stands behind a question mark.
    url = "jdbc:sqlite:file:" + file.toUri().getRawPath();
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.enforceForeignKeys(true);
    // WAL with NORMAL survives the death of a process; FULL would cost a disk sync for each epoch.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    // A transaction that begins by reading could not become a writer while another one writes.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
  }

  /**
   * Switches the file to write-ahead logging. SQLite's busy timeout does not cover this switch, so
   * it is tried again when two processes meet at a new store.
   */
  void writeAhead() throws SQLException {
    long end = System.nanoTime() + BUSY_TIMEOUT.toNanos();
    Connection connection = openConnection();
    try {
      while (true) {
        try (var statement = connection.createStatement()) {
          statement.execute("PRAGMA journal_mode = WAL");
          return;
        } catch (SQLiteException e) {
          if (e.getResultCode() != SQLiteErrorCode.SQLITE_BUSY || System.nanoTime() > end) {
            throw e;
          }
          pause();
        }
      }
    } finally {
      closeConnection(connection);
    }
  }

  private static void pause() throws SQLException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for the run store", e);
    }
  }

  @Override
  public Connection openConnection() throws SQLException {
    synchronized (this) {
      if (closed) {
        throw new SQLException("the run store is closed");
      }
      Connection connection = idle.pollFirst();
      if (connection != null) {
        return connection;
      }
    }
    return config.createConnection(url);
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    synchronized (this) {
      if (!closed) {
        idle.addFirst(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    while (!idle.isEmpty()) {
      idle.removeFirst().close();
    }
  }
}
