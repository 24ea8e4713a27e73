/** Experiments, their claims, their runs, the run store and the report. */
@NullMarked
package annlab.lab;

import org.jspecify.annotations.NullMarked;
