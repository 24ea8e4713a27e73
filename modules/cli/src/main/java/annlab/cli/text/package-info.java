/** What the commands say: output, its codes, texts and tables of runs, seeds and comparisons. */
@NullMarked
package annlab.cli.text;

import org.jspecify.annotations.NullMarked;
