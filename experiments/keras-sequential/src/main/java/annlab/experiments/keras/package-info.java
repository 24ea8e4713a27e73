/** Sections 1.3.1 to 1.3.3 of the chapter: Sequential models. */
@NullMarked
package annlab.experiments.keras;

import org.jspecify.annotations.NullMarked;
