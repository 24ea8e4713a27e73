/** The search over hyperparameters, on a sealed test set. */
@NullMarked
package annlab.experiments.keras.tuning;

import org.jspecify.annotations.NullMarked;
