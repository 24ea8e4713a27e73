/** How fast training is, measured beside other libraries on the same machine. */
@NullMarked
package annlab.bench;

import org.jspecify.annotations.NullMarked;
