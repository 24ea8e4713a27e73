/** The commands of {@code annlab}. */
@NullMarked
package annlab.cli;

import org.jspecify.annotations.NullMarked;
