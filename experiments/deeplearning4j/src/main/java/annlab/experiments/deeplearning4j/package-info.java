/** What plain Deeplearning4j computes otherwise than Keras, scikit-learn and NumPy. */
@NullMarked
package annlab.experiments.deeplearning4j;

import org.jspecify.annotations.NullMarked;
