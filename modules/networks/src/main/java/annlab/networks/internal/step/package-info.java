/** Training steps and forward passes. For this module alone, and for its benchmarks. */
@NullMarked
package annlab.networks.internal.step;

import org.jspecify.annotations.NullMarked;
