package annlab.lab.store;

import annlab.lab.Experiment;
import annlab.lab.Parameters;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The finished runs of one experiment, and which of them its claims are judged by. */
public final class ExperimentRuns {
  /** Tags of runs that were not made to judge the chapter on this machine. */
  private static final Set<String> EXCLUDED_TAGS = Set.of("comparison", RunStore.IMPORTED);

  private final RunStore store;
  private final Experiment experiment;

  ExperimentRuns(RunStore store, Experiment experiment) {
    this.store = store;
    this.experiment = experiment;
  }

  /**
   * The newest run that the experiment's claims are judged by, see {@link #full}.
   *
   * @return the run, empty if there is none
   */
  public Optional<Run> newestFull() {
    return full().stream().findFirst().flatMap(run -> store.find(run.id()));
  }

  /**
   * The runs that the experiment's claims may be judged by: finished, not quick, with its own
   * settings but for the seed. Of runs that were started together with several seeds only the one
   * of the experiment's own seed counts; all of them together make a band. Runs of a comparison,
   * and those that were imported, are never among them.
   *
   * @return newest first
   */
  public List<RunSummary> full() {
    Parameters own = experiment.defaults();
    return finished(false).stream()
        .filter(run -> run.parameters().matchesDefaults(own))
        .filter(run -> run.group().isEmpty() || run.parameters().seed() == own.seed())
        .toList();
  }

  /** Those that are quick or that are not, newest first, without those that are set apart. */
  private List<RunSummary> finished(boolean quick) {
    return store.finished(experiment.id(), quick).stream()
        .filter(run -> Collections.disjoint(run.tags(), EXCLUDED_TAGS))
        .toList();
  }

  /**
   * The newest finished run that another one would only repeat: of the same code, settings, seed
   * and backend. Its data are the same too, since the code names the SHA-256 of each data file.
   *
   * @param parameters the settings
   * @param quick whether it is a quick run
   * @param backend {@code cpu} or {@code cuda}
   * @return the run; empty if there is none, or if this build cannot name its code
   */
  public Optional<RunSummary> equal(Parameters parameters, boolean quick, String backend) {
    return finished(quick).stream()
        .filter(run -> run.parameters().equals(parameters))
        .filter(run -> run.backend().filter(backend::equals).isPresent())
        .filter(hasCurrentFingerprint())
        .findFirst();
  }

  /**
   * The newest runs of the experiment's own settings that were started together with several seeds,
   * of the code as it is now.
   *
   * @return those that have finished, in the order in which they were queued; none if there is no
   *     such group
   */
  public List<RunSummary> seeds() {
    List<RunSummary> grouped =
        finished(false).stream()
            .filter(run -> run.group().isPresent())
            .filter(run -> run.parameters().matchesDefaults(experiment.defaults()))
            .filter(hasCurrentFingerprint())
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

  private Predicate<RunSummary> hasCurrentFingerprint() {
    Optional<String> code = experiment.fingerprint();
    return run ->
        code.isPresent()
            && code.equals(store.provenance(run.id()).flatMap(Provenance::fingerprint));
  }

  /**
   * How long the newest finished run of the experiment took, its own settings or quick ones.
   *
   * @param quick whether quick runs count, or those that are not
   * @return from start to end; empty if none has finished here
   */
  public Optional<Duration> took(boolean quick) {
    Parameters own = quick ? experiment.quick() : experiment.defaults();
    return finished(quick).stream()
        .filter(run -> run.parameters().matchesDefaults(own))
        .flatMap(run -> store.provenance(run.id()).flatMap(Provenance::took).stream())
        .findFirst();
  }
}
