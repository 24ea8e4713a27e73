/** scikit-learn's {@code Perceptron} and {@code SGDClassifier} with the perceptron's loss. */
@NullMarked
package annlab.estimators.perceptron;

import org.jspecify.annotations.NullMarked;
