package annlab.lab.report;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.Parameters;
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Judgement;
import annlab.lab.claims.Verdict;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.Run;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.settings.Numbers;
import annlab.lab.settings.PrerequisiteException;
import annlab.lab.store.RunStore;
import annlab.networks.files.AtomicFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reproduction study: one verdict for each claim, from the newest full run of its experiment.
 *
 * <p>The same store gives the same bytes. Quick runs, unfinished runs and runs with settings of
 * their own never enter.
 */
public final class Report {
  /** The name of the file that holds all runs and verdicts. */
  public static final String RESULTS = "results.json";

  private static final String FIGURES = "figures";

  private final List<Row> rows;
  private final List<Source> sources;
  private final List<Picture> pictures;
  private final Optional<PublishedCurve> publishedCurve;
  private final List<StoredComparison> comparisons;
  private final List<Change> changes;

  /**
   * A claim in the report.
   *
   * @param entry what the ledger knows of it
   * @param source the run that gave the number; empty if it was not run
   */
  record Row(LedgerEntry entry, Optional<Source> source) {
    Claim claim() {
      return entry.claim();
    }

    Verdict verdict() {
      return entry.verdict();
    }

    Optional<String> note() {
      return entry.note();
    }
  }

  /**
   * A run that the report draws on.
   *
   * @param label its short name: {@code R1}, {@code R2} and so on
   * @param experiment what it ran
   * @param run the run
   * @param stale whether the code has changed since
   * @param networks the plain DL4J configurations of the networks that it trained
   */
  record Source(
      String label, Experiment experiment, Run run, boolean stale, List<String> networks) {
    Source {
      networks = List.copyOf(networks);
    }
  }

  /** A figure of a run, with its file's name in the report. */
  record Picture(String file, String section, String caption, String svg, Source source) {}

  private Report(
      List<Row> rows,
      List<Source> sources,
      List<Picture> pictures,
      Optional<PublishedCurve> publishedCurve,
      List<StoredComparison> comparisons,
      List<Change> changes) {
    this.rows = List.copyOf(rows);
    this.sources = List.copyOf(sources);
    this.pictures = List.copyOf(pictures);
    this.publishedCurve = publishedCurve;
    this.comparisons = List.copyOf(comparisons);
    this.changes = List.copyOf(changes);
  }

  /**
   * Reads what a store says about experiments.
   *
   * @param store the runs
   * @param experiments what the report is about, in the chapter's order
   * @param comparisons comparisons of two runs that were kept, as the command {@code compare}
   *     prints them
   * @return the report
   * @throws IllegalStateException if two experiments have a claim of one id
   * @throws PrerequisiteException if a figure is missing from the store
   */
  public static Report of(
      RunStore store, List<Experiment> experiments, List<JsonNode> comparisons) {
    Ledger ledger = Ledger.of(store, experiments);
    Map<RunId, Source> sources = new LinkedHashMap<>();
    List<Picture> pictures = new ArrayList<>();
    for (Experiment experiment : experiments) {
      Optional<RunId> newest = store.of(experiment).full().stream().findFirst().map(RunSummary::id);
      for (LedgerEntry entry : ledger.entries()) {
        if (entry.experiment().equals(experiment)) {
          entry.source().ifPresent(from -> add(store, sources, entry, from));
        }
      }
      newest.map(sources::get).ifPresent(from -> pictures.addAll(pictures(store, from)));
    }
    List<Row> rows =
        ledger.entries().stream()
            .map(entry -> new Row(entry, entry.source().map(from -> sources.get(from.run().id()))))
            .toList();
    pictures.sort(Comparator.comparing(Picture::section, Experiments::compareSections));
    Optional<PublishedCurve> publishedCurve =
        sources.values().stream()
            .flatMap(source -> PublishedCurve.of(store, source, pictures).stream())
            .findFirst();
    return new Report(
        rows,
        List.copyOf(sources.values()),
        pictures,
        publishedCurve,
        comparisons.stream().map(StoredComparison::new).toList(),
        experiments.stream().flatMap(experiment -> experiment.changes().stream()).toList());
  }

  private static void add(
      RunStore store, Map<RunId, Source> sources, LedgerEntry entry, LedgerEntry.Source from) {
    sources.computeIfAbsent(
        from.run().id(),
        id ->
            new Source(
                "R" + (sources.size() + 1),
                entry.experiment(),
                store.find(id).orElseThrow(),
                from.stale(),
                networks(store, id)));
  }

  private static List<String> networks(RunStore store, RunId run) {
    return store.files().of(run).stream()
        .filter(file -> file.name().matches("dl4j-[0-9]+\\.java"))
        .map(file -> read(file, run))
        .toList();
  }

  private static String read(Artifact file, RunId run) {
    try {
      return Files.readString(file.file());
    } catch (IOException e) {
      throw new PrerequisiteException(
          "file " + file.file() + " of run " + run + " is missing; run its experiment again", e);
    }
  }

  private static List<Picture> pictures(RunStore store, Source source) {
    List<Picture> pictures = new ArrayList<>();
    for (Artifact artifact : store.files().of(source.run().id())) {
      if (artifact.caption().isEmpty()) {
        continue;
      }
      pictures.add(
          new Picture(
              source.experiment().id() + "-" + artifact.name(),
              artifact.section().orElse(source.experiment().section()),
              artifact.caption().get(),
              read(artifact, source.run().id()),
              source));
    }
    return pictures;
  }

  /**
   * The verdicts.
   *
   * @return one for each claim, in the chapter's order
   */
  public List<Verdict> verdicts() {
    return rows.stream().map(Row::verdict).toList();
  }

  /**
   * The runs that gave the numbers.
   *
   * @return one at most for each experiment
   */
  public List<Run> runs() {
    return sources.stream().map(Source::run).toList();
  }

  /**
   * As JSON: {@code {"runs": [...], "claims": [...], "figures": [names of files]}}, see {@link
   * Run#json} and {@link LedgerEntry#json}.
   *
   * @return an object
   */
  public ObjectNode json() {
    List<ObjectNode> claims = rows.stream().map(row -> row.entry().json()).toList();
    ObjectNode object = Json.object();
    object.set("runs", Json.array(runs().stream().map(Run::json).toList()));
    object.set("claims", Json.array(claims));
    pictures.stream().map(Picture::file).forEach(object.putArray(FIGURES)::add);
    return object;
  }

  /**
   * Writes {@code figures/*.svg}, {@code chapter.html}, {@code chapter.md} and last {@code
   * results.json}. Each file is there whole or as it was before. Of the figures that the folder's
   * {@code results.json} names, those that no run gives any more are removed; no other file is.
   *
   * @param folder where to write; made if need be
   * @return the files written
   * @throws PrerequisiteException if the folder cannot be written
   */
  public List<Path> write(Path folder) {
    Path figures = folder.resolve(FIGURES);
    Path results = folder.resolve(RESULTS);
    Map<Path, String> files = new LinkedHashMap<>();
    for (Picture picture : pictures) {
      files.put(figures.resolve(picture.file()), picture.svg());
    }
    files.put(folder.resolve("chapter.html"), HtmlReport.of(this));
    files.put(folder.resolve("chapter.md"), MarkdownReport.of(this));
    try {
      Set<Path> stale = figuresOf(results, figures);
      stale.removeAll(files.keySet());
      for (Map.Entry<Path, String> file : files.entrySet()) {
        write(file.getKey(), file.getValue());
      }
      // Before the list that names them is replaced: a report that is cut short forgets none.
      for (Path figure : stale) {
        Files.delete(figure);
      }
      write(results, Json.print(json()));
    } catch (IOException e) {
      throw new PrerequisiteException(
          "cannot write the report to " + folder + " (" + e.getMessage() + ")", e);
    }
    return Stream.concat(files.keySet().stream(), Stream.of(results)).toList();
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The figures that the report in place wrote and that are still there. */
  private static Set<Path> figuresOf(Path results, Path figures) throws IOException {
    if (!Files.exists(results) || !Files.isDirectory(figures)) {
      return new HashSet<>();
    }
    Set<String> names = new HashSet<>();
    try {
      JsonNode report = Json.parse(new String(Files.readAllBytes(results), StandardCharsets.UTF_8));
      report.path(FIGURES).forEach(name -> names.add(name.asText()));
    } catch (IllegalStateException e) {
      return new HashSet<>(); // a damaged report names nothing
    }
    // Of the folder's own files: a name in the list reaches no other folder.
    try (Stream<Path> there = Files.list(figures)) {
      return there
          .filter(file -> names.contains(file.getFileName().toString()))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  List<Row> rows() {
    return rows;
  }

  List<Source> sources() {
    return sources;
  }

  /** Sections that have a claim or a figure, in the chapter's order. */
  List<String> sections() {
    return Stream.concat(
            rows.stream().map(row -> row.claim().section()),
            pictures.stream().map(Picture::section))
        .distinct()
        .sorted(Experiments::compareSections)
        .toList();
  }

  List<Row> rowsOf(String section) {
    return rows.stream().filter(row -> row.claim().section().equals(section)).toList();
  }

  /** The places where the chapter is wrong, without those that a later version made so. */
  List<Row> errata() {
    Set<String> outdated =
        changes.stream()
            .flatMap(change -> change.checks().stream())
            .collect(Collectors.toUnmodifiableSet());
    return rows.stream()
        .filter(row -> row.claim().kind() == Claim.Kind.ERRATUM)
        .filter(row -> !outdated.contains(row.claim().id()))
        .toList();
  }

  /** What later versions of the libraries have changed. */
  List<Change> changes() {
    return changes;
  }

  /** The checks of a change that this report has. */
  List<Row> checks(Change change) {
    return rows.stream().filter(row -> change.checks().contains(row.claim().id())).toList();
  }

  List<Row> rowsOf(Judgement judgement) {
    return rows.stream().filter(row -> row.verdict().judgement() == judgement).toList();
  }

  /** A published training beside ours, if a run has one. */
  Optional<PublishedCurve> publishedCurve() {
    return publishedCurve;
  }

  List<StoredComparison> comparisons() {
    return comparisons;
  }

  long stale() {
    return rows.stream().filter(row -> row.entry().stale()).count();
  }

  List<Picture> picturesOf(String section) {
    return pictures.stream().filter(picture -> picture.section().equals(section)).toList();
  }

  /** The runs behind a section's numbers and figures. */
  List<Source> sourcesOf(String section) {
    return Stream.concat(
            rowsOf(section).stream().flatMap(row -> row.source().stream()),
            picturesOf(section).stream().map(Picture::source))
        .distinct()
        .sorted(Comparator.comparingInt(sources::indexOf))
        .toList();
  }

  static long count(Collection<Row> rows, Judgement judgement) {
    return rows.stream().filter(row -> row.verdict().judgement() == judgement).count();
  }

  /** The outcome in one sentence. */
  String headline() {
    long passed = count(rows, Judgement.PASS);
    long failed = count(rows, Judgement.FAIL);
    long notRun = count(rows, Judgement.NOT_RUN);
    if (passed + failed == 0) {
      return "No claim has been judged yet: there is no full run in the store.";
    }
    return passed
        + " of "
        + (passed + failed)
        + " judged claims pass"
        + (failed == 0 ? "" : ", " + failed + " fail")
        + (notRun == 0 ? "." : "; " + notRun + (notRun == 1 ? " was" : " were") + " not run.")
        + (stale() == 0 ? "" : " " + stale() + " are stale: the code has changed since their run.");
  }

  /**
   * Why it does not say of each claim what the code as it is now gives.
   *
   * @return empty if it does
   */
  public Optional<String> gap() {
    long notRun = count(rows, Judgement.NOT_RUN);
    return notRun + stale() == 0
        ? Optional.empty()
        : Optional.of(
            "of "
                + rows.size()
                + " claims "
                + notRun
                + " were not run and "
                + stale()
                + " only by other code");
  }

  /** What is known of a run, as lines of name and value. */
  static Map<String, String> facts(Source source) {
    RunSummary run = source.run().summary();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("experiment", run.experiment() + ": " + source.experiment().title());
    facts.put("repeat it", "`" + LedgerEntry.command(source.experiment(), Optional.of(run)) + "`");
    facts.put("started", RunSummary.TIME.format(run.startedAt()));
    facts.put("settings", settings(run.parameters()));
    source
        .run()
        .provenance()
        .ifPresent(
            origin -> {
              facts.put("commit", origin.commitText() + ", version " + origin.version());
              origin
                  .fingerprint()
                  .ifPresent(
                      hash ->
                          facts.put(
                              "SHA-256 of the code",
                              "`" + hash + "`" + (source.stale() ? " (changed since)" : "")));
              facts.put(
                  "computed on",
                  origin.backend()
                      + origin.device().map(name -> " (" + name + ")").orElse("")
                      + ", ND4J "
                      + origin.nd4j()
                      + ", "
                      + origin.blas()
                      + ", "
                      + origin.threads()
                      + (origin.threads() == 1 ? " thread" : " threads"));
              facts.put(
                  "machine",
                  origin.cpu()
                      + ", "
                      + origin.cores()
                      + " cores, "
                      + origin.os()
                      + ", Java "
                      + origin.java());
              origin
                  .took()
                  .ifPresent(
                      took -> facts.put("took", Numbers.fixed(took.toMillis() / 1000.0, 1) + " s"));
              origin
                  .peakMemory()
                  .ifPresent(
                      bytes ->
                          facts.put("peak memory", Numbers.fixed(bytes / 1e9, 2) + " GB resident"));
              origin
                  .data()
                  .forEach((name, hash) -> facts.put("SHA-256 of " + name, "`" + hash + "`"));
            });
    return facts;
  }

  private static String settings(Parameters parameters) {
    List<String> parts = new ArrayList<>();
    parts.add("seed " + parameters.seed());
    if (parameters.epochs() > 0) {
      parts.add("epochs " + parameters.epochs());
    }
    parts.add(parameters.rows() == 0 ? "all rows" : "rows " + parameters.rows());
    new TreeMap<>(parameters.others())
        .forEach((name, value) -> parts.add(name.replace('_', ' ') + " " + value));
    return String.join(", ", parts);
  }
}
