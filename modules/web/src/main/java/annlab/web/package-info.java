/** The site: results, live runs, and DL4J's training UI beside it. */
@NullMarked
package annlab.web;

import org.jspecify.annotations.NullMarked;
