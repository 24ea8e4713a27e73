/** The calls compile and fit in Keras' own vocabulary. */
@NullMarked
package annlab.networks.keras;

import org.jspecify.annotations.NullMarked;
