/** The specification of a sweep: a base, and what is varied of it. */
@NullMarked
package annlab.sweep.specification;

import org.jspecify.annotations.NullMarked;
