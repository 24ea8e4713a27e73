/** Which trial goes on, how far, and which one ends early. */
@NullMarked
package annlab.sweep.policies;

import org.jspecify.annotations.NullMarked;
