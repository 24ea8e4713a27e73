/** Options that several commands share. */
@NullMarked
package annlab.cli.options;

import org.jspecify.annotations.NullMarked;
