/** Two runs of one experiment beside each other: time, drift of the parameters, verdicts. */
@NullMarked
package annlab.lab.comparison;

import org.jspecify.annotations.NullMarked;
