package annlab.estimators.tribuo;

import annlab.estimators.internal.ClassLabels;
import annlab.estimators.internal.Inputs;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** A fitted classifier of Tribuo's, with the classes in our order. */
record TribuoClassifier(String name, Model<Label> model, ClassLabels labels, int features) {
  TribuoClassifier(String name, Model<Label> model, ClassLabels labels, INDArray x) {
    this(name, model, labels, Math.toIntExact(x.size(1)));
  }

  /** A score per row and class. */
  INDArray scores(INDArray x) {
    INDArray checked = Inputs.features(x, name, features);
    List<Prediction<Label>> predictions = model.predict(TribuoData.unknownClasses(checked));
    double[][] scores = new double[predictions.size()][labels.count()];
    for (int i = 0; i < scores.length; i++) {
      for (Label label : predictions.get(i).getOutputScores().values()) {
        scores[i][Integer.parseInt(label.getLabel())] = label.getScore();
      }
    }
    return Nd4j.createFromArray(scores);
  }

  INDArray predict(INDArray x) {
    return labels.ids(ClassLabels.largest(scores(x)));
  }
}
