/** The engines that run trials: processes of this machine, or a Spark cluster. */
@NullMarked
package annlab.sweep.engines;

import org.jspecify.annotations.NullMarked;
