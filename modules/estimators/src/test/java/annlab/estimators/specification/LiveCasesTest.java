package annlab.estimators.specification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Specifications whose outcomes were taken from scikit-learn 1.9.1 and Keras 3.15.1 on TensorFlow,
 * run live: what users had reported, more of each kind, and what {@code experiments/differential}
 * found.
 */
class LiveCasesTest {
  /** Single precision, in other orders of summation. */
  private static final double SINGLE = 2e-4;

  private static final double DOUBLE = 1e-9;

  /** A line search ends where rounding decides. */
  private static final double SEARCH = 1e-4;

  private static final Set<String> COMPARED =
      Set.of(
          "n_iter",
          "loss",
          "loss_curve",
          "validation_scores",
          "best_validation_score",
          "best_loss",
          "coef_sums",
          "coef",
          "intercept",
          "accuracy",
          "probabilities",
          "predictions",
          "rmse",
          "r2",
          "history",
          "test");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> endsAsTheReferenceDid() {
    JsonNode cases = cases();
    return StreamSupport.stream(cases.spliterator(), false)
        .map(one -> DynamicTest.dynamicTest(one.get("name").textValue(), () -> check(one)));
  }

  private static JsonNode cases() {
    try (InputStream in = LiveCasesTest.class.getResourceAsStream("/reference/live_cases.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(JsonNode one) throws IOException {
    ObjectNode here = FitBatch.run(one, folder);
    JsonNode expected = one.get("expected");
    if (expected.has("refused")) {
      assertThat(here.path("code").intValue()).as("%s", here).isEqualTo(2);
      assertThat(here.path("error").textValue()).doesNotContain("\n", "Exception");
      return;
    }
    assertThat(here.path("code").intValue()).as("%s", here).isZero();
    JsonNode result = restored(here.get("result"));
    List<String> names =
        result.properties().stream()
            .map(entry -> entry.getKey())
            .filter(COMPARED::contains)
            .toList();
    JsonNode wanted = expected.get("result");
    for (String name : names) {
      if (wanted.has(name)) {
        same(result.get(name), wanted.get(name), tolerance(one.get("spec")), "/" + name);
      }
    }
    wanted.fieldNames().forEachRemaining(name -> assertThat(names).contains(name));
  }

  private static double tolerance(JsonNode spec) {
    JsonNode parameters = spec.path("parameters");
    if (spec.has("sequential") || parameters.path("dtype").asText().equals("float32")) {
      return SINGLE;
    }
    boolean searches =
        parameters.path("solver").asText().equals("lbfgs")
            || Set.of("LogisticRegression", "LinearSVC").contains(spec.path("estimator").asText());
    return searches ? SEARCH : DOUBLE;
  }

  /** Words in place of the nulls, as the references' results have them. */
  private static JsonNode restored(JsonNode result) {
    ObjectNode copy = result.deepCopy();
    JsonNode places = copy.remove(NotFinite.FIELD);
    if (places != null) {
      places
          .properties()
          .forEach(
              place -> {
                int end = place.getKey().lastIndexOf('/');
                JsonNode parent = copy.at(place.getKey().substring(0, end));
                String last = place.getKey().substring(end + 1);
                if (parent instanceof ArrayNode array) {
                  array.set(Integer.parseInt(last), (TextNode) place.getValue());
                } else {
                  ((ObjectNode) parent).set(last, place.getValue());
                }
              });
    }
    return copy;
  }

  private static void same(JsonNode here, JsonNode there, double tolerance, String at) {
    assertThat(here.size()).as(at).isEqualTo(there.size());
    if (there.isObject()) {
      there
          .properties()
          .forEach(
              entry ->
                  same(
                      here.path(entry.getKey()),
                      entry.getValue(),
                      tolerance,
                      at + "/" + entry.getKey()));
    } else if (there.isArray()) {
      for (int i = 0; i < there.size(); i++) {
        same(here.path(i), there.get(i), tolerance, at + "/" + i);
      }
    } else if (there.isNumber()) {
      double wanted = there.doubleValue();
      assertThat(here.isNumber()).as("%s is %s", at, here).isTrue();
      assertThat(Math.abs(here.doubleValue() - wanted))
          .as("%s is %s, expected %s", at, here, there)
          .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(wanted)));
    } else {
      assertThat(here).as(at).isEqualTo(there);
    }
  }
}
