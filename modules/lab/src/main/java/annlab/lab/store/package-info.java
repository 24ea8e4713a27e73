/** The run store: SQLite for what is queried, a folder for each run, and their repair. */
@NullMarked
package annlab.lab.store;

import org.jspecify.annotations.NullMarked;
