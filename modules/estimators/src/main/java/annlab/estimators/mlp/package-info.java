/**
 * scikit-learn's {@code MLPClassifier} and {@code MLPRegressor}, trained by SGD, Adam or L-BFGS.
 */
@NullMarked
package annlab.estimators.mlp;

import org.jspecify.annotations.NullMarked;
