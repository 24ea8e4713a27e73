/**
 * Keras' own vocabulary: names with options, the registries that read them, and Java code that is
 * written for them.
 */
@NullMarked
package annlab.networks.config;

import org.jspecify.annotations.NullMarked;
