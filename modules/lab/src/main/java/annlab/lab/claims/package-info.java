/** Claims, their targets, and the verdicts on them. */
@NullMarked
package annlab.lab.claims;

import org.jspecify.annotations.NullMarked;
