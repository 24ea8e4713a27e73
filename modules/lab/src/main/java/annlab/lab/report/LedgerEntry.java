package annlab.lab.report;

import annlab.lab.Experiment;
import annlab.lab.claims.Claim;
import annlab.lab.claims.SeedBand;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.RunSummary;
import annlab.lab.sources.Listing;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A claim with all that is known of it.
 *
 * @param experiment what judges it
 * @param verdict its number and judgement from the newest full run that measured it; NOT_RUN if
 *     there is none
 * @param source the run that gave the verdict; empty if it was not run
 * @param note why there is no verdict although a run exists
 * @param listing the lines of code that make it true or false; empty if none are marked
 * @param figures the figures of that run in the claim's section
 * @param band what the number does over seeds, from the newest runs that were started for it with
 *     the code as it is now; empty if there are none
 * @param seeds the numbers that the band is made of, in the order in which they were asked for
 */
public record LedgerEntry(
    Experiment experiment,
    Verdict verdict,
    Optional<Source> source,
    Optional<String> note,
    Optional<Listing> listing,
    List<Artifact> figures,
    Optional<SeedBand> band,
    List<SeedValue> seeds) {
  /**
   * The run behind a verdict.
   *
   * @param run the run
   * @param provenance where its numbers come from; empty only for a run of an old store
   * @param stale whether the code that the numbers depend on has changed since
   */
  public record Source(RunSummary run, Optional<Provenance> provenance, boolean stale) {}

  /**
   * The number of one seed.
   *
   * @param run the run that gave it
   * @param measured the number
   */
  public record SeedValue(RunSummary run, double measured) {}

  public LedgerEntry {
    figures = List.copyOf(figures);
    seeds = List.copyOf(seeds);
  }

  /**
   * The claim as the experiment states it now.
   *
   * @return the claim
   */
  public Claim claim() {
    return verdict.claim();
  }

  /**
   * Whether the code that the verdict depends on has changed since its run.
   *
   * @return true if so; false too for a claim that was not run
   */
  public boolean stale() {
    return source.map(Source::stale).orElse(false);
  }

  /**
   * What gives the claim's number again: the run's experiment, seed and backend.
   *
   * @return a line for a shell in the project's folder
   */
  public String command() {
    return command(experiment, source.map(Source::run));
  }

  static String command(Experiment experiment, Optional<RunSummary> run) {
    return "./annlab run "
        + experiment.id()
        + run.map(found -> " --seed " + found.parameters().seed()).orElse("")
        + run.flatMap(RunSummary::backend)
            .filter(backend -> !backend.equals("cpu"))
            .map(backend -> " --backend " + backend)
            .orElse("");
  }

  /**
   * As JSON: the fields of {@link Verdict#json}, then {@code experiment}, {@code command} and, if
   * it was run, {@code run}, {@code commit}, {@code backend}, {@code seed}, {@code data} (SHA-256
   * by file), {@code fingerprint} and {@code stale}; what does not exist is absent.
   *
   * @return an object
   */
  public ObjectNode json() {
    ObjectNode object = verdict.json();
    object.put("experiment", experiment.id());
    object.put("command", command());
    band.ifPresent(over -> object.set("band", over.json(claim().target())));
    note.ifPresent(text -> object.put("note", text));
    source.ifPresent(from -> put(object, from));
    return object;
  }

  private static void put(ObjectNode object, Source from) {
    object.put("run", from.run().id().value());
    from.provenance().flatMap(Provenance::commit).ifPresent(id -> object.put("commit", id));
    from.provenance()
        .filter(Provenance::modified)
        .ifPresent(origin -> object.put("modified", true));
    from.run().backend().ifPresent(name -> object.put("backend", name));
    object.put("seed", from.run().parameters().seed());
    ObjectNode data = object.putObject("data");
    from.provenance().map(Provenance::data).orElse(Map.of()).forEach(data::put);
    from.provenance()
        .flatMap(Provenance::fingerprint)
        .ifPresent(hash -> object.put("fingerprint", hash));
    object.put("stale", from.stale());
  }

  /**
   * Whether a word of the command line or the site describes the verdict.
   *
   * @param status {@code pass}, {@code fail}, {@code shown}, {@code not-run} or {@code stale}
   * @return true if it does
   */
  public boolean is(String status) {
    return status.equals("stale")
        ? stale()
        : status.equals(verdict.judgement().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
