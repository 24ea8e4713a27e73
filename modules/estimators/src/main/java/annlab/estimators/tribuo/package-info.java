/** Estimators that Tribuo trains: linear models, support vector machines, random forests. */
@NullMarked
package annlab.estimators.tribuo;

import org.jspecify.annotations.NullMarked;
