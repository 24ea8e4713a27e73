/** The checks of {@code annlab doctor}: what works on this machine and what does not. */
@NullMarked
package annlab.lab.doctor;

import org.jspecify.annotations.NullMarked;
