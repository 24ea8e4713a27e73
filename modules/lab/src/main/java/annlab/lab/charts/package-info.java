/** Charts and diagrams as SVG. */
@NullMarked
package annlab.lab.charts;

import org.jspecify.annotations.NullMarked;
