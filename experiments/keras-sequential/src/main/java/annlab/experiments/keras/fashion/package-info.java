/** The chapter's Fashion MNIST classifier: data, training, curves, predictions. */
@NullMarked
package annlab.experiments.keras.fashion;

import org.jspecify.annotations.NullMarked;
