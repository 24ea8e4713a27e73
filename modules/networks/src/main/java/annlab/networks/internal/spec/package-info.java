/** What a model is made from, before its weights. For this module alone. */
@NullMarked
package annlab.networks.internal.spec;

import org.jspecify.annotations.NullMarked;
