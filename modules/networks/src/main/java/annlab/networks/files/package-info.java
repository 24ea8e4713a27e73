/** Files that are written whole or not at all, and verified zip files. */
@NullMarked
package annlab.networks.files;

import org.jspecify.annotations.NullMarked;
