/** The sources that a module's jar carries: their fingerprint, and the listings cut from them. */
@NullMarked
package annlab.lab.sources;

import org.jspecify.annotations.NullMarked;
