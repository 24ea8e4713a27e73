package annlab.estimators.perceptron;

import annlab.estimators.FittedClassifier;
import annlab.estimators.internal.ClassLabels;
import annlab.estimators.internal.Inputs;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A fitted perceptron. It has no {@code predictProba}: a step gives no probabilities, and a program
 * that asks for them does not compile.
 */
public final class FittedPerceptron implements FittedClassifier {
  private final String name;
  private final PerceptronRule rule;
  private final ClassLabels labels;
  private final List<PerceptronTraining.Neuron> neurons;
  private final int features;
  private final INDArray coef;
  private final INDArray intercept;

  FittedPerceptron(
      String name,
      PerceptronRule rule,
      ClassLabels labels,
      List<PerceptronTraining.Neuron> neurons,
      int features) {
    this.name = name;
    this.rule = rule;
    this.labels = labels;
    this.neurons = List.copyOf(neurons);
    this.features = features;
    this.coef = Nd4j.createUninitialized(DataType.DOUBLE, neurons.size(), features);
    this.intercept = Nd4j.createUninitialized(DataType.DOUBLE, neurons.size());
    for (int k = 0; k < neurons.size(); k++) {
      List<INDArray> weights = neurons.get(k).model().weights();
      coef.getRow(k).assign(weights.get(0).reshape(features));
      intercept.putScalar(k, weights.get(1).getDouble(0));
    }
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public List<Integer> classes() {
    return labels.classes();
  }

  /**
   * The weights.
   *
   * @return a copy, DOUBLE, shape [neurons, features]: one neuron for two classes, else one a class
   *     or label
   */
  public INDArray coef() {
    return coef.dup();
  }

  /**
   * The biases.
   *
   * @return a copy, DOUBLE, shape [neurons]
   */
  public INDArray intercept() {
    return intercept.dup();
  }

  /**
   * Epochs trained.
   *
   * @return the most of any neuron, scikit-learn's {@code n_iter_}
   */
  public int iterations() {
    return iterationsByNeuron().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /**
   * Epochs that each neuron trained.
   *
   * @return one number a neuron
   */
  public List<Integer> iterationsByNeuron() {
    return neurons.stream().map(PerceptronTraining.Neuron::epochs).toList();
  }

  /**
   * DL4J's network of a neuron.
   *
   * @param neuron 0-based
   * @return the network itself
   * @throws IndexOutOfBoundsException if there is no such neuron
   */
  public MultiLayerNetwork network(int neuron) {
    return neurons.get(neuron).model().network();
  }

  /**
   * How far each row is on the positive side of each neuron, {@code x w + b}.
   *
   * @param x inputs, floating point, shape [rows, features]
   * @return DOUBLE, shape [rows, neurons]
   * @throws IllegalArgumentException as {@link #predict}
   */
  public INDArray decisionFunction(INDArray x) {
    INDArray inputs = Inputs.features(x, name, features).castTo(DataType.DOUBLE);
    return inputs.mmul(coef.transpose()).addiRowVector(intercept);
  }

  /**
   * {@inheritDoc} The class with the largest decision value; of two classes, and of labels, the
   * positive one where the value is above 0, by the textbook's rule where it is at least 0.
   */
  @Override
  public INDArray predict(INDArray x) {
    INDArray decisions = decisionFunction(x);
    if (labels.multilabel()) {
      return positive(decisions);
    }
    if (labels.outputs() == 1) {
      return labels.ids(positive(decisions).ravel().toIntVector());
    }
    return labels.ids(ClassLabels.largest(decisions));
  }

  private INDArray positive(INDArray decisions) {
    INDArray above = rule == PerceptronRule.TEXTBOOK ? decisions.gte(0) : decisions.gt(0);
    return above.castTo(DataType.INT32);
  }
}
