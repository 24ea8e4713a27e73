/** Options that several commands share, and what a run is asked with. */
@NullMarked
package annlab.cli.options;

import org.jspecify.annotations.NullMarked;
