/** Rows of training data as a step takes them. For this module alone. */
@NullMarked
package annlab.networks.internal.data;

import org.jspecify.annotations.NullMarked;
