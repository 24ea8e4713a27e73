/** Benchmarks of training, beside other libraries on the same machine. */
@NullMarked
package annlab.bench;

import org.jspecify.annotations.NullMarked;
