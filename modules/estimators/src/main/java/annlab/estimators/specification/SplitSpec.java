package annlab.estimators.specification;

import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.datasets.SplitOptions;
import annlab.estimators.internal.Fields;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How rows are divided, in the words of scikit-learn's {@code train_test_split}.
 *
 * @param test how the test part is taken from all rows
 * @param validation how a validation part is taken from the rest; empty for none
 * @param stratify whether classes have the same share in each part
 * @param seed scikit-learn's {@code random_state}
 */
record SplitSpec(
    SplitOptions test, Optional<SplitOptions> validation, boolean stratify, long seed) {
  /** The words of a split into training and test part. */
  static final Set<String> ONCE =
      Set.of("test_size", "train_size", "random_state", "shuffle", "stratify");

  /** The words of a split into training, validation and test part. */
  static final Set<String> TWICE =
      Set.of("test_size", "validation_size", "random_state", "shuffle", "stratify");

  static SplitSpec of(JsonNode json, Set<String> words) {
    Fields fields = new Fields("split", json);
    fields.requireKnown(words);
    boolean shuffle = fields.flag("shuffle", true);
    SplitOptions options = SplitOptions.defaults();
    options = shuffle ? options : options.inOrder();
    Optional<JsonNode> validation = fields.find("validation_size");
    Optional<SplitOptions> second = Optional.empty();
    if (validation.isPresent()) {
      second = Optional.of(withTest(options, fields, "validation_size", validation.get()));
    }
    Optional<JsonNode> test = fields.find("test_size");
    if (test.isPresent()) {
      options = withTest(options, fields, "test_size", test.get());
    }
    Optional<JsonNode> train = fields.find("train_size");
    if (train.isPresent()) {
      options =
          train.get().isIntegralNumber()
              ? options.withTrainRows(fields.whole("train_size", train.get()))
              : options.withTrainShare(fields.number("train_size", train.get()));
    }
    return new SplitSpec(options, second, fields.flag("stratify", false), seed(fields));
  }

  private static SplitOptions withTest(
      SplitOptions options, Fields fields, String name, JsonNode size) {
    return size.isIntegralNumber()
        ? options.withTestRows(fields.whole(name, size))
        : options.withTestShare(fields.number(name, size));
  }

  private static long seed(Fields fields) {
    Optional<JsonNode> given = fields.find("random_state");
    return given.isPresent()
        ? fields.seed("random_state", given.get())
        : new SplittableRandom().nextInt() & Integer.MAX_VALUE;
  }

  /**
   * The Java call that takes the test part from rows, where it takes a share and a seed alone.
   *
   * @param rows how they are called
   * @return the call; empty if the rows are divided otherwise
   */
  Optional<String> toJava(String rows) {
    boolean plain = validation.isEmpty() && !stratify && test.train().isEmpty() && test.shuffle();
    return test.test()
        .filter(size -> plain && size instanceof SplitOptions.Share)
        .map(size -> ((SplitOptions.Share) size).value())
        .map(share -> "Split.of(" + rows + ", " + share + ", " + seed + ")");
  }

  /** Takes the test part from all rows. */
  Split divide(Samples all) {
    return divide(all, test);
  }

  /** Takes the validation part from the rows that the test part left, as by a second call. */
  Optional<Split> divideAgain(Samples rest) {
    return validation.map(options -> divide(rest, options));
  }

  private Split divide(Samples all, SplitOptions options) {
    return Split.of(all, stratify ? options.stratifiedBy(all.y()) : options, seed);
  }
}
