/** The chapter's data sets, verified by the SHA-256 of their contents. */
@NullMarked
package annlab.datasets;

import org.jspecify.annotations.NullMarked;
