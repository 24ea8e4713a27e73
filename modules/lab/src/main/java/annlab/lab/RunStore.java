package annlab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import annlab.networks.Epoch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** The tag of runs that were made in another home. */
  private static final String IMPORTED = "imported";

  /** Tags of runs that were not made to judge the chapter on this machine. */
  private static final Set<String> SET_APART = Set.of("comparison", IMPORTED);

  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/+-]{0,39}");

  private final Path home;
  private final Database database;
  private final ArtifactFiles files;
  private final Map<String, RunSummary> ended = new ConcurrentHashMap<>();

  private RunStore(Path home) {
    this.home = home;
    this.database = Database.open(home);
    this.files = new ArtifactFiles(home);
  }

  /**
   * Opens the store of a home, making it if need be.
   *
   * @param home the folder; made if it does not exist
   * @return the store, at the newest version
   * @throws PrerequisiteException if the folder cannot be written or the store cannot be read
   */
  public static RunStore open(Path home) {
    RunStore store = new RunStore(home.toAbsolutePath().normalize());
    try {
      store.markLost();
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
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
  boolean resume(RunId id) {
    return database.with(handle -> RunRecords.resume(handle, id));
  }

  Checkpoints checkpoints(RunId id) {
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
  void provenance(RunId id, Provenance provenance) {
    database.use(handle -> RunRecords.provenance(handle, id, provenance));
  }

  /**
   * Where a run's numbers come from, without its history.
   *
   * @param id the run
   * @return its origin; empty before ND4J was loaded, or if there is no such run
   */
  public Optional<Provenance> provenance(RunId id) {
    return database.with(handle -> RunRecords.provenance(handle, id));
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
  void finish(
      RunId id, Map<String, Double> metrics, List<Verdict> verdicts, Provenance provenance) {
    database.transact(
        handle -> {
          RunRecords.provenance(handle, id, provenance);
          VerdictRecords.insert(handle, id, verdicts);
          RunRecords.end(handle, id, RunStatus.FINISHED, metrics, Optional.empty());
        });
  }

  /**
   * Records that a run ended in an error.
   *
   * @param id the run
   * @param message one line that says why
   */
  public void fail(RunId id, String message) {
    database.use(
        handle -> RunRecords.end(handle, id, RunStatus.FAILED, Map.of(), Optional.of(message)));
  }

  /**
   * Records that a run was stopped. Nothing happens if it has ended already.
   *
   * @param id the run
   */
  public void interrupt(RunId id) {
    database.use(
        handle -> RunRecords.end(handle, id, RunStatus.INTERRUPTED, Map.of(), Optional.empty()));
  }

  /**
   * Asks a run to stop. A queued run is interrupted at once, a running one at its next step.
   *
   * @param id the run
   * @return false if it had ended already
   */
  public boolean requestStop(RunId id) {
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
    markLost();
    return database.with(handle -> RunRecords.all(handle, ended));
  }

  /**
   * The runs with everything, as {@code annlab runs --json} prints them.
   *
   * @return newest first
   */
  public List<Run> runs() {
    markLost();
    return database.with(RunRecords::complete);
  }

  /**
   * A run.
   *
   * @param id its name
   * @return the run, empty if there is none of this name
   */
  public Optional<Run> find(RunId id) {
    markLost();
    return database.with(handle -> RunRecords.find(handle, id));
  }

  /**
   * Where a run stands, without the rest of it.
   *
   * @param id its name
   * @return the status, empty if there is no run of this name
   */
  public Optional<RunStatus> status(RunId id) {
    markLost();
    return database.with(handle -> RunRecords.status(handle, id));
  }

  /**
   * The run that a person names.
   *
   * @param text a run's id, or the beginning or end of exactly one
   * @return the run
   * @throws IllegalArgumentException if no run, or more than one, is meant
   */
  public Run require(String text) {
    List<String> ids = database.with(handle -> RunRecords.meant(handle, text));
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
   * The newest run that speaks for an experiment, see {@link #full}.
   *
   * @param experiment the experiment
   * @return the run, empty if there is none
   */
  public Optional<Run> newestFull(Experiment experiment) {
    return full(experiment).stream().findFirst().flatMap(run -> find(run.id()));
  }

  /**
   * The runs that may speak for an experiment: finished, not quick, with the experiment's own
   * settings but for the seed. Of runs that were started together with several seeds only the one
   * of the experiment's own seed speaks; all of them together make a band. Runs of a comparison,
   * and those that were imported from elsewhere, speak for themselves only.
   *
   * @param experiment the experiment
   * @return newest first
   */
  public List<RunSummary> full(Experiment experiment) {
    Parameters own = experiment.defaults();
    return finished(experiment, false).stream()
        .filter(run -> run.parameters().judgeable(own))
        .filter(run -> run.group().isEmpty() || run.parameters().seed() == own.seed())
        .toList();
  }

  /**
   * The finished runs of an experiment, but for those of a comparison and imported ones.
   *
   * @param experiment the experiment
   * @param quick whether quick runs are wanted, or those that are not
   * @return newest first
   */
  List<RunSummary> finished(Experiment experiment, boolean quick) {
    return database.with(handle -> RunRecords.finished(handle, experiment.id(), quick)).stream()
        .filter(run -> Collections.disjoint(run.tags(), SET_APART))
        .toList();
  }

  /**
   * The newest finished run that another one would only repeat: of the same code, settings, seed
   * and backend. Its data are the same too, since the code names the SHA-256 of each data file.
   *
   * @param experiment the experiment
   * @param parameters the settings
   * @param quick whether it is a quick run
   * @param backend {@code cpu} or {@code cuda}
   * @return the run; empty if there is none, or if this build cannot name its code
   */
  public Optional<RunSummary> equal(
      Experiment experiment, Parameters parameters, boolean quick, String backend) {
    Optional<String> code = experiment.fingerprint();
    return finished(experiment, quick).stream()
        .filter(run -> run.parameters().equals(parameters))
        .filter(run -> run.backend().filter(backend::equals).isPresent())
        .filter(run -> code.isPresent() && code.equals(fingerprint(run.id())))
        .findFirst();
  }

  /**
   * The newest runs of an experiment's own settings that were started together with several seeds,
   * of the code as it is now.
   *
   * @param experiment the experiment
   * @return those that have finished, in the order in which they were queued; none if there is no
   *     such group
   */
  public List<RunSummary> seeds(Experiment experiment) {
    Optional<String> code = experiment.fingerprint();
    List<RunSummary> grouped =
        finished(experiment, false).stream()
            .filter(run -> run.group().isPresent())
            .filter(run -> run.parameters().judgeable(experiment.defaults()))
            .filter(run -> code.isPresent() && code.equals(fingerprint(run.id())))
            .toList();
    if (grouped.isEmpty()) {
      return List.of();
    }
    Optional<String> newest = grouped.get(0).group();
    List<RunSummary> runs =
        new ArrayList<>(grouped.stream().filter(run -> run.group().equals(newest)).toList());
    Collections.reverse(runs);
    return List.copyOf(runs);
  }

  private Optional<String> fingerprint(RunId run) {
    return provenance(run).flatMap(Provenance::fingerprint);
  }

  /**
   * How long the newest finished run of an experiment took, its own settings or quick ones.
   *
   * @param experiment the experiment
   * @param quick whether quick runs count, or those that are not
   * @return from start to end; empty if none has finished here
   */
  public Optional<Duration> took(Experiment experiment, boolean quick) {
    Parameters own = quick ? experiment.quick() : experiment.defaults();
    return finished(experiment, quick).stream()
        .filter(run -> run.parameters().judgeable(own))
        .flatMap(run -> provenance(run.id()).flatMap(Provenance::took).stream())
        .findFirst();
  }

  /**
   * The runs that were started together with several seeds.
   *
   * @param group the name that they share
   * @return in the order in which they were queued
   */
  public List<RunSummary> group(String group) {
    markLost();
    return database.with(handle -> RunRecords.group(handle, group));
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
    String name = checked(tag);
    database.use(handle -> RunRecords.tag(handle, id, name));
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
    database.use(handle -> RunRecords.untag(handle, id, tag.strip()));
  }

  /**
   * Epochs that are newer than the last one seen.
   *
   * @param id the run
   * @param number the last epoch seen; -1 for none
   * @return the epochs behind it, oldest first
   */
  public List<Epoch> epochsAfter(RunId id, int number) {
    return database.with(handle -> EpochRecords.after(handle, id, number));
  }

  /**
   * Keeps a record for DL4J's training UI.
   *
   * @param id the run
   * @param kind its sort
   * @param record the record
   */
  void stats(RunId id, TrainingStats.Kind kind, Persistable record) {
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
    return database.with(handle -> StatsRecords.after(handle, id, last));
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
    return keep(id, files.write(id, name, content, Optional.empty(), Optional.empty()));
  }

  /**
   * Keeps a figure with a run, as {@code NAME.svg}.
   *
   * @param id the run
   * @param figure the figure
   * @return the file
   */
  public Artifact figure(RunId id, Figure figure) {
    byte[] content = figure.svg().getBytes(UTF_8);
    return keep(
        id,
        files.write(
            id,
            figure.name() + ".svg",
            content,
            Optional.of(figure.section()),
            Optional.of(figure.caption())));
  }

  private Artifact keep(RunId id, Artifact artifact) {
    database.use(handle -> ArtifactFiles.insert(handle, id, artifact));
    return artifact;
  }

  /**
   * The files of a run.
   *
   * @param id the run
   * @return by name
   */
  public List<Artifact> artifacts(RunId id) {
    return database.with(handle -> files.of(handle, id));
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
   * Takes a run in that was made in another home, under its own name and with the tag {@code
   * imported}. All of it or none comes in.
   *
   * @param run the run, as {@link RunExport#read} gives it
   * @throws IllegalArgumentException if a run of this name is here already, which stays as it is
   */
  public void take(Run run) {
    database.transact(
        handle -> {
          if (!RunRecords.take(handle, run.summary())) {
            throw new IllegalArgumentException(
                "run " + run.id() + " is in " + home + " already; nothing was changed");
          }
          run.provenance().ifPresent(from -> RunRecords.provenance(handle, run.id(), from));
          run.epochs().forEach(epoch -> EpochRecords.put(handle, run.id(), epoch));
          VerdictRecords.insert(handle, run.id(), run.verdicts());
          run.summary().tags().forEach(tag -> RunRecords.tag(handle, run.id(), checked(tag)));
          RunRecords.tag(handle, run.id(), IMPORTED);
        });
  }

  /**
   * Deletes a run that has ended, with its files.
   *
   * @param id the run
   * @return false if there is none, or it is queued or running
   */
  public boolean delete(RunId id) {
    boolean deleted = database.with(handle -> RunRecords.delete(handle, id));
    if (deleted) {
      files.delete(id);
    }
    return deleted;
  }

  /** Marks runs whose process is gone as interrupted. */
  void markLost() {
    database.use(RunRecords::markLost);
  }

  @Override
  public void close() {
    database.close();
  }
}
