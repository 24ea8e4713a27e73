package annlab.lab.store;

import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.EpochProgress;
import annlab.lab.runs.Labels;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunExport;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.runs.TrainingStats;
import annlab.lab.settings.PrerequisiteException;
import annlab.networks.Epoch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Every run of this home: SQLite in WAL mode, one file for many processes, and the runs' files
 * beside it.
 *
 * <p>Each change is one short transaction. A run whose process is gone is marked interrupted when
 * the store is opened or listed. All methods may be called from any thread.
 */
public final class RunStore implements AutoCloseable {
  private static final int DRAWS = 50;

  /** The tag of runs that were made in another home, which has their files. */
  public static final String IMPORTED = "imported";

  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/+-]{0,39}");

  private final Path home;
  private final Database database;
  private final ArtifactFiles files;
  private final RunDocuments documents;
  private final RunFiles runFiles;
  private final Optional<Path> copy;
  private final Map<String, RunSummary> ended = new ConcurrentHashMap<>();

  private RunStore(Path home, Database database, Optional<Path> copy) {
    this.home = home;
    this.database = database;
    this.files = new ArtifactFiles(home);
    this.documents = new RunDocuments(database, files);
    this.runFiles = new RunFiles(database, files, documents);
    this.copy = copy;
  }

  /**
   * Looks whether a store can be written in a home, without making anything.
   *
   * @param home the folder, which need not exist
   * @return why not, in a line for people; empty if it can
   */
  public static Optional<String> unwritable(Path home) {
    return Database.unwritable(home.toAbsolutePath().normalize());
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
    RunStore store = new RunStore(folder, Database.open(folder), Optional.empty());
    try {
      store.interruptOrphans();
      if (store.database.wasMigrated()) {
        store.keepMissingDocuments();
      }
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
  }

  /**
   * Opens what the documents of a damaged store's runs tell, to be read only.
   *
   * @param home the folder
   * @return a store in which nothing can be changed
   * @throws PrerequisiteException if the documents cannot be read
   */
  public static RunStore readOnly(Path home) {
    Path folder = home.toAbsolutePath().normalize();
    Path copy = StoreRepair.copy(folder);
    return new RunStore(folder, Database.open(copy), Optional.of(copy));
  }

  /**
   * Why nothing can be changed in this store.
   *
   * @return what is wrong and what to do, for a store from {@link #readOnly(Path)}; else empty
   */
  public Optional<String> readOnlyReason() {
    return copy.map(
        folder ->
            "The run store in "
                + home
                + " is damaged. What is shown is read from its runs' own documents, and nothing can"
                + " be changed; end this program and run: annlab store rebuild");
  }

  private void requireWritable() {
    readOnlyReason()
        .ifPresent(
            reason -> {
              throw new PrerequisiteException(reason);
            });
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
    return insert(experiment, parameters, quick, RunStatus.QUEUED, Optional.empty());
  }

  /**
   * Puts a run on the list that another process is to start, as one of several that differ in their
   * seed only.
   *
   * @param experiment the experiment's id
   * @param parameters the run's settings
   * @param quick whether it is a quick run
   * @param group what the runs have in common, a name that no others have
   * @return the run's name, status queued
   */
  public RunId queue(String experiment, Parameters parameters, boolean quick, String group) {
    return insert(experiment, parameters, quick, RunStatus.QUEUED, Optional.of(group));
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
    return insert(experiment, parameters, quick, RunStatus.RUNNING, Optional.empty());
  }

  private RunId insert(
      String experiment,
      Parameters parameters,
      boolean quick,
      RunStatus status,
      Optional<String> group) {
    requireWritable();
    Instant now = Instant.now();
    for (int draw = 0; draw < DRAWS; draw++) {
      RunId id = RunId.draw(experiment, now);
      if (database.with(
          handle ->
              RunRecords.insert(handle, id, experiment, parameters, quick, status, group, now))) {
        return id;
      }
    }
    throw new IllegalStateException(
        "no free run id after " + DRAWS + " draws; too many runs begin in this second");
  }

  /**
   * Takes a queued run over into this process.
   *
   * @param id the run
   * @return true if it is running now; false if it was not queued any more
   */
  public boolean start(RunId id) {
    return database.with(handle -> RunRecords.start(handle, id));
  }

  /**
   * Takes a run that was interrupted or has failed over into this process, to go on with it.
   *
   * @param id the run
   * @return true if it is running now; false if it is queued, running or finished
   */
  public boolean resume(RunId id) {
    return database.with(handle -> RunRecords.resume(handle, id));
  }

  public Checkpoints checkpoints(RunId id) {
    return new Checkpoints(files.folder(id));
  }

  /**
   * Whether a run that has not finished would go on from a checkpoint, and not start over.
   *
   * @param id the run
   * @return true if one of its trainings has a checkpoint
   */
  public boolean hasCheckpoint(RunId id) {
    return checkpoints(id).any();
  }

  /**
   * Records where a run's numbers come from.
   *
   * @param id the run
   * @param provenance its origin; names the backend too
   */
  public void provenance(RunId id, Provenance provenance) {
    database.use(handle -> RunRecords.provenance(handle, id, provenance));
  }

  /**
   * Where a run's numbers come from, without its history.
   *
   * @param id the run
   * @return its origin; empty before ND4J was loaded, or if there is no such run
   */
  public Optional<Provenance> provenance(RunId id) {
    return database.read(handle -> RunRecords.provenance(handle, id));
  }

  /**
   * Records an epoch.
   *
   * @param id the run
   * @param epoch what the epoch gave, numbered from 0; one of the same number is replaced
   */
  public void epoch(RunId id, Epoch epoch) {
    database.transact(handle -> EpochRecords.put(handle, id, epoch));
  }

  /**
   * Records a run's good end.
   *
   * @param id the run, status running
   * @param metrics final figures by name
   * @param verdicts its claims
   * @param provenance its origin with the time it took
   */
  public void finish(
      RunId id, Map<String, Double> metrics, List<Verdict> verdicts, Provenance provenance) {
    database.transactDurably(
        handle -> {
          RunRecords.provenance(handle, id, provenance);
          VerdictRecords.insert(handle, id, verdicts);
          RunRecords.end(handle, id, RunStatus.FINISHED, metrics, Optional.empty());
        });
    documents.keep(id);
  }

  /**
   * Records that a run ended in an error.
   *
   * @param id the run
   * @param message one line that says why
   */
  public void fail(RunId id, String message) {
    database.transactDurably(
        handle -> RunRecords.end(handle, id, RunStatus.FAILED, Map.of(), Optional.of(message)));
    documents.keep(id);
  }

  /**
   * Records that a run was stopped. Nothing happens if it has ended already.
   *
   * @param id the run
   */
  public void interrupt(RunId id) {
    database.transactDurably(
        handle -> RunRecords.end(handle, id, RunStatus.INTERRUPTED, Map.of(), Optional.empty()));
    documents.keep(id);
  }

  /**
   * Asks a run to stop. A queued run is interrupted at once, a running one at its next step.
   *
   * @param id the run
   * @return false if it had ended already
   */
  public boolean requestStop(RunId id) {
    requireWritable();
    return database.with(handle -> RunRecords.requestStop(handle, id));
  }

  /**
   * Whether a run was asked to stop.
   *
   * @param id the run
   * @return true if so
   */
  public boolean stopRequested(RunId id) {
    return database.with(handle -> RunRecords.stopRequested(handle, id));
  }

  /**
   * The runs without their histories.
   *
   * @return newest first
   */
  public List<RunSummary> summaries() {
    interruptOrphans();
    return database.read(handle -> RunRecords.all(handle, ended));
  }

  /**
   * The runs with everything, as {@code annlab runs --json} prints them.
   *
   * @return newest first
   */
  public List<Run> runs() {
    interruptOrphans();
    return database.read(RunRecords::complete);
  }

  /**
   * A run.
   *
   * @param id its name
   * @return the run, empty if there is none of this name
   */
  public Optional<Run> find(RunId id) {
    interruptOrphans();
    return database.read(handle -> RunRecords.find(handle, id));
  }

  /**
   * Where a run stands, without the rest of it.
   *
   * @param id its name
   * @return the status, empty if there is no run of this name
   */
  public Optional<RunStatus> status(RunId id) {
    interruptOrphans();
    return database.read(handle -> RunRecords.status(handle, id));
  }

  /**
   * The run that a person names.
   *
   * @param text a run's id, or the beginning or end of exactly one
   * @return the run
   * @throws IllegalArgumentException if no run, or more than one, is meant
   */
  public Run require(String text) {
    List<String> ids = database.read(handle -> RunRecords.meant(handle, text));
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
   * The finished runs of an experiment.
   *
   * @param experiment the experiment
   * @return what may be asked of them
   */
  public ExperimentRuns of(Experiment experiment) {
    return new ExperimentRuns(this, experiment);
  }

  List<RunSummary> finished(String experiment, boolean quick) {
    return database.read(handle -> RunRecords.finished(handle, experiment, quick));
  }

  /**
   * The runs that were started together with several seeds.
   *
   * @param group the name that they share
   * @return in the order in which they were queued
   */
  public List<RunSummary> group(String group) {
    interruptOrphans();
    return database.read(handle -> RunRecords.group(handle, group));
  }

  /**
   * The verdicts of a run.
   *
   * @param id the run
   * @return its claims in their order; none until it has finished
   */
  public List<Verdict> verdicts(RunId id) {
    return database.with(handle -> VerdictRecords.of(handle, id));
  }

  /**
   * Gives a run a tag. Nothing happens if it has it, or if there is no such run.
   *
   * @param id the run
   * @param tag 1 to 40 letters, digits, spaces and signs of {@code ._:/+-}, not beginning with one
   * @throws IllegalArgumentException if the tag has other characters
   */
  public void tag(RunId id, String tag) {
    requireWritable();
    String name = checked(tag);
    database.use(handle -> RunRecords.tag(handle, id, name));
    documents.renew(id);
  }

  private static String checked(String tag) {
    String name = tag.strip();
    if (!TAG.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a tag must have 1 to 40 letters, digits, spaces and . _ : / + -, got '" + name + "'");
    }
    return name;
  }

  /**
   * Takes a tag from a run.
   *
   * @param id the run
   * @param tag the tag
   */
  public void untag(RunId id, String tag) {
    requireWritable();
    database.use(handle -> RunRecords.untag(handle, id, tag.strip()));
    documents.renew(id);
  }

  /**
   * Gives a run another name, or none.
   *
   * @param id the run; nothing happens if there is none of this id
   * @param text one line of at most 80 characters; blank for none
   * @throws IllegalArgumentException if it is no such line
   */
  public void name(RunId id, String text) {
    requireWritable();
    Optional<String> name = Labels.checkedName(text);
    database.use(handle -> RunRecords.name(handle, id, name));
    documents.renew(id);
  }

  /**
   * Writes something else about a run, or nothing.
   *
   * @param id the run; nothing happens if there is none of this id
   * @param text at most 2,000 characters; blank for none
   * @throws IllegalArgumentException if it is longer
   */
  public void note(RunId id, String text) {
    requireWritable();
    Optional<String> note = Labels.checkedNote(text);
    database.use(handle -> RunRecords.note(handle, id, note));
    documents.renew(id);
  }

  /**
   * Epochs that are newer than the last one seen.
   *
   * @param id the run
   * @param number the last epoch seen; -1 for none
   * @return the epochs behind it, oldest first
   */
  public List<Epoch> epochsAfter(RunId id, int number) {
    return database.read(handle -> EpochRecords.after(handle, id, number));
  }

  /**
   * Keeps a record for DL4J's training UI.
   *
   * @param id the run
   * @param kind its sort
   * @param record the record
   */
  public void stats(RunId id, TrainingStats.Kind kind, Persistable record) {
    database.use(handle -> StatsRecords.insert(handle, id, kind, record));
  }

  /**
   * Records for DL4J's training UI that are newer than the last one seen.
   *
   * @param id the run
   * @param last the id of the last record seen; 0 for none
   * @return the records behind it, oldest first
   */
  public List<TrainingStats> statsAfter(RunId id, long last) {
    return database.read(handle -> StatsRecords.after(handle, id, last));
  }

  /**
   * The files that are kept with runs.
   *
   * @return what may be asked of them
   */
  public RunFiles files() {
    return runFiles;
  }

  /**
   * The statistics of a run's layers.
   *
   * @param id the run
   * @return its points, and where more of them go
   */
  public StatisticsFile statistics(RunId id) {
    return new StatisticsFile(runFiles, id, files.folder(id));
  }

  /**
   * How far a run is in the epoch under way.
   *
   * @param id the run
   * @param recorded how many of its epochs are recorded
   * @return empty where its epochs are short, or nobody trains
   */
  public Optional<EpochProgress> progress(RunId id, int recorded) {
    // what is told of an epoch that has ended since, or of a process that is gone, is no news
    return progressFile(id).read().filter(progress -> progress.epoch() == recorded);
  }

  /**
   * Where a run tells how far it is.
   *
   * @param id the run
   * @return to be closed at the run's end
   */
  public ProgressFile progressFile(RunId id) {
    return new ProgressFile(files.folder(id));
  }

  /**
   * Imports a run of another home, under its own name and with the tag {@code imported}, wholly or
   * not at all.
   *
   * @param run the run, as {@link RunExport#read} gives it
   * @throws IllegalArgumentException if a run of this name is here already, which stays as it is
   */
  public void importRun(Run run) {
    requireWritable();
    run.summary().tags().forEach(RunStore::checked);
    database.transactDurably(
        handle -> {
          if (!RunRecords.put(handle, run)) {
            throw new IllegalArgumentException(
                "run " + run.id() + " is in " + home + " already; nothing was changed");
          }
          RunRecords.tag(handle, run.id(), IMPORTED);
        });
    documents.keep(run.id());
  }

  /**
   * Records the good end of a run of this home that another home has made: its epochs, metrics and
   * verdicts in the place of what came before. All of it or none comes in.
   *
   * @param id the run, status running
   * @param elsewhere the finished run as the other home has it, under whatever name
   * @param provenance where its numbers come from
   */
  public void finishAs(RunId id, Run elsewhere, Provenance provenance) {
    database.transactDurably(
        handle -> {
          EpochRecords.delete(handle, id);
          elsewhere.epochs().forEach(epoch -> EpochRecords.put(handle, id, epoch));
          RunRecords.provenance(handle, id, provenance);
          VerdictRecords.insert(handle, id, elsewhere.verdicts());
          RunRecords.end(
              handle, id, RunStatus.FINISHED, elsewhere.summary().metrics(), Optional.empty());
        });
    documents.keep(id);
  }

  /**
   * Deletes a run that has ended, with its files.
   *
   * @param id the run
   * @return false if there is none, or it is queued or running
   */
  public boolean delete(RunId id) {
    requireWritable();
    boolean deleted = database.with(handle -> RunRecords.delete(handle, id));
    if (deleted) {
      files.delete(id);
    }
    return deleted;
  }

  /** Marks runs whose process is gone as interrupted. */
  public void interruptOrphans() {
    if (copy.isEmpty()) {
      database.read(RunRecords::interruptOrphans).forEach(documents::keep);
    }
  }

  /** A store from before there were documents gets them all at once. */
  private void keepMissingDocuments() {
    database.read(handle -> RunRecords.all(handle, ended)).stream()
        .map(RunSummary::id)
        .filter(id -> !Files.exists(documents.file(id)))
        .forEach(documents::keep);
  }

  public RunDocuments documents() {
    return documents;
  }

  public Database database() {
    return database;
  }

  /**
   * Makes sure that SQLite finds no fault in the whole file.
   *
   * @throws DamagedStoreException if it does
   */
  public void requireIntact() {
    List<String> faults = database.faults();
    if (!faults.isEmpty()) {
      throw new DamagedStoreException(
          home.resolve(Database.FILE), faults.get(0), new IllegalStateException(faults.toString()));
    }
  }

  @Override
  public void close() {
    database.close();
    copy.ifPresent(StoreRepair::delete);
  }
}
