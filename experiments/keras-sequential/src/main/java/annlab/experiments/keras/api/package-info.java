/** What the chapter says of Keras' Sequential, its losses, names, plots and weights. */
@NullMarked
package annlab.experiments.keras.api;

import org.jspecify.annotations.NullMarked;
