/** Which trial continues, how far, and which one ends early. */
@NullMarked
package annlab.sweep.policies;

import org.jspecify.annotations.NullMarked;
