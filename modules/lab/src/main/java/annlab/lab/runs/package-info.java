/**
 * A run as a value: its id, options, history, verdicts, artifacts and provenance, and its form as
 * JSON.
 */
@NullMarked
package annlab.lab.runs;

import org.jspecify.annotations.NullMarked;
