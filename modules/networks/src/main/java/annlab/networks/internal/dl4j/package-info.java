/** Models as configurations of DL4J's. For this module alone. */
@NullMarked
package annlab.networks.internal.dl4j;

import org.jspecify.annotations.NullMarked;
