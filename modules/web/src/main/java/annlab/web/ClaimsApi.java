package annlab.web;

import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.lab.claims.Change;
import annlab.lab.claims.Claim;
import annlab.lab.claims.Target;
import annlab.lab.claims.Verdict;
import annlab.lab.claims.VerdictTable;
import annlab.lab.report.Ledger;
import annlab.lab.report.LedgerEntry;
import annlab.lab.runs.Artifact;
import annlab.lab.runs.RunId;
import annlab.lab.runs.RunStatus;
import annlab.lab.runs.RunSummary;
import annlab.lab.settings.Json;
import annlab.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ledger: every claim with its newest measured number, and the figures. */
final class ClaimsApi {
  private final RunStore store;

  // guarded by this
  private List<RunId> sourceRuns = List.of();
  private List<Written> written = List.of();

  private record Written(String id, String kind, String text) {}

  ClaimsApi(RunStore store) {
    this.store = store;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/claims", request -> Answers.sendIfNew(request, claims(request))),
        Route.get("/claims.csv", request -> Answers.sendCsv(request, "claims.csv", ledger().csv())),
        Route.get("/changes", request -> Answers.send(request, changes())),
        Route.get("/figures", request -> Answers.send(request, Json.array(figures()))));
  }

  private Ledger ledger() {
    return Ledger.of(store, Experiments.all());
  }

  /** The claims of an experiment before anything was measured. */
  static ArrayNode toCome(Experiment experiment) {
    return Json.array(
        experiment.claims().stream().map(Claim::notRun).map(ClaimsApi::json).toList());
  }

  /**
   * A verdict in numbers and in words, with the bounds of its target, which a bar is drawn from.
   */
  static ObjectNode json(Verdict verdict) {
    return withWords(withBounds(verdict.json(), verdict), verdict);
  }

  /** The words of the terminal and of the report, so that a page has none of its own. */
  private static ObjectNode withWords(ObjectNode object, Verdict verdict) {
    Claim claim = verdict.claim();
    ObjectNode words = object.putObject("words");
    putWord(words, "chapter", VerdictTable.chapter(claim));
    putWord(words, "ours", VerdictTable.ours(verdict));
    putWord(words, "tolerance", VerdictTable.typesetPasses(claim));
    return object;
  }

  private static void putWord(ObjectNode words, String name, String word) {
    if (!word.equals("-")) {
      words.put(name, word);
    }
  }

  private static ObjectNode withBounds(ObjectNode object, Verdict verdict) {
    Target target = verdict.claim().target();
    verdict.measured().stream()
        .mapToObj(target::used)
        .flatMap(used -> used.stream().boxed())
        .forEach(used -> object.put("used", used));
    if (target instanceof Target.Between between) {
      Json.putFinite(object, "low", between.low());
      Json.putFinite(object, "high", between.high());
    }
    return object;
  }

  /** All claims, or those of {@code ?kind=} and of each {@code ?id=} that are asked for. */
  private String claims(Context request) {
    Optional<String> kind = Optional.ofNullable(request.queryParam("kind"));
    Set<String> ids = Set.copyOf(request.queryParams("id"));
    boolean all = kind.isEmpty() && ids.isEmpty();
    return claims().stream()
        .filter(one -> all || kind.equals(Optional.of(one.kind())) || ids.contains(one.id()))
        .map(Written::text)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /**
   * The ledger's claims, written again when a run that may judge one has finished or is deleted: to
   * gather them takes most of a second, and every page with a verdict asks for them.
   */
  synchronized List<Written> claims() {
    List<RunId> now =
        store.summaries().stream()
            .filter(run -> run.status() == RunStatus.FINISHED && !run.quick())
            .map(RunSummary::id)
            .toList();
    if (written.isEmpty() || !now.equals(sourceRuns)) {
      written = ledger().entries().stream().map(ClaimsApi::json).map(ClaimsApi::written).toList();
      sourceRuns = now;
    }
    return written;
  }

  private static Written written(ObjectNode claim) {
    return new Written(claim.path("id").asText(), claim.path("kind").asText(), Json.line(claim));
  }

  private static ObjectNode json(LedgerEntry entry) {
    ObjectNode object = withWords(withBounds(entry.json(), entry.verdict()), entry.verdict());
    if (!entry.seeds().isEmpty()) {
      ArrayNode seeds = object.putArray("seeds");
      entry
          .seeds()
          .forEach(
              one ->
                  seeds
                      .addObject()
                      .put("run", one.run().id().value())
                      .put("seed", one.run().parameters().seed())
                      .put("measured", one.measured()));
    }
    object.put("experimentTitle", entry.experiment().title());
    entry
        .source()
        .ifPresent(source -> object.put("startedAt", source.run().startedAt().toString()));
    entry
        .listing()
        .ifPresent(
            listing ->
                object
                    .putObject("listing")
                    .put("file", listing.file())
                    .put("line", listing.line())
                    .put("text", listing.text()));
    return object;
  }

  /** What later versions of the libraries have changed of the chapter's code. */
  private static ArrayNode changes() {
    return Json.array(
        Experiments.all().stream()
            .flatMap(experiment -> experiment.changes().stream())
            .map(Change::json)
            .toList());
  }

  private List<ObjectNode> figures() {
    List<ObjectNode> all = new ArrayList<>();
    for (Experiment experiment : Experiments.all()) {
      store.of(experiment).full().stream()
          .findFirst()
          .ifPresent(
              run -> store.files().of(run.id()).forEach(a -> addFigure(all, experiment, run, a)));
    }
    return all;
  }

  private static void addFigure(
      List<ObjectNode> all, Experiment experiment, RunSummary run, Artifact artifact) {
    if (artifact.caption().isEmpty()) {
      return;
    }
    ObjectNode figure =
        Json.object()
            .put("experiment", experiment.id())
            .put("run", run.id().value())
            .put("name", artifact.name())
            .put("section", artifact.section().orElse(experiment.section()))
            .put("caption", artifact.caption().get());
    String name = artifact.name().replaceFirst("\\.svg$", "");
    Optional.ofNullable(experiment.figureClaims().get(name))
        .ifPresent(claim -> figure.put("claim", claim));
    all.add(figure);
  }
}
