/** Keras' callbacks. */
@NullMarked
package annlab.networks.callbacks;

import org.jspecify.annotations.NullMarked;
