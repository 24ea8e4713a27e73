/** The ledger of all claims, and the report as Markdown, HTML and JSON. */
@NullMarked
package annlab.lab.report;

import org.jspecify.annotations.NullMarked;
