/** Baselines: least squares, and what Tribuo trains. */
@NullMarked
package annlab.estimators.tribuo;

import org.jspecify.annotations.NullMarked;
