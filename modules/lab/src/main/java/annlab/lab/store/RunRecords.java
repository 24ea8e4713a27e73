package annlab.lab.store;

import annlab.lab.Parameters;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.Labels;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The table of runs: how a run begins, moves on and ends, and what lists show of it. */
final class RunRecords {
  /** The key of the run that is bound as {@code id}. */
  static final String SEQ = "(SELECT seq FROM runs WHERE id = :id)";

  private static final String SUMMARY =
      "SELECT r.*, (SELECT json_group_array(tag) FROM tags t WHERE t.run = r.seq) AS tags"
          + " FROM runs r ";

  private RunRecords() {}

  /** Puts a new run there; false if there is one of this name already. */
  static boolean insert(
      Handle handle,
      RunId id,
      String experiment,
      Parameters parameters,
      boolean quick,
      RunStatus status,
      Optional<String> group,
      Instant now) {
    int rows =
        handle
            .createUpdate(
                "INSERT INTO runs (id, experiment, status, seed, epochs, rows, others,"
                    + " quick, started_at, pid, process_started, seed_group) VALUES (:id,"
                    + " :experiment, :status, :seed, :epochs, :rows, :others, :quick, :now,"
                    + " :pid, :started, :group) ON CONFLICT (id) DO NOTHING")
            .bind("id", id.value())
            .bind("experiment", experiment)
            .bind("status", status.label())
            .bind("seed", parameters.seed())
            .bind("epochs", parameters.epochs())
            .bind("rows", parameters.rows())
            .bind("others", Json.store(new TreeMap<>(parameters.others())))
            .bind("quick", quick ? 1 : 0)
            .bind("now", RunSummary.TIME.format(now))
            .bind("pid", ThisProcess.ID)
            .bind("started", ThisProcess.STARTED)
            .bind("group", group)
            .execute();
    return rows == 1;
  }

  /** Puts a run there that ended before, with all that a document tells; false if it is there. */
  static boolean put(Handle handle, Run whole) {
    RunSummary run = whole.summary();
    boolean isNew =
        insert(
            handle,
            run.id(),
            run.experiment(),
            run.parameters(),
            run.quick(),
            RunStatus.RUNNING,
            run.group(),
            run.startedAt());
    if (!isNew) {
      return false;
    }
    whole.provenance().ifPresent(from -> provenance(handle, run.id(), from));
    whole.epochs().forEach(epoch -> EpochRecords.put(handle, run.id(), epoch));
    VerdictRecords.insert(handle, run.id(), whole.verdicts());
    end(handle, run.id(), run.status(), run.metrics(), run.error());
    handle
        .createUpdate(
            "UPDATE runs SET finished_at = :time, resumes = :resumes, stop_requested = :stop"
                + " WHERE id = :id")
        .bind("id", run.id().value())
        .bind("time", RunSummary.TIME.format(run.finishedAt().orElseThrow()))
        .bind("resumes", run.resumes())
        .bind("stop", run.stopRequested() ? 1 : 0)
        .execute();
    run.tags().forEach(tag -> tag(handle, run.id(), tag));
    name(handle, run.id(), run.labels().name());
    note(handle, run.id(), run.labels().note());
    return true;
  }

  /** From queued to running, in this process. */
  static boolean start(Handle handle, RunId id) {
    int rows =
        handle
            .createUpdate(
                "UPDATE runs SET status = 'running', started_at = :now, pid = :pid,"
                    + " process_started = :started WHERE id = :id AND status = 'queued'")
            .bind("id", id.value())
            .bind("now", now())
            .bind("pid", ThisProcess.ID)
            .bind("started", ThisProcess.STARTED)
            .execute();
    return rows == 1;
  }

  /** From interrupted or failed to running, in this process. */
  static boolean resume(Handle handle, RunId id) {
    int rows =
        handle
            .createUpdate(
                "UPDATE runs SET status = 'running', finished_at = NULL, error = NULL,"
                    + " stop_requested = 0, resumes = resumes + 1, pid = :pid,"
                    + " process_started = :started WHERE id = :id"
                    + " AND status IN ('interrupted', 'failed')")
            .bind("id", id.value())
            .bind("pid", ThisProcess.ID)
            .bind("started", ThisProcess.STARTED)
            .execute();
    return rows == 1;
  }

  static void provenance(Handle handle, RunId id, Provenance provenance) {
    handle
        .createUpdate("UPDATE runs SET provenance = :json, backend = :backend WHERE id = :id")
        .bind("id", id.value())
        .bind("json", Json.line(provenance.json()))
        .bind("backend", provenance.backend())
        .execute();
  }

  /** Ends a run that has not ended. */
  static void end(
      Handle handle,
      RunId id,
      RunStatus status,
      Map<String, Double> metrics,
      Optional<String> error) {
    handle
        .createUpdate(
            "UPDATE runs SET status = :status, metrics = :metrics, error = :error,"
                + " finished_at = :now WHERE id = :id AND status IN ('queued', 'running')")
        .bind("id", id.value())
        .bind("status", status.label())
        .bind("metrics", Json.store(metrics))
        .bind("error", error)
        .bind("now", now())
        .execute();
  }

  /** Interrupts a queued run, asks a running one; false if it has ended. */
  static boolean requestStop(Handle handle, RunId id) {
    int queued =
        handle
            .createUpdate(
                "UPDATE runs SET status = 'interrupted', finished_at = :now"
                    + " WHERE id = :id AND status = 'queued'")
            .bind("id", id.value())
            .bind("now", now())
            .execute();
    int running =
        handle
            .createUpdate(
                "UPDATE runs SET stop_requested = 1 WHERE id = :id AND status = 'running'")
            .bind("id", id.value())
            .execute();
    return queued + running > 0;
  }

  static boolean stopRequested(Handle handle, RunId id) {
    return handle
        .createQuery("SELECT stop_requested FROM runs WHERE id = :id")
        .bind("id", id.value())
        .mapTo(Integer.class)
        .findOne()
        .map(flag -> flag == 1)
        .orElse(false);
  }

  /** Marks runs whose process is gone as interrupted; returns their ids. */
  static List<RunId> interruptOrphans(Handle handle) {
    record UnderWay(String id, long pid, long started) {}

    List<UnderWay> lost =
        handle
            .createQuery(
                "SELECT id, pid, process_started FROM runs WHERE status IN ('queued', 'running')")
            .map(
                (rs, context) ->
                    new UnderWay(
                        rs.getString("id"), rs.getLong("pid"), rs.getLong("process_started")))
            .list()
            .stream()
            .filter(run -> !ThisProcess.alive(run.pid(), run.started()))
            .toList();
    for (UnderWay run : lost) {
      handle
          .createUpdate(
              "UPDATE runs SET status = 'interrupted', finished_at = :now WHERE id = :id"
                  + " AND pid = :pid AND status IN ('queued', 'running')")
          .bind("id", run.id())
          .bind("pid", run.pid())
          .bind("now", now())
          .execute();
    }
    return lost.stream().map(run -> new RunId(run.id())).toList();
  }

  /** The names that a text may mean, an exact one first. */
  static List<String> meant(Handle handle, String text) {
    return handle
        .createQuery(
            "SELECT id FROM runs WHERE id = :text OR substr(id, 1, length(:text)) ="
                + " :text OR substr(id, -length(:text)) = :text ORDER BY id = :text"
                + " DESC, seq DESC LIMIT 9")
        .bind("text", text)
        .mapTo(String.class)
        .list();
  }

  /**
   * Every run, newest first.
   *
   * @param ended runs that had ended when they were read before; nothing but their labels can
   *     change, and reading thousands of them anew is what a list costs
   */
  static List<RunSummary> all(Handle handle, Map<String, RunSummary> ended) {
    return handle
        .createQuery(SUMMARY + "ORDER BY r.seq DESC")
        .map((rs, context) -> known(rs, ended))
        .list();
  }

  private static RunSummary known(ResultSet rs, Map<String, RunSummary> ended) throws SQLException {
    String id = rs.getString("id");
    String status = rs.getString("status");
    RunSummary before = ended.get(id);
    if (before != null
        && before.status().label().equals(status)
        && before
            .finishedAt()
            .map(RunSummary.TIME::format)
            .equals(Optional.ofNullable(rs.getString("finished_at")))
        && before.labels().equals(labels(rs))) {
      return before;
    }
    RunSummary now = summary(rs);
    if (now.status().hasEnded()) {
      ended.put(id, now);
    }
    return now;
  }

  /** The finished runs of an experiment that are not quick, newest first. */
  static List<RunSummary> finished(Handle handle, String experiment, boolean quick) {
    return handle
        .createQuery(
            SUMMARY
                + "WHERE r.experiment = :experiment AND r.status = 'finished'"
                + " AND r.quick = :quick ORDER BY r.seq DESC")
        .bind("experiment", experiment)
        .bind("quick", quick ? 1 : 0)
        .map((rs, context) -> summary(rs))
        .list();
  }

  static List<RunSummary> group(Handle handle, String group) {
    return handle
        .createQuery(SUMMARY + "WHERE r.seed_group = :group ORDER BY r.seq")
        .bind("group", group)
        .map((rs, context) -> summary(rs))
        .list();
  }

  static List<Run> complete(Handle handle) {
    var epochs = EpochRecords.all(handle);
    var verdicts = VerdictRecords.all(handle);
    return handle
        .createQuery(SUMMARY + "ORDER BY r.seq DESC")
        .map(
            (rs, context) ->
                new Run(
                    summary(rs),
                    provenance(rs),
                    epochs.getOrDefault(rs.getLong("seq"), List.of()),
                    verdicts.getOrDefault(rs.getLong("seq"), List.of())))
        .list();
  }

  static Optional<Run> find(Handle handle, RunId id) {
    List<Verdict> verdicts = VerdictRecords.of(handle, id);
    var epochs = EpochRecords.after(handle, id, -1);
    return handle
        .createQuery(SUMMARY + "WHERE r.id = :id")
        .bind("id", id.value())
        .map((rs, context) -> new Run(summary(rs), provenance(rs), epochs, verdicts))
        .findOne();
  }

  /** Where the numbers of a run come from. */
  static Optional<RunStatus> status(Handle handle, RunId id) {
    return handle
        .createQuery("SELECT status FROM runs WHERE id = :id")
        .bind("id", id.value())
        .mapTo(String.class)
        .findOne()
        .map(RunStatus::of);
  }

  static Optional<Provenance> provenance(Handle handle, RunId id) {
    return handle
        .createQuery("SELECT provenance FROM runs WHERE id = :id")
        .bind("id", id.value())
        .map((rs, context) -> provenance(rs))
        .findOne()
        .flatMap(found -> found);
  }

  /** Deletes a run that has ended, with all that hangs on it. */
  static boolean delete(Handle handle, RunId id) {
    int rows =
        handle
            .createUpdate("DELETE FROM runs WHERE id = :id AND status NOT IN ('queued', 'running')")
            .bind("id", id.value())
            .execute();
    return rows == 1;
  }

  static void tag(Handle handle, RunId id, String tag) {
    handle
        .createUpdate(
            "INSERT INTO tags (run, tag) SELECT seq, :tag FROM runs WHERE id = :id"
                + " ON CONFLICT DO NOTHING")
        .bind("id", id.value())
        .bind("tag", tag)
        .execute();
  }

  static void untag(Handle handle, RunId id, String tag) {
    handle
        .createUpdate("DELETE FROM tags WHERE run = " + SEQ + " AND tag = :tag")
        .bind("id", id.value())
        .bind("tag", tag)
        .execute();
  }

  static void name(Handle handle, RunId id, Optional<String> name) {
    handle
        .createUpdate("UPDATE runs SET name = :name WHERE id = :id")
        .bind("name", name)
        .bind("id", id.value())
        .execute();
  }

  static void note(Handle handle, RunId id, Optional<String> note) {
    handle
        .createUpdate("UPDATE runs SET note = :note WHERE id = :id")
        .bind("note", note)
        .bind("id", id.value())
        .execute();
  }

  private static String now() {
    return RunSummary.TIME.format(Instant.now());
  }

  private static RunSummary summary(ResultSet rs) throws SQLException {
    int best = rs.getInt("best_number");
    OptionalInt bestEpoch = rs.wasNull() ? OptionalInt.empty() : OptionalInt.of(best);
    return new RunSummary(
        new RunId(rs.getString("id")),
        rs.getString("experiment"),
        RunStatus.of(rs.getString("status")),
        Optional.ofNullable(rs.getString("backend")),
        new Parameters(
            rs.getLong("seed"),
            rs.getInt("epochs"),
            rs.getInt("rows"),
            Json.storedTexts(rs.getString("others"))),
        rs.getInt("quick") == 1,
        Instant.parse(rs.getString("started_at")),
        Optional.ofNullable(rs.getString("finished_at")).map(Instant::parse),
        Json.storedNumbers(rs.getString("metrics")),
        rs.getInt("recorded"),
        Json.storedNumbers(rs.getString("last_logs")),
        Json.storedNumbers(rs.getString("best_logs")),
        bestEpoch,
        rs.getInt("passed"),
        rs.getInt("failed"),
        Optional.ofNullable(rs.getString("error")),
        rs.getInt("stop_requested") == 1,
        rs.getInt("resumes"),
        Optional.ofNullable(rs.getString("seed_group")),
        labels(rs));
  }

  private static Labels labels(ResultSet rs) throws SQLException {
    return new Labels(
        Optional.ofNullable(rs.getString("name")),
        Optional.ofNullable(rs.getString("note")),
        Json.storedList(rs.getString("tags")));
  }

  private static Optional<Provenance> provenance(ResultSet rs) throws SQLException {
    return Optional.ofNullable(rs.getString("provenance")).map(Json::parse).map(Provenance::of);
  }
}
