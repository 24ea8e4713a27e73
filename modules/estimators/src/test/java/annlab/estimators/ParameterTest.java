package annlab.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.estimators.mlp.HiddenActivation;
import annlab.estimators.mlp.LearningRateSchedule;
import annlab.estimators.mlp.MLPClassifier;
import annlab.estimators.mlp.MLPRegressor;
import annlab.estimators.mlp.Solver;
import annlab.estimators.perceptron.Perceptron;
import annlab.estimators.perceptron.SGDClassifier;
import annlab.estimators.tribuo.LogisticRegression;
import annlab.estimators.tribuo.RandomForestRegressor;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameter errors in scikit-learn's words, and its defaults. */
class ParameterTest {
  private static Arguments of(ThrowingCallable call, String message) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> refused() {
    MLPRegressor mlp = new MLPRegressor();
    String the = "The '";
    String is = "' parameter of MLPRegressor must be ";
    return Stream.of(
        of(
            () -> mlp.withHiddenLayerSizes(0),
            the
                + "hidden_layer_sizes"
                + is
                + "an array-like or an int in the range [1, inf). Got 0 instead."),
        of(
            () -> mlp.withHiddenLayerSizes(3, 0),
            the
                + "hidden_layer_sizes"
                + is
                + "an array-like or an int in the range [1, inf). Got [3, 0] instead."),
        of(
            () -> mlp.withAlpha(-1),
            the + "alpha" + is + "a float in the range [0, inf). Got -1.0 instead."),
        of(
            () -> mlp.withAlpha(Double.NaN),
            the + "alpha" + is + "a float in the range [0, inf). Got NaN instead."),
        of(
            () -> mlp.withAlpha(Double.POSITIVE_INFINITY),
            the + "alpha" + is + "a float in the range [0, inf). Got Infinity instead."),
        of(
            () -> mlp.withBatchSize(0),
            the
                + "batch_size"
                + is
                + "a str among {'auto'} or an int in the range [1, inf). Got 0 instead."),
        of(
            () -> mlp.withLearningRateInit(0),
            the + "learning_rate_init" + is + "a float in the range (0, inf). Got 0.0 instead."),
        of(
            () -> mlp.withPowerT(-1),
            the + "power_t" + is + "a float in the range [0, inf). Got -1.0 instead."),
        of(
            () -> mlp.withMaxIter(0),
            the + "max_iter" + is + "an int in the range [1, inf). Got 0 instead."),
        of(
            () -> mlp.withRandomState(-1),
            the
                + "random_state"
                + is
                + "an int in the range [0, 4294967295] or None. Got -1 instead."),
        of(
            () -> mlp.withTol(-0.5),
            the + "tol" + is + "a float in the range [0, inf). Got -0.5 instead."),
        of(
            () -> mlp.withMomentum(2),
            the + "momentum" + is + "a float in the range [0, 1]. Got 2.0 instead."),
        of(
            () -> mlp.withValidationFraction(1),
            the + "validation_fraction" + is + "a float in the range [0, 1). Got 1.0 instead."),
        of(
            () -> mlp.withBeta1(1),
            the + "beta_1" + is + "a float in the range [0, 1). Got 1.0 instead."),
        of(
            () -> mlp.withBeta2(-0.1),
            the + "beta_2" + is + "a float in the range [0, 1). Got -0.1 instead."),
        of(
            () -> mlp.withEpsilon(0),
            the + "epsilon" + is + "a float in the range (0, inf). Got 0.0 instead."),
        of(
            () -> mlp.withNIterNoChange(0),
            the + "n_iter_no_change" + is + "an int in the range [1, inf). Got 0 instead."),
        of(
            () -> mlp.withMaxFun(0),
            the + "max_fun" + is + "an int in the range [1, inf). Got 0 instead."),
        of(
            () -> new MLPClassifier().withAlpha(-1),
            "The 'alpha' parameter of MLPClassifier must be a float in the range [0, inf). Got -1.0"
                + " instead."),
        of(
            () -> new Perceptron().withEta0(0),
            "The 'eta0' parameter of Perceptron must be a float in the range (0, inf). Got 0.0"
                + " instead."),
        of(
            () -> new SGDClassifier(-1),
            "The 'eta0' parameter of SGDClassifier must be a float in the range (0, inf). Got -1.0"
                + " instead."),
        of(
            () -> new RandomForestRegressor(0, 1),
            "The 'n_estimators' parameter of RandomForestRegressor must be an int in the range [1,"
                + " inf). Got 0 instead."),
        of(
            () -> new LogisticRegression(0),
            "The 'C' parameter of LogisticRegression must be a float in the range (0, inf). Got 0.0"
                + " instead."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void namesParameterRangeAndValue(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void theDefaultsAreScikitLearns() {
    MLPClassifier mlp = new MLPClassifier();
    assertThat(mlp.hiddenLayerSizes()).containsExactly(100);
    assertThat(mlp.activation()).isEqualTo(HiddenActivation.RELU);
    assertThat(mlp.solver()).isEqualTo(Solver.ADAM);
    assertThat(mlp.alpha()).isEqualTo(0.0001);
    assertThat(mlp.batchSize()).isEmpty();
    assertThat(mlp.learningRate()).isEqualTo(LearningRateSchedule.CONSTANT);
    assertThat(mlp.learningRateInit()).isEqualTo(0.001);
    assertThat(mlp.powerT()).isEqualTo(0.5);
    assertThat(mlp.maxIter()).isEqualTo(200);
    assertThat(mlp.shuffle()).isTrue();
    assertThat(mlp.randomState()).isEmpty();
    assertThat(mlp.tol()).isEqualTo(1e-4);
    assertThat(mlp.verbose()).isFalse();
    assertThat(mlp.warmStart()).isFalse();
    assertThat(mlp.momentum()).isEqualTo(0.9);
    assertThat(mlp.nesterovsMomentum()).isTrue();
    assertThat(mlp.earlyStopping()).isFalse();
    assertThat(mlp.validationFraction()).isEqualTo(0.1);
    assertThat(mlp.beta1()).isEqualTo(0.9);
    assertThat(mlp.beta2()).isEqualTo(0.999);
    assertThat(mlp.epsilon()).isEqualTo(1e-8);
    assertThat(mlp.nIterNoChange()).isEqualTo(10);
    assertThat(mlp.maxFun()).isEqualTo(15000);
  }

  @Test
  void aChangedCopyLeavesTheOriginal() {
    MLPRegressor original = new MLPRegressor();
    assertThat(original.withAlpha(0.5).alpha()).isEqualTo(0.5);
    assertThat(original.alpha()).isEqualTo(0.0001);
  }
}
