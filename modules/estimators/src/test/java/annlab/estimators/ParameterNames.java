package annlab.estimators;

import annlab.estimators.mlp.HiddenActivation;
import annlab.estimators.mlp.LearningRateSchedule;
import annlab.estimators.mlp.MultilayerPerceptron;
import annlab.estimators.mlp.Solver;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Applies parameters under scikit-learn's names, as the golden files have them. */
public final class ParameterNames {
  private ParameterNames() {}

  public static <E extends MultilayerPerceptron<E, ?>> E apply(E estimator, JsonNode parameters) {
    E changed = estimator;
    for (var entry : parameters.properties()) {
      changed = apply(changed, entry.getKey(), entry.getValue());
    }
    return changed;
  }

  private static <E extends MultilayerPerceptron<E, ?>> E apply(E e, String name, JsonNode value) {
    return switch (name) {
      case "hidden_layer_sizes" -> e.withHiddenLayerSizes(Reference.ints(value));
      case "activation" -> e.withActivation(HiddenActivation.valueOf(upper(value)));
      case "solver" -> e.withSolver(Solver.valueOf(upper(value)));
      case "alpha" -> e.withAlpha(value.doubleValue());
      case "batch_size" -> e.withBatchSize(value.intValue());
      case "learning_rate" -> e.withLearningRate(LearningRateSchedule.valueOf(upper(value)));
      case "learning_rate_init" -> e.withLearningRateInit(value.doubleValue());
      case "power_t" -> e.withPowerT(value.doubleValue());
      case "max_iter" -> e.withMaxIter(value.intValue());
      case "shuffle" -> e.withShuffle(value.booleanValue());
      case "random_state" -> e.withRandomState(value.longValue());
      case "tol" -> e.withTol(value.doubleValue());
      case "momentum" -> e.withMomentum(value.doubleValue());
      case "nesterovs_momentum" -> e.withNesterovsMomentum(value.booleanValue());
      case "early_stopping" -> e.withEarlyStopping(value.booleanValue());
      case "validation_fraction" -> e.withValidationFraction(value.doubleValue());
      case "beta_1" -> e.withBeta1(value.doubleValue());
      case "beta_2" -> e.withBeta2(value.doubleValue());
      case "epsilon" -> e.withEpsilon(value.doubleValue());
      case "n_iter_no_change" -> e.withNIterNoChange(value.intValue());
      case "max_fun" -> e.withMaxFun(value.intValue());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String upper(JsonNode value) {
    return value.textValue().toUpperCase(Locale.ROOT);
  }
}
