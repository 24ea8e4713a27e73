/** The output of commands: exit codes, texts and tables of runs, seeds and comparisons. */
@NullMarked
package annlab.cli.text;

import org.jspecify.annotations.NullMarked;
