/** Where a model's random numbers come from: initializers, seeds, the order of rows. */
@NullMarked
package annlab.networks.random;

import org.jspecify.annotations.NullMarked;
