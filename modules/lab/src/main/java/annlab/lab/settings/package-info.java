/**
 * The settings of annlab.conf and the environment, prerequisites, and how numbers and JSON are
 * written.
 */
@NullMarked
package annlab.lab.settings;

import org.jspecify.annotations.NullMarked;
