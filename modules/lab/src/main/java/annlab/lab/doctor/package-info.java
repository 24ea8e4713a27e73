/** What works on this machine and what does not: {@code annlab doctor}. */
@NullMarked
package annlab.lab.doctor;

import org.jspecify.annotations.NullMarked;
