/** Keras' Sequential models on DL4J's MultiLayerNetwork. */
@NullMarked
package annlab.networks;

import org.jspecify.annotations.NullMarked;
