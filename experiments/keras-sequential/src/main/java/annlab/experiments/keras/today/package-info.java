/** The chapter's two trainings as Keras 3 of today runs them, and what has changed since. */
@NullMarked
package annlab.experiments.keras.today;

import org.jspecify.annotations.NullMarked;
