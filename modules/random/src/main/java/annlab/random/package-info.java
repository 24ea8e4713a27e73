/** Random generators that give the same numbers as NumPy's, Python's and TensorFlow's. */
@NullMarked
package annlab.random;

import org.jspecify.annotations.NullMarked;
