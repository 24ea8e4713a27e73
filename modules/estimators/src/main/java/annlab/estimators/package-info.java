/** scikit-learn's estimators on DL4J's MultiLayerNetwork. */
@NullMarked
package annlab.estimators;

import org.jspecify.annotations.NullMarked;
