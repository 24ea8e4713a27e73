/** Regression on California housing: two optimizers, normalization, a wide and deep model. */
@NullMarked
package annlab.experiments.keras.california;

import org.jspecify.annotations.NullMarked;
