/** ND4J's CPU and CUDA backends, the graphics cards, and how a backend is found. */
@NullMarked
package annlab.lab.backend;

import org.jspecify.annotations.NullMarked;
