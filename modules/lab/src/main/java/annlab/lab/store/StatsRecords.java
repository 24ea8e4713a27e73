package annlab.lab.store;

import annlab.lab.runs.RunId;
import annlab.lab.runs.TrainingStats;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.core.storage.Persistable;
import org.jdbi.v3.core.Handle;

/** The table of records for DL4J's training UI. */
final class StatsRecords {
  private StatsRecords() {}

  static void insert(Handle handle, RunId id, TrainingStats.Kind kind, Persistable record) {
    handle
        .createUpdate(
            "INSERT INTO stats (run, kind, type, content) VALUES ("
                + RunRecords.SEQ
                + ", :kind, :type, :content)")
        .bind("id", id.value())
        .bind("kind", kind.name().toLowerCase(Locale.ROOT))
        .bind("type", record.getClass().getName())
        .bind("content", record.encode())
        .execute();
  }

  static List<TrainingStats> after(Handle handle, RunId id, long last) {
    return handle
        .createQuery(
            "SELECT * FROM stats WHERE run = " + RunRecords.SEQ + " AND id > :last ORDER BY id")
        .bind("id", id.value())
        .bind("last", last)
        .map(
            (rs, context) ->
                new TrainingStats(
                    rs.getLong("id"),
                    TrainingStats.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                    TrainingStats.decode(rs.getString("type"), rs.getBytes("content"))))
        .list();
  }
}
