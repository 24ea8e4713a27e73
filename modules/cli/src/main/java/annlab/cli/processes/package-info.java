/**
 * Processes of this program that others of it start: runs of seeds, of a reproduction, on a
 * backend.
 */
@NullMarked
package annlab.cli.processes;

import org.jspecify.annotations.NullMarked;
