package annlab.sweep.specification;

import annlab.datasets.DataUnavailableException;
import annlab.lab.Experiment;
import annlab.lab.Experiments;
import annlab.sweep.policies.AllTrials;
import annlab.sweep.policies.AsynchronousHalving;
import annlab.sweep.policies.MedianStopping;
import annlab.sweep.policies.Policy;
import annlab.sweep.policies.SuccessiveHalving;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sweep, written as JSON: what {@code annlab fit} would do, or an experiment, and what is varied.
 *
 * <pre>{@code
 * {"fit": {...}, "grid": {"/compile/optimizer/SGD/learning_rate": [0.01, 0.1]},
 *  "random": {"trials": 20, "seed": 1, "/sequential/1/Dense/units": {"choice": [100, 300]}},
 *  "seeds": 3, "halving": {"metric": "val_loss", "epochs": [3, 9, 27], "keep": 3},
 *  "then": [{"grid": {...}}]}
 * }</pre>
 *
 * Every point of the grid is tried with every random draw and every seed. What stands in {@code
 * then} begins where the best trial so far is.
 */
public final class SweepSpec {
  private static final List<String> MEMBERS =
      List.of(
          "fit", "run", "quick", "grid", "random", "seeds", "metric", "mode", "halving", "median",
          "then");
  private static final List<String> STAGE = List.of("grid", "random", "seeds", "halving", "median");
  private static final int KEEP = 3;
  private static final int WARM_UP = 3;
  private static final int OTHERS = 3;

  private final ObjectNode document;
  private final Path folder;
  private final Base base;
  private final List<Stage> stages;
  private final Optional<Objective> objective;

  private SweepSpec(ObjectNode document, Path folder) {
    Members members = new Members("the sweep", document);
    members.requireKnown(MEMBERS);
    this.document = document;
    this.folder = folder;
    if (members.find("fit").isPresent() == members.find("run").isPresent()) {
      throw new IllegalArgumentException(
          "the sweep needs either a \"fit\", the specification of annlab fit, or a \"run\", the"
              + " name of an experiment");
    }
    boolean quick = members.flag("quick", false);
    if (quick && members.find("run").isEmpty()) {
      throw new IllegalArgumentException("the sweep: quick goes with run; leave it out");
    }
    this.base =
        members.find("fit").isPresent()
            ? Base.fit(fit(members.json().get("fit"), folder), folder)
            : Base.run(experiment(members), quick);
    this.stages = new ArrayList<>();
    stages.add(stage(members));
    members.find("then").ifPresent(this::readLater);
    this.objective = objective(members);
  }

  private static ObjectNode fit(JsonNode given, Path folder) {
    JsonNode fit = given;
    if (given.isTextual()) {
      Path file = folder.resolve(given.textValue());
      fit = parse(text(file), file.toString());
    }
    if (fit instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(
        "the sweep: fit must be a specification or the name of its file, got " + fit);
  }

  private static Experiment experiment(Members members) {
    return Experiments.find(members.text("run").orElseThrow());
  }

  private void readLater(JsonNode then) {
    if (!then.isArray()) {
      throw new IllegalArgumentException("the sweep: then must be a list, as [{\"grid\": {...}}]");
    }
    for (JsonNode next : then) {
      Members members = new Members("then " + stages.size(), next);
      members.requireKnown(STAGE);
      stages.add(stage(members));
    }
  }

  private static Stage stage(Members members) {
    List<Stage.Axis> grid = new ArrayList<>();
    members
        .find("grid")
        .map(json -> new Members(members.owner() + ": grid", json))
        .ifPresent(
            points -> {
              for (var axis : points.json().properties()) {
                String owner = points.owner() + " " + axis.getKey();
                Pointers.parsed(axis.getKey());
                grid.add(new Stage.Axis(axis.getKey(), Members.values(owner, axis.getValue())));
              }
              if (grid.isEmpty()) {
                throw new IllegalArgumentException(
                    points.owner() + " is empty; name what is varied, or leave it out");
              }
            });
    return new Stage(
        members.owner(),
        grid,
        members.find("random").map(json -> Stage.Random.of(members.owner(), json)),
        seeds(members),
        policy(members));
  }

  private static List<Long> seeds(Members members) {
    Optional<JsonNode> given = members.find("seeds");
    List<Long> seeds = new ArrayList<>();
    if (given.isPresent() && given.get().isArray()) {
      for (JsonNode seed : Members.values(members.owner() + ": seeds", given.get())) {
        if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
          throw members.wrong("seeds", "a number of seeds or a list of integers", given.get());
        }
        seeds.add(seed.longValue());
      }
    } else {
      int count = members.count("seeds", 1, 0);
      for (long seed = 1; seed <= count; seed++) {
        seeds.add(seed);
      }
    }
    return seeds;
  }

  private static Stage.Plan policy(Members members) {
    Optional<JsonNode> halving = members.find("halving");
    Optional<JsonNode> median = members.find("median");
    if (halving.isPresent() && median.isPresent()) {
      throw new IllegalArgumentException(
          members.owner() + " has both halving and median; leave one out");
    }
    if (halving.isPresent()) {
      Members own = new Members("halving", halving.get());
      own.requireKnown(List.of("metric", "mode", "epochs", "keep", "asynchronous", "seed"));
      List<Integer> rungs = own.growing("epochs");
      int keep = own.count("keep", 2, KEEP);
      boolean asynchronous = own.flag("asynchronous", false);
      if (!asynchronous && own.find("seed").isPresent()) {
        throw new IllegalArgumentException(
            "halving: seed shuffles the trials of an asynchronous one; leave it out");
      }
      Policy policy =
          asynchronous
              ? new AsynchronousHalving(rungs, keep, own.number("seed", 1))
              : new SuccessiveHalving(rungs, keep);
      return new Stage.Plan(policy, rungs.get(rungs.size() - 1), named(own));
    }
    if (median.isPresent()) {
      Members own = new Members("median", median.get());
      own.requireKnown(List.of("metric", "mode", "after", "trials"));
      Policy policy =
          new MedianStopping(own.count("after", 1, WARM_UP), own.count("trials", 1, OTHERS));
      return new Stage.Plan(policy, 0, named(own));
    }
    return new Stage.Plan(new AllTrials(), 0, Optional.empty());
  }

  private static Optional<Objective> named(Members members) {
    if (members.find("metric").isEmpty() && members.find("mode").isPresent()) {
      throw new IllegalArgumentException(members.owner() + ": mode goes with a metric");
    }
    return members.text("metric").map(metric -> Objective.of(metric, members.text("mode")));
  }

  private Optional<Objective> objective(Members members) {
    List<Objective> all = new ArrayList<>(named(members).stream().toList());
    stages.forEach(stage -> stage.plan().objective().ifPresent(all::add));
    if (all.stream().distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the sweep names several metrics ("
              + String.join(", ", all.stream().map(Objective::metric).distinct().toList())
              + "); its trials are compared by one");
    }
    return all.stream().findFirst();
  }

  /**
   * Reads a sweep from a file. Relative paths in it start at the file's folder.
   *
   * @param file JSON
   * @return the sweep
   * @throws DataUnavailableException if the file cannot be read
   * @throws IllegalArgumentException if it is no JSON or no sweep
   */
  public static SweepSpec read(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    return of(parse(text(file), file.toString()), folder);
  }

  /**
   * A sweep from its document.
   *
   * @param json the document
   * @param folder where relative paths start
   * @return the sweep
   * @throws IllegalArgumentException if it is none
   */
  public static SweepSpec of(JsonNode json, Path folder) {
    if (json instanceof ObjectNode object) {
      return new SweepSpec(object, folder);
    }
    throw new IllegalArgumentException("the sweep must be a JSON object, got " + json);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new DataUnavailableException(file + " cannot be read; name a sweep that is there");
    }
  }

  private static JsonNode parse(String text, String source) {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          source + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The document it was read from, with the specification of its fit in it.
   *
   * @return a JSON object
   */
  public ObjectNode document() {
    ObjectNode whole = document.deepCopy();
    if (whole.has("fit")) {
      whole.set("fit", base.request());
    }
    return whole;
  }

  /**
   * Where relative paths start.
   *
   * @return an absolute folder
   */
  public Path folder() {
    return folder.toAbsolutePath();
  }

  /**
   * How many stages there are.
   *
   * @return at least 1
   */
  public int stages() {
    return stages.size();
  }

  /**
   * The trials of a stage.
   *
   * @param stage its number, from 0
   * @param best the best trial before it; empty for the first stage
   * @return in the order of the grid, then of the draws, then of the seeds
   * @throws IllegalArgumentException if one of them is no valid specification
   */
  public List<Trial> trials(int stage, Optional<Trial> best) {
    return stages.get(stage).trials(best.map(base::at).orElse(base));
  }

  /**
   * What decides which trial of a stage goes on.
   *
   * @param stage its number, from 0
   * @return the policy
   */
  public Policy policy(int stage) {
    return stages.get(stage).plan().policy();
  }

  /**
   * The metric that trials are compared by, and its direction.
   *
   * @return empty if nothing is named
   */
  public Optional<Objective> objective() {
    return objective;
  }

  /**
   * What the base is about, for a title.
   *
   * @return the experiment's id, or the data and the model of a fit
   */
  public String title() {
    return base.title();
  }
}
