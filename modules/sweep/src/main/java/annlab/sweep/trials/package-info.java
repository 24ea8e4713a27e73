/** One trial in a process that trains, on this machine or another. */
@NullMarked
package annlab.sweep.trials;

import org.jspecify.annotations.NullMarked;
