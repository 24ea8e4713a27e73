/** Runs an experiment, records its epochs, and judges its claims. */
@NullMarked
package annlab.lab.runner;

import org.jspecify.annotations.NullMarked;
