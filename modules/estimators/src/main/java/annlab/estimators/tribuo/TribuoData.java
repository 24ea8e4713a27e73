package annlab.estimators.tribuo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Matrices as Tribuo's examples. */
final class TribuoData {
  private static final RegressionFactory REGRESSION = new RegressionFactory();
  private static final LabelFactory CLASSIFICATION = new LabelFactory();

  /** Tribuo logs every tree and every feature; held here, so that its level is not collected. */
  private static final Logger LOG = Logger.getLogger("org.tribuo");

  static {
    LOG.setLevel(Level.WARNING);
  }

  private TribuoData() {}

  static MutableDataset<Regressor> regression(INDArray x, INDArray y) {
    double[][] targets = rows(y.reshape('c', y.size(0), y.length() / y.size(0)));
    String[] names = names("output", targets[0].length);
    List<Example<Regressor>> examples = new ArrayList<>();
    double[][] inputs = rows(x);
    String[] features = names("feature", inputs[0].length);
    for (int i = 0; i < inputs.length; i++) {
      examples.add(new ArrayExample<>(new Regressor(names, targets[i]), features, inputs[i]));
    }
    return dataset(examples, REGRESSION);
  }

  static MutableDataset<Label> classification(INDArray x, int[] classIndices) {
    List<Example<Label>> examples = new ArrayList<>();
    double[][] inputs = rows(x);
    String[] features = names("feature", inputs[0].length);
    for (int i = 0; i < inputs.length; i++) {
      Label label = new Label(String.valueOf(classIndices[i]));
      examples.add(new ArrayExample<>(label, features, inputs[i]));
    }
    return dataset(examples, CLASSIFICATION);
  }

  static <T extends Output<T>> List<Example<T>> unknown(INDArray x, OutputFactory<T> outputs) {
    List<Example<T>> examples = new ArrayList<>();
    double[][] inputs = rows(x);
    String[] features = names("feature", inputs[0].length);
    for (double[] row : inputs) {
      examples.add(new ArrayExample<>(outputs.getUnknownOutput(), features, row));
    }
    return examples;
  }

  static List<Example<Regressor>> unknownNumbers(INDArray x) {
    return unknown(x, REGRESSION);
  }

  static List<Example<Label>> unknownClasses(INDArray x) {
    return unknown(x, CLASSIFICATION);
  }

  private static <T extends Output<T>> MutableDataset<T> dataset(
      List<Example<T>> examples, OutputFactory<T> outputs) {
    MutableDataset<T> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("matrix", outputs), outputs);
    data.addAll(examples);
    return data;
  }

  private static double[][] rows(INDArray matrix) {
    return matrix.castTo(DataType.DOUBLE).toDoubleMatrix();
  }

  /** Names in the order of the columns: Tribuo numbers features by the order of their names. */
  private static String[] names(String of, int count) {
    String[] names = new String[count];
    Arrays.setAll(names, j -> String.format(Locale.ROOT, "%s%06d", of, j));
    return names;
  }
}
