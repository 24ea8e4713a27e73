package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.DataUnavailableException;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.datasets.SplitOptions;
import annlab.estimators.Fitted;
import annlab.estimators.FittedPipeline;
import annlab.estimators.Pipeline;
import annlab.estimators.StandardScaler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What {@code annlab fit} does: an estimator, its data, and how they are split and scaled, written
 * as JSON under scikit-learn's own names.
 *
 * <pre>{@code
 * {"data": "california-housing", "split": {"test_size": 0.25, "random_state": 7}, "scale": true,
 *  "estimator": "MLPRegressor", "parameters": {"hidden_layer_sizes": [30, 20], "max_iter": 5}}
 * }</pre>
 */
public final class FitSpec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> FIELDS =
      Set.of("data", "split", "scale", "estimator", "parameters");

  private final DataSpec data;
  private final Optional<JsonNode> split;
  private final boolean scale;
  private final EstimatorSpec estimator;

  private FitSpec(DataSpec data, Optional<JsonNode> split, boolean scale, EstimatorSpec estimator) {
    this.data = data;
    this.split = split;
    this.scale = scale;
    this.estimator = estimator;
  }

  /**
   * Reads a specification from a file. Relative paths in it start at the file's folder.
   *
   * @param file JSON
   * @return the specification
   * @throws DataUnavailableException if the file cannot be read
   * @throws IllegalArgumentException if it is no JSON or no specification
   */
  public static FitSpec read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new DataUnavailableException(
          file + " cannot be read; name a specification that is there");
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    return parse(text, folder);
  }

  /**
   * Reads a specification.
   *
   * @param text JSON
   * @param folder where relative paths start
   * @return the specification
   * @throws IllegalArgumentException if it is no JSON or no specification
   */
  public static FitSpec parse(String text, Path folder) {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the specification is not valid JSON: " + e.getOriginalMessage(), e);
    }
    Fields fields = new Fields("the specification", json);
    fields.requireKnown(FIELDS);
    JsonNode data = required(fields, "data");
    JsonNode name = required(fields, "estimator");
    if (!name.isTextual()) {
      throw fields.wrong("estimator", "the name of an estimator", name);
    }
    JsonNode parameters = fields.find("parameters").orElseGet(() -> MAPPER.createObjectNode());
    Optional<JsonNode> split = fields.find("split");
    split.ifPresent(FitSpec::checkSplit);
    return new FitSpec(
        DataSpec.of(data, folder),
        split,
        fields.flag("scale", false),
        EstimatorSpec.of(name.textValue(), parameters));
  }

  private static JsonNode required(Fields fields, String name) {
    return fields
        .find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the specification has no field '" + name + "'; it needs data and estimator"));
  }

  private static void checkSplit(JsonNode json) {
    Fields fields = new Fields("split", json);
    fields.requireKnown(Set.of("test_size", "train_size", "random_state", "shuffle", "stratify"));
    sizes(fields, SplitOptions.defaults());
    fields.flag("shuffle", true);
    fields.flag("stratify", false);
    seed(fields);
  }

  /**
   * Fits and scores.
   *
   * @param home where data sets are found
   * @return what came out
   * @throws DataUnavailableException if data are missing
   * @throws IllegalArgumentException if the data do not suit the estimator
   */
  public FitResult run(DataHome home) {
    Samples all = data.load(home, estimator.classifies());
    Samples train = all;
    Samples test = all;
    if (split.isPresent()) {
      Split parts = split(all, split.get());
      train = parts.train();
      test = parts.test();
    }
    if (scale) {
      FittedPipeline<?> fitted =
          Pipeline.of(new StandardScaler(), estimator.estimator()).fit(train.x(), train.y());
      return new FitResult(
          estimator, fitted.last(), new Samples(fitted.transform(test.x()), test.y()));
    }
    Fitted fitted = estimator.estimator().fit(train.x(), train.y());
    return new FitResult(estimator, fitted, test);
  }

  private static Split split(Samples all, JsonNode json) {
    Fields fields = new Fields("split", json);
    SplitOptions options = sizes(fields, SplitOptions.defaults());
    if (!fields.flag("shuffle", true)) {
      options = options.inOrder();
    }
    if (fields.flag("stratify", false)) {
      options = options.stratifiedBy(all.y());
    }
    return Split.of(all, options, seed(fields));
  }

  private static SplitOptions sizes(Fields fields, SplitOptions options) {
    SplitOptions changed = options;
    Optional<JsonNode> test = fields.find("test_size");
    if (test.isPresent()) {
      changed =
          test.get().isIntegralNumber()
              ? changed.withTestRows(fields.whole("test_size", test.get()))
              : changed.withTestShare(fields.number("test_size", test.get()));
    }
    Optional<JsonNode> train = fields.find("train_size");
    if (train.isPresent()) {
      changed =
          train.get().isIntegralNumber()
              ? changed.withTrainRows(fields.whole("train_size", train.get()))
              : changed.withTrainShare(fields.number("train_size", train.get()));
    }
    return changed;
  }

  private static int seed(Fields fields) {
    Optional<JsonNode> given = fields.find("random_state");
    if (given.isEmpty()) {
      return new SplittableRandom().nextInt() & Integer.MAX_VALUE;
    }
    long seed = fields.seed("random_state", given.get());
    if (seed < 0 || seed > Integer.MAX_VALUE) {
      throw fields.wrong(
          "random_state", "an int in the range [0, 2147483647] or None", given.get());
    }
    return (int) seed;
  }
}
