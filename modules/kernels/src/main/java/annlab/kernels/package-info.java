/** Dense networks' arithmetic on the heap, whose bits depend on the numbers alone. */
@NullMarked
package annlab.kernels;

import org.jspecify.annotations.NullMarked;
