package annlab.estimators.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Python that a specification is written as. */
class PythonListingTest {
  private static String python(String specification) {
    return FitSpec.parse(specification.replace('\'', '"'), Path.of("")).toPython();
  }

  @Test
  void aSequentialIsWrittenForItsBackendWithInitializersInTheOrderOfTheirDraws() {
    String program =
        python(
            """
            {'data': 'iris', 'split': {'test_size': 0.25, 'validation_size': 0.2,
              'random_state': 3, 'stratify': true},
             'sequential': [{'Normalization': {}}, {'Dense': {'units': 8, 'activation': 'relu',
              'bias_initializer': {'RandomUniform': {}}}}, {'Dropout': {'rate': 0.2}},
              {'Dense': {'units': 3, 'activation': 'softmax'}}],
             'compile': {'loss': 'sparse_categorical_crossentropy',
              'optimizer': {'SGD': {'learning_rate': 0.05}}, 'metrics': ['accuracy']},
             'fit': {'epochs': 5, 'class_weight': {'0': 2.0},
              'callbacks': [{'EarlyStopping': {'patience': 2}}]},
             'seed': {'keras3': {'seed': 5, 'backend': 'jax'}}}
            """);
    assertThat(program)
        .contains("os.environ[\"KERAS_BACKEND\"] = \"jax\"\nimport keras\n")
        .contains(
            "x, x_test, y, y_test = train_test_split(x, y, test_size=0.25, random_state=3,"
                + " stratify=y)\n")
        .contains(
            "x, x_valid, y, y_valid = train_test_split(x, y, test_size=0.2, random_state=3,"
                + " stratify=y)\n")
        .containsSubsequence(
            "layers.Dense(units=8, activation=\"relu\", kernel_initializer=",
            "bias_initializer=keras.initializers.RandomUniform(minval=-0.05, maxval=0.05)",
            "layers.Dropout(rate=0.2),",
            "keras.utils.set_random_seed(5)\nmodel = build()\n",
            ".adapt(x)",
            "epochs=5, class_weight={0: 2.0},"
                + " callbacks=[keras.callbacks.EarlyStopping(patience=2)],"
                + " validation_data=valid, verbose=0)");
  }

  @Test
  void anEstimatorIsWrittenWithItsParameters() {
    assertThat(
            python(
                """
                {'data': {'name': 'iris', 'positive': 2, 'columns': [2, 'petal width (cm)']},
                 'split': {'test_size': 0.25, 'random_state': 7}, 'scale': true,
                 'estimator': 'MLPClassifier', 'parameters': {'hidden_layer_sizes': [5, 4],
                  'early_stopping': true, 'random_state': 1}}
                """))
        .containsSubsequence(
            "from sklearn.neural_network import MLPClassifier\n",
            "x, y = load_iris(return_X_y=True)\nx = x[:, [2, 3]]\ny = (y == 2).astype(int)\n",
            "estimator = MLPClassifier(hidden_layer_sizes=[5, 4], early_stopping=True,"
                + " random_state=1)\n",
            "model = make_pipeline(StandardScaler(), estimator)\n");
  }

  @Test
  void schedulesAndMetricsAreWrittenAsKerasReadsThem() {
    assertThat(
            python(
                """
                {'data': 'iris', 'sequential': [{'Dense': {'units': 3, 'activation': 'softmax'}}],
                 'compile': {'loss': 'sparse_categorical_crossentropy', 'optimizer': {'Adam':
                  {'learning_rate': {'CosineDecay': {'initial_learning_rate': 0.1,
                   'decay_steps': 9}}}}, 'metrics': ['acc', {'Accuracy': {'name': 'mine'}},
                  {'TopKCategoricalAccuracy': {'k': 2}}]}, 'split': {'random_state': 3},
                 'seed': {'keras3': 1}}
                """))
        .contains(
            "optimizer=keras.optimizers.Adam(learning_rate=keras.optimizers.schedules.CosineDecay("
                + "initial_learning_rate=0.1, decay_steps=9.0, alpha=0.0), beta_1=0.9,",
            "metrics=[\"acc\", keras.metrics.SparseCategoricalAccuracy(name=\"mine\"),"
                + " keras.metrics.SparseTopKCategoricalAccuracy(k=2,"
                + " name=\"top_k_categorical_accuracy\")],");
  }

  @Test
  void textsOfASpecificationStayTexts() {
    assertThat(PythonLiteral.of("a\"b\\c\nd\u00e9"))
        .isEqualTo("\"a\\\"b\\\\c\\U0000000ad\\U000000e9\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'seed': {'keras3': 1} | 'seed': 1 | its seed is not one of Keras 3; give \"seed\": {\"keras3\": 1}",
        "'seed': {'keras3': 1} | 'seed': {'keras2': 7} | its seed is not one of Keras 3; give \"seed\": {\"keras3\": 7}",
        "'random_state': 3     | 'shuffle': true | the split has no random_state; give it one",
        "'seed': {'keras3': 1} | 'dtype': 'float64', 'seed': {'keras3': {'seed': 1, 'backend': 'jax'}} | Keras on JAX computes in float32",
        "'mse' | 'poisson_deviance' | Keras does not have the loss PoissonDeviance",
        "'mse' | 'perceptron_hinge' | Keras does not have the loss PerceptronHinge",
        "'mse' | {'Scaled': {'loss': 'mse', 'value_factor': 1, 'gradient_factor': 2}} | the loss Scaled",
        "'units': 1 | 'units': 1, 'activation': 'heaviside' | Keras does not have the activation heaviside",
        "'L2': {'l2': 0.1} | 'L1L2': {'l2': 0.1, 'per_row': true} | a penalty that is divided by the rows",
      })
  void whatNoProgramGivesIsRefused(String right, String wrong, String message) {
    String specification =
        """
        {'data': 'iris', 'split': {'random_state': 3}, 'sequential': [{'Dense': {'units': 1,
         'kernel_regularizer': {'L2': {'l2': 0.1}}}}], 'compile': {'loss': 'mse'},
         'seed': {'keras3': 1}}
        """;
    assertThat(python(specification)).contains("L1L2(l1=0.0, l2=0.1)");
    assertThatThrownBy(() -> python(specification.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "MLPRegressor | 'max_iter': 5 | the parameters have no random_state",
        "LinearSVC | 'C': 2 | the parameters have no random_state",
        "MLPRegressor | 'random_state': 1, 'loss': 'huber' | scikit-learn's MLPRegressor has no loss",
        "RandomForestRegressor | 'random_state': 1 | draws its trees by other generators",
        "LogisticRegression | 'random_state': 1 | LIBLINEAR",
      })
  void estimatorsOfOtherNumbersAreRefused(String name, String parameters, String message) {
    String specification =
        "{'data': 'iris', 'estimator': '" + name + "', 'parameters': {" + parameters + "}}";
    assertThatThrownBy(() -> python(specification))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
