/** What a training step looked like inside: weights, gradients, updates and activations. */
@NullMarked
package annlab.networks.statistics;

import org.jspecify.annotations.NullMarked;
