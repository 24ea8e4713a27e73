/** For this module alone: class labels, the checks of inputs, the ranges of parameters. */
@NullMarked
package annlab.estimators.internal;

import org.jspecify.annotations.NullMarked;
