package annlab.lab;

import annlab.networks.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deeplearning4j.core.storage.Persistable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteException;

/**
 * Every run of this home: SQLite in WAL mode, one file for many processes, and the runs' files
 * beside it.
 *
 * <p>Each change is one short transaction. A run whose process is gone is marked interrupted when
 * the store is opened or listed. All methods may be called from any thread.
 */
public final class RunStore implements AutoCloseable {
  private static final String FILE = "runs.sqlite";
  private static final Pattern ARTIFACT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final int DRAWS = 50;
  private static final String SUMMARY =
      "SELECT r.*, (SELECT count(*) FROM epochs e WHERE e.run = r.seq) AS recorded,"
          + " (SELECT count(*) FROM verdicts v WHERE v.run = r.seq AND v.judgement = 'PASS')"
          + " AS passed,"
          + " (SELECT count(*) FROM verdicts v WHERE v.run = r.seq AND v.judgement = 'FAIL')"
          + " AS failed FROM runs r ";
  private static final String SEQ = "(SELECT seq FROM runs WHERE id = :id)";

  private final Path home;
  private final Connections connections;
  private final Jdbi jdbi;

  private RunStore(Path home) {
    this.home = home;
    this.connections = new Connections(home.resolve(FILE));
    this.jdbi = Jdbi.create(connections);
  }

  /**
   * Opens the store of a home, making it if need be.
   *
   * @param home the folder; made if it does not exist
   * @return the store, at the newest version
   * @throws PrerequisiteException if the folder cannot be written or the store cannot be read
   */
  public static RunStore open(Path home) {
    Path folder = home.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder.resolve("runs"));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw unwritable(folder, new IOException("permission denied"));
    }
    RunStore store = new RunStore(folder);
    try {
      store.connections.writeAhead();
      Schema.migrate(store.jdbi, folder.resolve(FILE));
      store.markLost();
    } catch (SQLException e) {
      store.close();
      throw store.explain(e);
    } catch (JdbiException e) {
      store.close();
      throw store.explain(e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
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

  /**
   * The folder of the store.
   *
   * @return an absolute path
   */
  public Path home() {
    return home;
  }

  /**
   * Puts a run on the list that another process is to start.
   *
   * @param experiment the experiment's id
   * @param parameters the run's settings
   * @param quick whether it is a quick run
   * @return the run's name, status queued
   */
  public RunId queue(String experiment, Parameters parameters, boolean quick) {
    return insert(experiment, parameters, quick, RunStatus.QUEUED);
  }

  /**
   * Records the start of a run in this process.
   *
   * @param experiment the experiment's id
   * @param parameters the run's settings
   * @param quick whether it is a quick run
   * @return the run's name, status running
   */
  public RunId begin(String experiment, Parameters parameters, boolean quick) {
    return insert(experiment, parameters, quick, RunStatus.RUNNING);
  }

  private RunId insert(String experiment, Parameters parameters, boolean quick, RunStatus status) {
    Instant now = Instant.now();
    for (int draw = 0; draw < DRAWS; draw++) {
      RunId id = RunId.draw(experiment, now);
      if (tryInsert(id, experiment, parameters, quick, status, now)) {
        return id;
      }
    }
    throw new IllegalStateException(
        "no free run id after " + DRAWS + " draws; too many runs begin in this second");
  }

  private boolean tryInsert(
      RunId id,
      String experiment,
      Parameters parameters,
      boolean quick,
      RunStatus status,
      Instant now) {
    int rows =
        with(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO runs (id, experiment, status, seed, epochs, rows, others,"
                            + " quick, started_at, pid, process_started) VALUES (:id, :experiment,"
                            + " :status, :seed, :epochs, :rows, :others, :quick, :now, :pid,"
                            + " :started) ON CONFLICT (id) DO NOTHING")
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
                    .execute());
    return rows == 1;
  }

  /**
   * Takes a queued run over into this process.
   *
   * @param id the run
   * @return true if it is running now; false if it was not queued any more
   */
  public boolean start(RunId id) {
    return with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE runs SET status = 'running', started_at = :now, pid = :pid,"
                            + " process_started = :started WHERE id = :id AND status = 'queued'")
                    .bind("id", id.value())
                    .bind("now", RunSummary.TIME.format(Instant.now()))
                    .bind("pid", ThisProcess.ID)
                    .bind("started", ThisProcess.STARTED)
                    .execute())
        == 1;
  }

  /**
   * Records where a run's numbers come from.
   *
   * @param id the run
   * @param provenance its origin; names the backend too
   */
  void provenance(RunId id, Provenance provenance) {
    use(handle -> writeProvenance(handle, id, provenance));
  }

  private static void writeProvenance(Handle handle, RunId id, Provenance provenance) {
    handle
        .createUpdate("UPDATE runs SET provenance = :json, backend = :backend WHERE id = :id")
        .bind("id", id.value())
        .bind("json", Json.line(provenance.json()))
        .bind("backend", provenance.backend())
        .execute();
  }

  /**
   * Records an epoch.
   *
   * @param id the run
   * @param epoch what the epoch gave; its number must be new to the run
   */
  public void epoch(RunId id, Epoch epoch) {
    use(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO epochs (run, number, logs, steps, took_ns) VALUES ("
                        + SEQ
                        + ", :number, :logs, :steps, :took)")
                .bind("id", id.value())
                .bind("number", epoch.number())
                .bind("logs", Json.store(epoch.logs()))
                .bind("steps", epoch.steps())
                .bind("took", epoch.took().toNanos())
                .execute());
  }

  /**
   * Records a run's good end.
   *
   * @param id the run, status running
   * @param metrics final figures by name
   * @param verdicts its claims
   * @param provenance its origin with the time it took
   */
  void finish(
      RunId id, Map<String, Double> metrics, List<Verdict> verdicts, Provenance provenance) {
    use(
        handle ->
            handle.useTransaction(
                inside -> {
                  writeProvenance(inside, id, provenance);
                  writeVerdicts(inside, id, verdicts);
                  end(inside, id, RunStatus.FINISHED, Json.store(metrics), Optional.empty());
                }));
  }

  /**
   * Records that a run ended in an error.
   *
   * @param id the run
   * @param message one line that says why
   */
  public void fail(RunId id, String message) {
    use(handle -> end(handle, id, RunStatus.FAILED, "{}", Optional.of(message)));
  }

  /**
   * Records that a run was stopped. Nothing happens if it has ended already.
   *
   * @param id the run
   */
  public void interrupt(RunId id) {
    use(handle -> end(handle, id, RunStatus.INTERRUPTED, "{}", Optional.empty()));
  }

  private static void end(
      Handle handle, RunId id, RunStatus status, String metrics, Optional<String> error) {
    handle
        .createUpdate(
            "UPDATE runs SET status = :status, metrics = :metrics, error = :error,"
                + " finished_at = :now WHERE id = :id AND status IN ('queued', 'running')")
        .bind("id", id.value())
        .bind("status", status.label())
        .bind("metrics", metrics)
        .bind("error", error)
        .bind("now", RunSummary.TIME.format(Instant.now()))
        .execute();
  }

  private static void writeVerdicts(Handle handle, RunId id, List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            "INSERT INTO verdicts (run, position, claim, section, kind, statement, target, low,"
                + " high, reason, measured, judgement) VALUES ("
                + SEQ
                + ", :position, :claim, :section, :kind, :statement, :target, :low, :high,"
                + " :reason, :measured, :judgement)");
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      StoredTarget target = StoredTarget.of(verdict.claim().target());
      batch
          .bind("id", id.value())
          .bind("position", i)
          .bind("claim", verdict.claim().id())
          .bind("section", verdict.claim().section())
          .bind("kind", verdict.claim().kind().name())
          .bind("statement", verdict.claim().statement())
          .bind("target", target.form().name())
          .bind("low", target.low())
          .bind("high", target.high())
          .bind("reason", verdict.claim().target().reason())
          .bind("measured", verdict.measured())
          .bind("judgement", verdict.judgement().name())
          .add();
    }
    batch.execute();
  }

  /**
   * Asks a run to stop. A queued run is interrupted at once, a running one at its next step.
   *
   * @param id the run
   * @return false if it had ended already
   */
  public boolean requestStop(RunId id) {
    return with(
        handle -> {
          int queued =
              handle
                  .createUpdate(
                      "UPDATE runs SET status = 'interrupted', finished_at = :now"
                          + " WHERE id = :id AND status = 'queued'")
                  .bind("id", id.value())
                  .bind("now", RunSummary.TIME.format(Instant.now()))
                  .execute();
          int running =
              handle
                  .createUpdate(
                      "UPDATE runs SET stop_requested = 1 WHERE id = :id AND status = 'running'")
                  .bind("id", id.value())
                  .execute();
          return queued + running > 0;
        });
  }

  /**
   * Whether a run was asked to stop.
   *
   * @param id the run
   * @return true if so
   */
  public boolean stopRequested(RunId id) {
    return with(
        handle ->
            handle
                .createQuery("SELECT stop_requested FROM runs WHERE id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .map(flag -> flag == 1)
                .orElse(false));
  }

  /**
   * The runs without their histories.
   *
   * @return newest first
   */
  public List<RunSummary> summaries() {
    markLost();
    return with(
        handle ->
            handle
                .createQuery(SUMMARY + "ORDER BY r.seq DESC")
                .map((rs, context) -> summary(rs))
                .list());
  }

  /**
   * The runs with everything, as {@code annlab runs --json} prints them.
   *
   * @return newest first
   */
  public List<Run> runs() {
    markLost();
    return with(
        handle -> {
          Map<Long, List<Epoch>> epochs = new HashMap<>();
          handle
              .createQuery("SELECT * FROM epochs ORDER BY run, number")
              .map(
                  (rs, context) ->
                      epochs
                          .computeIfAbsent(rs.getLong("run"), key -> new ArrayList<>())
                          .add(epoch(rs)))
              .list();
          Map<Long, List<Verdict>> verdicts = new HashMap<>();
          handle
              .createQuery("SELECT * FROM verdicts ORDER BY run, position")
              .map(
                  (rs, context) ->
                      verdicts
                          .computeIfAbsent(rs.getLong("run"), key -> new ArrayList<>())
                          .add(verdict(rs)))
              .list();
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
        });
  }

  /**
   * A run.
   *
   * @param id its name
   * @return the run, empty if there is none of this name
   */
  public Optional<Run> find(RunId id) {
    markLost();
    return with(
        handle -> {
          List<Verdict> verdicts =
              handle
                  .createQuery("SELECT * FROM verdicts WHERE run = " + SEQ + " ORDER BY position")
                  .bind("id", id.value())
                  .map((rs, context) -> verdict(rs))
                  .list();
          List<Epoch> epochs = epochsAfter(handle, id, -1);
          return handle
              .createQuery(SUMMARY + "WHERE r.id = :id")
              .bind("id", id.value())
              .map((rs, context) -> new Run(summary(rs), provenance(rs), epochs, verdicts))
              .findOne();
        });
  }

  /**
   * The run that a person names.
   *
   * @param text a run's id, or the beginning or end of exactly one
   * @return the run
   * @throws IllegalArgumentException if no run, or more than one, is meant
   */
  public Run require(String text) {
    List<String> ids =
        with(
            handle ->
                handle
                    .createQuery(
                        "SELECT id FROM runs WHERE id = :text OR substr(id, 1, length(:text)) ="
                            + " :text OR substr(id, -length(:text)) = :text ORDER BY id = :text"
                            + " DESC, seq DESC LIMIT 9")
                    .bind("text", text)
                    .mapTo(String.class)
                    .list());
    if (text.isBlank() || ids.isEmpty()) {
      throw new IllegalArgumentException(
          "no run is called '" + text + "' in " + home + "; see: annlab runs");
    }
    if (ids.size() > 1 && !ids.get(0).equals(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' may mean " + String.join(", ", ids) + "; write more of the id");
    }
    return find(new RunId(ids.get(0))).orElseThrow();
  }

  /**
   * The newest run that speaks for an experiment: finished, not quick, with the experiment's own
   * settings but for the seed.
   *
   * @param experiment the experiment
   * @return the run, empty if there is none
   */
  public Optional<Run> newestFull(Experiment experiment) {
    List<RunSummary> finished =
        with(
            handle ->
                handle
                    .createQuery(
                        SUMMARY
                            + "WHERE r.experiment = :experiment AND r.status = 'finished'"
                            + " AND r.quick = 0 ORDER BY r.seq DESC")
                    .bind("experiment", experiment.id())
                    .map((rs, context) -> summary(rs))
                    .list());
    Parameters own = experiment.defaults();
    return finished.stream()
        .filter(run -> run.parameters().judgeable(own))
        .findFirst()
        .flatMap(run -> find(run.id()));
  }

  /**
   * Epochs that are newer than the last one seen.
   *
   * @param id the run
   * @param number the last epoch seen; -1 for none
   * @return the epochs behind it, oldest first
   */
  public List<Epoch> epochsAfter(RunId id, int number) {
    return with(handle -> epochsAfter(handle, id, number));
  }

  private static List<Epoch> epochsAfter(Handle handle, RunId id, int number) {
    return handle
        .createQuery(
            "SELECT * FROM epochs WHERE run = " + SEQ + " AND number > :number ORDER BY number")
        .bind("id", id.value())
        .bind("number", number)
        .map((rs, context) -> epoch(rs))
        .list();
  }

  /**
   * Keeps a record for DL4J's training UI.
   *
   * @param id the run
   * @param kind its sort
   * @param record the record
   */
  void stats(RunId id, TrainingStats.Kind kind, Persistable record) {
    byte[] content = record.encode();
    use(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO stats (run, kind, type, content) VALUES ("
                        + SEQ
                        + ", :kind, :type, :content)")
                .bind("id", id.value())
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .bind("type", record.getClass().getName())
                .bind("content", content)
                .execute());
  }

  /**
   * Records for DL4J's training UI that are newer than the last one seen.
   *
   * @param id the run
   * @param last the id of the last record seen; 0 for none
   * @return the records behind it, oldest first
   */
  public List<TrainingStats> statsAfter(RunId id, long last) {
    return with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM stats WHERE run = " + SEQ + " AND id > :last ORDER BY id")
                .bind("id", id.value())
                .bind("last", last)
                .map(
                    (rs, context) ->
                        new TrainingStats(
                            rs.getLong("id"),
                            TrainingStats.Kind.valueOf(
                                rs.getString("kind").toUpperCase(Locale.ROOT)),
                            TrainingStats.decode(rs.getString("type"), rs.getBytes("content"))))
                .list());
  }

  /**
   * Keeps a file with a run; one of the same name is replaced.
   *
   * @param id the run
   * @param name letters, digits, dots, hyphens and underscores
   * @param content its bytes
   * @return the file
   * @throws IllegalArgumentException if the name has other characters
   */
  public Artifact artifact(RunId id, String name, byte[] content) {
    return keep(id, name, content, Optional.empty(), Optional.empty());
  }

  /**
   * Keeps a figure with a run, as {@code NAME.svg}.
   *
   * @param id the run
   * @param figure the figure
   * @return the file
   */
  public Artifact figure(RunId id, Figure figure) {
    return keep(
        id,
        figure.name() + ".svg",
        figure.svg().getBytes(java.nio.charset.StandardCharsets.UTF_8),
        Optional.of(figure.section()),
        Optional.of(figure.caption()));
  }

  private Artifact keep(
      RunId id, String name, byte[] content, Optional<String> section, Optional<String> caption) {
    if (!ARTIFACT.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a file's name must have letters, digits, dots, hyphens and underscores, got '"
              + name
              + "'");
    }
    Path file = folder(id).resolve(name);
    Artifact artifact = new Artifact(name, file, content.length, sha256(content), section, caption);
    try {
      AtomicFiles.write(file, content);
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot write " + file + " (" + e.getMessage() + "); is the disk full?", e);
    }
    use(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO artifacts (run, name, bytes, sha256, section, caption) VALUES ("
                        + SEQ
                        + ", :name, :bytes, :sha256, :section, :caption) ON CONFLICT (run, name)"
                        + " DO UPDATE SET bytes = :bytes, sha256 = :sha256, section = :section,"
                        + " caption = :caption")
                .bind("id", id.value())
                .bind("name", name)
                .bind("bytes", artifact.bytes())
                .bind("sha256", artifact.sha256())
                .bind("section", section)
                .bind("caption", caption)
                .execute());
    return artifact;
  }

  /**
   * The files of a run.
   *
   * @param id the run
   * @return by name
   */
  public List<Artifact> artifacts(RunId id) {
    return with(
        handle ->
            handle
                .createQuery("SELECT * FROM artifacts WHERE run = " + SEQ + " ORDER BY name")
                .bind("id", id.value())
                .map(
                    (rs, context) ->
                        new Artifact(
                            rs.getString("name"),
                            folder(id).resolve(rs.getString("name")),
                            rs.getLong("bytes"),
                            rs.getString("sha256"),
                            Optional.ofNullable(rs.getString("section")),
                            Optional.ofNullable(rs.getString("caption"))))
                .list());
  }

  /**
   * A file of a run.
   *
   * @param id the run
   * @param name the file's name
   * @return the file, empty if the run has none of this name
   */
  public Optional<Artifact> artifact(RunId id, String name) {
    return artifacts(id).stream().filter(artifact -> artifact.name().equals(name)).findFirst();
  }

  /**
   * Deletes a run that has ended, with its files.
   *
   * @param id the run
   * @return false if there is none, or it is queued or running
   */
  public boolean delete(RunId id) {
    int rows =
        with(
            handle ->
                handle
                    .createUpdate(
                        "DELETE FROM runs WHERE id = :id AND status NOT IN ('queued', 'running')")
                    .bind("id", id.value())
                    .execute());
    if (rows == 0) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder(id))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder(id));
    } catch (java.nio.file.NoSuchFileException e) {
      return true; // a run without files
    } catch (IOException e) {
      throw new PrerequisiteException(
          "the run is deleted, but not its files in " + folder(id) + " (" + e.getMessage() + ")",
          e);
    }
    return true;
  }

  private Path folder(RunId id) {
    return home.resolve("runs").resolve(id.value());
  }

  /** Marks runs whose process is gone as interrupted. */
  void markLost() {
    record UnderWay(String id, long pid, long started) {}

    List<UnderWay> lost =
        with(
                handle ->
                    handle
                        .createQuery(
                            "SELECT id, pid, process_started FROM runs"
                                + " WHERE status IN ('queued', 'running')")
                        .map(
                            (rs, context) ->
                                new UnderWay(
                                    rs.getString("id"),
                                    rs.getLong("pid"),
                                    rs.getLong("process_started")))
                        .list())
            .stream()
            .filter(run -> !ThisProcess.alive(run.pid(), run.started()))
            .toList();
    for (UnderWay run : lost) {
      use(
          handle ->
              handle
                  .createUpdate(
                      "UPDATE runs SET status = 'interrupted', finished_at = :now WHERE id = :id"
                          + " AND pid = :pid AND status IN ('queued', 'running')")
                  .bind("id", run.id())
                  .bind("pid", run.pid())
                  .bind("now", RunSummary.TIME.format(Instant.now()))
                  .execute());
    }
  }

  @Override
  public void close() {
    try {
      connections.close();
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  private <T> T with(HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw explain(e);
    }
  }

  private void use(HandleConsumer<RuntimeException> work) {
    try {
      jdbi.useHandle(work);
    } catch (JdbiException e) {
      throw explain(e);
    }
  }

  /** Says in one line what SQLite complains about, and the cure. */
  private RuntimeException explain(Exception e) {
    Path file = home.resolve(FILE);
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

  private static RunSummary summary(ResultSet rs) throws SQLException {
    String finished = rs.getString("finished_at");
    return new RunSummary(
        new RunId(rs.getString("id")),
        rs.getString("experiment"),
        RunStatus.valueOf(rs.getString("status").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(rs.getString("backend")),
        new Parameters(
            rs.getLong("seed"),
            rs.getInt("epochs"),
            rs.getInt("rows"),
            Json.storedTexts(rs.getString("others"))),
        rs.getInt("quick") == 1,
        Instant.parse(rs.getString("started_at")),
        Optional.ofNullable(finished).map(Instant::parse),
        Json.storedNumbers(rs.getString("metrics")),
        rs.getInt("recorded"),
        rs.getInt("passed"),
        rs.getInt("failed"),
        Optional.ofNullable(rs.getString("error")),
        rs.getInt("stop_requested") == 1);
  }

  private static Optional<Provenance> provenance(ResultSet rs) throws SQLException {
    return Optional.ofNullable(rs.getString("provenance")).map(Json::parse).map(Provenance::of);
  }

  private static Epoch epoch(ResultSet rs) throws SQLException {
    return new Epoch(
        rs.getInt("number"),
        Json.storedNumbers(rs.getString("logs")),
        rs.getInt("steps"),
        Duration.ofNanos(rs.getLong("took_ns")));
  }

  private static Verdict verdict(ResultSet rs) throws SQLException {
    StoredTarget target =
        new StoredTarget(
            StoredTarget.Form.valueOf(rs.getString("target")),
            rs.getDouble("low"),
            rs.getDouble("high"));
    Claim claim =
        new Claim(
            rs.getString("claim"),
            rs.getString("section"),
            Claim.Kind.valueOf(rs.getString("kind")),
            rs.getString("statement"),
            target.with(rs.getString("reason")));
    double measured = rs.getDouble("measured");
    return new Verdict(
        claim,
        rs.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(measured),
        Judgement.valueOf(rs.getString("judgement")));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
