/** Processes that are kept warm and asked by lines of JSON. */
@NullMarked
package annlab.lab.workers;

import org.jspecify.annotations.NullMarked;
