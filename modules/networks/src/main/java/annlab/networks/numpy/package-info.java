/** NumPy's files, and arrays as text. */
@NullMarked
package annlab.networks.numpy;

import org.jspecify.annotations.NullMarked;
