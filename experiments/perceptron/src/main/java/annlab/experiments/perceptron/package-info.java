/** Section 1.2.3 of the chapter: the perceptron. */
@NullMarked
package annlab.experiments.perceptron;

import org.jspecify.annotations.NullMarked;
