/** Sweeps: many trials of one specification, their order, what is kept of them, and their best. */
@NullMarked
package annlab.sweep;

import org.jspecify.annotations.NullMarked;
