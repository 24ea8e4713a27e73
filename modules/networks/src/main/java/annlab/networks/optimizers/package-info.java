/** Optimizers and learning-rate schedules under Keras' names, with their arithmetic. */
@NullMarked
package annlab.networks.optimizers;

import org.jspecify.annotations.NullMarked;
