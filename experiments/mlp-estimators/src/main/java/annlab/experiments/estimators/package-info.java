/** Sections 1.2.5 and 1.2.6 of the chapter: MLPRegressor and MLPClassifier. */
@NullMarked
package annlab.experiments.estimators;

import org.jspecify.annotations.NullMarked;
