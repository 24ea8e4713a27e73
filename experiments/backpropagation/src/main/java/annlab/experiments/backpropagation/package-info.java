/** Section 1.2.4 of the chapter: multilayer perceptrons, backpropagation and activations. */
@NullMarked
package annlab.experiments.backpropagation;

import org.jspecify.annotations.NullMarked;
