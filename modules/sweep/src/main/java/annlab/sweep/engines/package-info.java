/** Where trials run: processes of this machine, or a Spark cluster. */
@NullMarked
package annlab.sweep.engines;

import org.jspecify.annotations.NullMarked;
