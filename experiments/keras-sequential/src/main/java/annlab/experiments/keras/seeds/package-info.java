/** The same training from many seeds, from the seed of the published run, and on changed data. */
@NullMarked
package annlab.experiments.keras.seeds;

import org.jspecify.annotations.NullMarked;
