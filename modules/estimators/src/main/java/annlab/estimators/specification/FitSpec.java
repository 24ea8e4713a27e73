package annlab.estimators.specification;

import annlab.datasets.DataHome;
import annlab.datasets.DataUnavailableException;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.estimators.internal.Fields;
import annlab.estimators.perceptron.PerceptronSteps;
import annlab.networks.Callback;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code annlab fit} does, written as JSON: an estimator under scikit-learn's own names, or a
 * Sequential model under Keras', its data, and how they are split. Where its numbers differ from
 * Keras' or scikit-learn's is listed in {@code docs/differences.md}.
 *
 * <pre>{@code
 * {"data": "california-housing", "split": {"test_size": 0.25, "random_state": 7}, "scale": true,
 *  "estimator": "MLPRegressor", "parameters": {"hidden_layer_sizes": [30, 20], "max_iter": 5}}
 *
 * {"data": "fashion-mnist", "sequential": [{"Flatten": {}}, {"Dense": {"units": 10,
 *  "activation": "softmax"}}], "compile": {"loss": "sparse_categorical_crossentropy",
 *  "optimizer": "sgd", "metrics": ["accuracy"]}, "fit": {"epochs": 3}}
 * }</pre>
 */
public sealed interface FitSpec permits EstimatorFit, SequentialFit {
  /**
   * Reads a specification from a file. Relative paths in it start at the file's folder.
   *
   * @param file JSON
   * @return the specification
   * @throws DataUnavailableException if the file cannot be read
   * @throws IllegalArgumentException if it is no JSON or no specification
   */
  static FitSpec read(Path file) {
    return parse(text(file), folder(file));
  }

  /**
   * Reads a specification's text from a file.
   *
   * @param file JSON, which may be a pipe
   * @return its text
   * @throws DataUnavailableException if the file cannot be read
   */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new DataUnavailableException(
          file + " cannot be read; name a specification that is there");
    }
  }

  /**
   * Where the relative paths of a specification start.
   *
   * @param file the specification
   * @return its folder
   */
  static Path folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
  }

  /**
   * Reads a specification.
   *
   * @param text JSON
   * @param folder where relative paths start
   * @return the specification
   * @throws IllegalArgumentException if it is no JSON or no specification
   */
  static FitSpec parse(String text, Path folder) {
    return parse(text, Sources.folder(folder));
  }

  /**
   * Reads a specification that a page sent: it may name data sets and uploads only, no paths.
   *
   * @param text JSON
   * @param uploads the folder of uploads; {@code {"upload": "0123456789abcdef", "target": "class"}}
   *     is the file {@code 0123456789abcdef.csv} in it
   * @param limits how much it may ask for
   * @return the specification
   * @throws IllegalArgumentException if it is no specification, names a file or asks for too much
   */
  static FitSpec parseFromPage(String text, Path uploads, FitLimits limits) {
    FitSpec spec = parse(text, Sources.uploads(uploads));
    spec.requireWithin(limits);
    return spec;
  }

  private static FitSpec parse(String text, Sources sources) {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    JsonNode json;
    try {
      json = mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the specification is not valid JSON: " + e.getOriginalMessage(), e);
    }
    Fields fields = new Fields("the specification", json);
    boolean sequential = fields.find("sequential").isPresent();
    if (sequential && fields.find("estimator").isPresent()) {
      throw new IllegalArgumentException(
          "the specification has both an estimator and a sequential; leave one out");
    }
    return sequential ? SequentialFit.of(fields, sources) : EstimatorFit.of(fields, sources);
  }

  /**
   * Fits and scores.
   *
   * @param home where data sets are found
   * @param watchers see the training of a network, as a progress bar
   * @return what came out
   * @throws DataUnavailableException if data are missing
   * @throws IllegalArgumentException if the data do not suit the model
   */
  FitResult run(DataHome home, Callback... watchers);

  /**
   * The rows that it is about, before they are split.
   *
   * @param home where data sets are found
   * @return inputs as DOUBLE, with their targets
   * @throws DataUnavailableException if data are missing
   */
  Samples rows(DataHome home);

  /**
   * The rows that it trains on, and those that it keeps apart.
   *
   * @param home where data sets are found
   * @return both parts of all rows; empty if it trains on all
   * @throws DataUnavailableException if data are missing
   */
  Optional<Split> parts(DataHome home);

  /**
   * How a perceptron of two classes learns, point by point.
   *
   * @param home where data sets are found
   * @param most how many visits of rows are wanted
   * @return the steps of its training; empty for other models
   * @throws DataUnavailableException if data are missing
   */
  default Optional<PerceptronSteps> steps(DataHome home, int most) {
    return Optional.empty();
  }

  /**
   * Refuses to ask for more than is allowed.
   *
   * @param limits how much may be asked for
   * @throws IllegalArgumentException if it asks for more
   */
  void requireWithin(FitLimits limits);

  /**
   * How many passes over the data it asks for at most.
   *
   * @return epochs
   */
  int epochs();

  /**
   * The seed of its model.
   *
   * @return the seed; 0 if none is given
   */
  long seed();

  /**
   * Java code that does the same with annlab's classes: a class {@code Playground} with a method
   * {@code main} that prints the last loss.
   *
   * @return the code
   * @throws IllegalArgumentException if it has something that such code is not written for
   */
  String toJava();

  /**
   * A Python program for Keras 3 or scikit-learn that gives the same numbers and prints them.
   *
   * @return the program
   * @throws IllegalArgumentException if none does
   */
  String toPython();

  /**
   * Whether its epochs are few and long enough to be shown one by one.
   *
   * @return true for Sequential models and multilayer perceptrons
   */
  boolean showsEpochs();

  /**
   * Whether the result has weights that can be saved.
   *
   * @return true for Sequential models
   */
  boolean hasWeights();

  /**
   * Refuses a file's name that the result could not be saved under.
   *
   * @param file to save to
   * @throws IllegalArgumentException which says what can be saved, and as what
   */
  void requireSavable(Path file);
}
