package annlab.estimators.specification;

import annlab.estimators.internal.Fields;
import annlab.estimators.perceptron.PerceptronLearner;
import annlab.estimators.perceptron.SGDClassifier;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** scikit-learn's parameters of its perceptrons. */
final class PerceptronParameters {
  private static final Set<String> SHARED =
      Set.of(
          "penalty",
          "alpha",
          "l1_ratio",
          "fit_intercept",
          "max_iter",
          "tol",
          "shuffle",
          "verbose",
          "eta0",
          "n_jobs",
          "random_state",
          "early_stopping",
          "validation_fraction",
          "n_iter_no_change",
          "class_weight",
          "warm_start");

  private PerceptronParameters() {}

  static <E extends PerceptronLearner<E>> E perceptron(E estimator, Fields fields) {
    fields.requireKnown(SHARED);
    return shared(estimator, fields);
  }

  static SGDClassifier descent(Fields fields) {
    Set<String> known = new HashSet<>(SHARED);
    known.addAll(Set.of("loss", "learning_rate"));
    fields.requireKnown(known);
    fields.only("loss", "'perceptron'", is(fields, "loss", "perceptron"));
    fields.only("learning_rate", "'constant'", is(fields, "learning_rate", "constant"));
    // scikit-learn's default penalty is l2, so leaving it out would mean another one
    fields.only("penalty", "None, given as null,", fields.json().path("penalty").isNull());
    return shared(new SGDClassifier(fields.number("eta0", 0)), fields);
  }

  private static boolean is(Fields fields, String name, String value) {
    return value.equals(fields.json().path(name).textValue());
  }

  private static <E extends PerceptronLearner<E>> E shared(E estimator, Fields fields) {
    fields.only("penalty", "None", fields.find("penalty").isEmpty());
    fields.only("class_weight", "None", fields.find("class_weight").isEmpty());
    fields.only("early_stopping", "False", !fields.flag("early_stopping", false));
    fields.only("warm_start", "False", !fields.flag("warm_start", false));
    // without a penalty, early stopping and processes of their own these change nothing
    fields.unused("alpha", "a float in the range [0, inf)", alpha -> alpha >= 0);
    fields.unused("l1_ratio", "a float in the range [0, 1]", ratio -> ratio >= 0 && ratio <= 1);
    fields.unused(
        "validation_fraction",
        "a float in the range (0, 1)",
        fraction -> fraction > 0 && fraction < 1);
    fields.find("n_jobs").ifPresent(jobs -> fields.whole("n_jobs", jobs));
    fields.find("verbose").ifPresent(verbose -> fields.verbose("verbose", verbose));
    E e = estimator;
    for (var field : fields.json().properties()) {
      e = with(e, fields, field.getKey(), field.getValue());
    }
    return e;
  }

  private static <E extends PerceptronLearner<E>> E with(
      E e, Fields fields, String name, JsonNode node) {
    return switch (name) {
      case "fit_intercept" -> e.withFitIntercept(fields.flag(name, node));
      case "max_iter" -> e.withMaxIter(fields.whole(name, node));
      case "tol" -> node.isNull() ? e.withoutTol() : e.withTol(fields.number(name, node));
      case "shuffle" -> e.withShuffle(fields.flag(name, node));
      case "eta0" -> e.withEta0(fields.number(name, node));
      case "random_state" -> node.isNull() ? e : e.withRandomState(fields.seed(name, node));
      case "n_iter_no_change" -> e.withNIterNoChange(fields.whole(name, node));
      default -> e;
    };
  }
}
