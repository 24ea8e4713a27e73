package annlab.lab.report;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.SeedBand;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Provenance;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.sources.Listing;
import annlab.lab.sources.Listings;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every claim of the chapter with its newest full verdict, the run that gave it, and whether that
 * run's code is the present one.
 *
 * <p>A full run is one with the experiment's own settings, whatever its seed and backend. Quick
 * runs, unfinished runs and runs with settings of their own never overwrite a verdict. A verdict is
 * stale when the sources that it depends on have changed since, see {@link Experiment#fingerprint}.
 */
public final class Ledger {
  /** What {@link LedgerEntry#is} understands. */
  public static final List<String> STATUSES = List.of("pass", "fail", "shown", "not-run", "stale");

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "section",
          "kind",
          "statement",
          "chapter",
          "measured",
          "tolerance",
          "reason",
          "status",
          "experiment",
          "run",
          "commit",
          "backend",
          "seed",
          "stale",
          "data",
          "command",
          "expected",
          "passes");

  private final List<LedgerEntry> entries;

  private Ledger(List<LedgerEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads what a store says about experiments.
   *
   * @param store the runs
   * @param experiments whose claims are wanted
   * @return the ledger
   * @throws IllegalStateException if two claims have one id
   */
  public static Ledger of(RunStore store, List<Experiment> experiments) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Experiment experiment : experiments) {
      new Reader(store, experiment).addTo(entries);
    }
    requireUniqueIds(entries);
    // A stable sort: within a section claims stay in the order of their experiment.
    entries.sort(Comparator.comparing(e -> e.claim().section(), Experiments::compareSections));
    return new Ledger(entries);
  }

  private static void requireUniqueIds(List<LedgerEntry> entries) {
    Map<String, Long> counts =
        entries.stream()
            .collect(
                Collectors.groupingBy(e -> e.claim().id(), TreeMap::new, Collectors.counting()));
    counts.values().removeIf(count -> count == 1);
    if (!counts.isEmpty()) {
      throw new IllegalStateException(
          "each claim needs an id of its own; used twice: " + String.join(", ", counts.keySet()));
    }
  }

  /**
   * The claims.
   *
   * @return in the chapter's order
   */
  public List<LedgerEntry> entries() {
    return entries;
  }

  /**
   * A claim.
   *
   * @param id its id
   * @return its entry, empty if there is none of this id
   */
  public Optional<LedgerEntry> find(String id) {
    return entries.stream().filter(entry -> entry.claim().id().equals(id)).findFirst();
  }

  /**
   * A part of the ledger.
   *
   * @param section a section, as {@code 1.2.3}, or a chapter's part as {@code 1.2}; empty for all
   * @param status one of {@link #STATUSES}; empty for all
   * @return the entries of both, in the chapter's order
   */
  public Ledger filter(Optional<String> section, Optional<String> status) {
    return new Ledger(
        entries.stream()
            .filter(
                entry ->
                    section.isEmpty()
                        || (entry.claim().section() + ".").startsWith(section.get() + "."))
            .filter(entry -> status.isEmpty() || entry.is(status.get()))
            .toList());
  }

  /**
   * As JSON.
   *
   * @return an array of {@link LedgerEntry#json}
   */
  public ArrayNode json() {
    return Json.array(entries.stream().map(LedgerEntry::json).toList());
  }

  /**
   * As comma-separated values (RFC 4180) with a header; what does not exist is empty.
   *
   * @return lines that end with CR and LF
   */
  public String csv() {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().build(text)) {
      writer.writeRecord(COLUMNS);
      entries.forEach(entry -> writer.writeRecord(record(entry)));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static List<String> record(LedgerEntry entry) {
    ObjectNode object = entry.json();
    return COLUMNS.stream()
        .map(name -> name.equals("data") ? data(entry) : plain(object.path(name).asText("")))
        .toList();
  }

  private static String data(LedgerEntry entry) {
    return entry.source().flatMap(LedgerEntry.Source::provenance).stream()
        .flatMap(origin -> origin.data().entrySet().stream())
        .map(file -> file.getKey() + "=" + file.getValue())
        .collect(Collectors.joining(" "));
  }

  /** A text that a spreadsheet must not take for a formula. */
  private static String plain(String text) {
    boolean formula = !text.isEmpty() && "=+@".indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  /** Reads one experiment's runs; each run's verdicts, origin and figures once. */
  private static final class Reader {
    private final RunStore store;
    private final Experiment experiment;
    private final List<RunSummary> runs;
    private final Optional<String> fingerprint;
    private final Listings listings;
    private final Map<RunSummary, List<Verdict>> seeds = new LinkedHashMap<>();
    private final Map<RunId, Map<String, Verdict>> verdicts = new HashMap<>();
    private final Map<RunId, LedgerEntry.Source> sources = new HashMap<>();
    private final Map<RunId, List<Artifact>> figures = new HashMap<>();

    Reader(RunStore store, Experiment experiment) {
      this.store = store;
      this.experiment = experiment;
      this.runs = store.of(experiment).full();
      this.fingerprint = experiment.fingerprint();
      this.listings = Listings.of(experiment.getClass());
      store.of(experiment).seeds().forEach(run -> seeds.put(run, store.verdicts(run.id())));
    }

    void addTo(Collection<LedgerEntry> entries) {
      experiment.claims().forEach(claim -> entries.add(entry(claim)));
    }

    private LedgerEntry entry(Claim claim) {
      Optional<Listing> listing = listings.of(claim.id());
      for (RunSummary run : runs) {
        Verdict found = verdicts(run.id()).get(claim.id());
        if (found == null || found.judgement() == Judgement.NOT_RUN) {
          continue; // an older run may have measured it
        }
        if (!found.claim().target().equals(claim.target())) {
          String why = "its target changed since run " + run.id() + "; run it again";
          return without(claim, listing, Optional.of(why));
        }
        return new LedgerEntry(
            experiment,
            new Verdict(claim, found.measured(), found.judgement()),
            Optional.of(source(run)),
            Optional.empty(),
            listing,
            figures(run.id()).stream()
                .filter(figure -> figure.section().filter(claim.section()::equals).isPresent())
                .toList(),
            band(claim),
            seeds(claim));
      }
      if (runs.isEmpty()) {
        return without(claim, listing, Optional.empty());
      }
      RunId newest = runs.get(0).id();
      boolean unknown = !verdicts(newest).containsKey(claim.id());
      String why = (unknown ? "newer than run " : "not measured by run ") + newest;
      return without(claim, listing, Optional.of(why + "; run it again"));
    }

    private LedgerEntry without(Claim claim, Optional<Listing> listing, Optional<String> why) {
      return new LedgerEntry(
          experiment,
          claim.notRun(),
          Optional.empty(),
          why,
          listing,
          List.of(),
          band(claim),
          seeds(claim));
    }

    private Optional<SeedBand> band(Claim claim) {
      return SeedBand.of(claim.id(), List.copyOf(seeds.values()));
    }

    private List<LedgerEntry.SeedValue> seeds(Claim claim) {
      List<LedgerEntry.SeedValue> values = new ArrayList<>();
      seeds.forEach(
          (run, all) ->
              all.stream()
                  .filter(verdict -> verdict.claim().id().equals(claim.id()))
                  .flatMap(verdict -> verdict.measured().stream().boxed())
                  .forEach(value -> values.add(new LedgerEntry.SeedValue(run, value))));
      return values;
    }

    private Map<String, Verdict> verdicts(RunId run) {
      return verdicts.computeIfAbsent(
          run,
          id -> {
            Map<String, Verdict> byClaim = new HashMap<>();
            store.verdicts(id).forEach(verdict -> byClaim.put(verdict.claim().id(), verdict));
            return byClaim;
          });
    }

    private LedgerEntry.Source source(RunSummary run) {
      return sources.computeIfAbsent(
          run.id(),
          id -> {
            Optional<Provenance> provenance = store.provenance(id);
            Optional<String> then = provenance.flatMap(Provenance::fingerprint);
            boolean same = then.isPresent() && then.equals(fingerprint);
            return new LedgerEntry.Source(run, provenance, !same);
          });
    }

    private List<Artifact> figures(RunId run) {
      return figures.computeIfAbsent(
          run,
          id -> store.files().of(id).stream().filter(file -> file.caption().isPresent()).toList());
    }
  }
}
