package annlab.lab.store;

import annlab.lab.runs.RunId;
import annlab.lab.settings.Json;
import annlab.networks.Epoch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The table of epochs: what each gave, and for lists the last and the best of each run. */
final class EpochRecords {
  private EpochRecords() {}

  /**
   * Puts an epoch there; one of the same number is replaced, as a resumed run comes to it again.
   */
  static void put(Handle handle, RunId id, Epoch epoch) {
    String logs = Json.store(epoch.logs());
    handle
        .createUpdate(
            "INSERT INTO epochs (run, number, logs, steps, took_ns) VALUES ("
                + RunRecords.SEQ
                + ", :number, :logs, :steps, :took) ON CONFLICT (run, number) DO UPDATE SET"
                + " logs = :logs, steps = :steps, took_ns = :took")
        .bind("id", id.value())
        .bind("number", epoch.number())
        .bind("logs", logs)
        .bind("steps", epoch.steps())
        .bind("took", epoch.took().toNanos())
        .execute();
    // Beside the run, so that a list of thousands of runs reads one row each.
    handle
        .createUpdate(
            "UPDATE runs SET recorded = :number + 1, last_logs = :logs WHERE id = :id"
                + " AND recorded <= :number + 1")
        .bind("id", id.value())
        .bind("number", epoch.number())
        .bind("logs", logs)
        .execute();
    double rank = rank(epoch.logs());
    if (Double.isFinite(rank)) {
      handle
          .createUpdate(
              "UPDATE runs SET best_rank = :rank, best_logs = :logs, best_number = :number"
                  + " WHERE id = :id AND (best_rank IS NULL OR best_rank > :rank)")
          .bind("id", id.value())
          .bind("rank", rank)
          .bind("logs", logs)
          .bind("number", epoch.number())
          .execute();
    }
  }

  /** What the best epoch has least of: the validation loss as in Keras' EarlyStopping, or loss. */
  private static double rank(Map<String, Double> logs) {
    return logs.getOrDefault("val_loss", logs.getOrDefault("loss", Double.NaN));
  }

  /** Forgets every epoch of a run, as if it had not begun. */
  static void delete(Handle handle, RunId id) {
    handle
        .createUpdate("DELETE FROM epochs WHERE run = " + RunRecords.SEQ)
        .bind("id", id.value())
        .execute();
    handle
        .createUpdate(
            "UPDATE runs SET recorded = 0, last_logs = '{}', best_rank = NULL, best_logs = '{}',"
                + " best_number = NULL WHERE id = :id")
        .bind("id", id.value())
        .execute();
  }

  static List<Epoch> after(Handle handle, RunId id, int number) {
    return handle
        .createQuery(
            "SELECT * FROM epochs WHERE run = "
                + RunRecords.SEQ
                + " AND number > :number ORDER BY number")
        .bind("id", id.value())
        .bind("number", number)
        .map((rs, context) -> epoch(rs))
        .list();
  }

  /** The epochs of every run, by the run's sequence number. */
  static Map<Long, List<Epoch>> all(Handle handle) {
    Map<Long, List<Epoch>> epochs = new HashMap<>();
    handle
        .createQuery("SELECT * FROM epochs ORDER BY run, number")
        .map(
            (rs, context) ->
                epochs.computeIfAbsent(rs.getLong("run"), key -> new ArrayList<>()).add(epoch(rs)))
        .list();
    return epochs;
  }

  private static Epoch epoch(ResultSet rs) throws SQLException {
    return new Epoch(
        rs.getInt("number"),
        Json.storedNumbers(rs.getString("logs")),
        rs.getInt("steps"),
        Duration.ofNanos(rs.getLong("took_ns")));
  }
}
