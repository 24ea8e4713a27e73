/** Losses under Keras' names, with their values and gradients. */
@NullMarked
package annlab.networks.losses;

import org.jspecify.annotations.NullMarked;
