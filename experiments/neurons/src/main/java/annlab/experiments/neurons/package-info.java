/** Sections 1.2.2 and 1.2.3 of the chapter: logic with neurons, and the threshold logic unit. */
@NullMarked
package annlab.experiments.neurons;

import org.jspecify.annotations.NullMarked;
