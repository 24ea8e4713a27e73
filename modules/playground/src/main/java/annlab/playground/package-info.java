/** Trainings that the site's pages start, in a worker process that is kept warm. */
@NullMarked
package annlab.playground;

import org.jspecify.annotations.NullMarked;
