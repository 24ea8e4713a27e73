/** Estimators, data and splits described in JSON, under scikit-learn's own names. */
@NullMarked
package annlab.estimators.specification;

import org.jspecify.annotations.NullMarked;
