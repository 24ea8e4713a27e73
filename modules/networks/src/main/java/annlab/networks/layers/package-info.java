/** Layers, activations and regularizers under Keras' names, with what they do to shapes. */
@NullMarked
package annlab.networks.layers;

import org.jspecify.annotations.NullMarked;
