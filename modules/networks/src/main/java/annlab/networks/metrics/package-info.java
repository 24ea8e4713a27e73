/** What is measured beside the loss, under Keras' names. */
@NullMarked
package annlab.networks.metrics;

import org.jspecify.annotations.NullMarked;
