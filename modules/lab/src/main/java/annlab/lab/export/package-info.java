/** Runs for other tools: TensorBoard's event files, MLflow's tracking server, tables. */
@NullMarked
package annlab.lab.export;

import org.jspecify.annotations.NullMarked;
