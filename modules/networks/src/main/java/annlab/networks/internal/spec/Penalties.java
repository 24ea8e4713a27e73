package annlab.networks.internal.spec;

import annlab.networks.layers.LayerShapes;
import annlab.networks.layers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The kernels' penalties over a network's flat vectors. */
public final class Penalties {
  private record Part(Regularizer regularizer, INDArray weights, long from, long to) {}

  private final List<Part> parts = new ArrayList<>();

  public Penalties(ModelSpec spec, MultiLayerNetwork network) {
    INDArray flat = network.params().reshape(network.params().length());
    long at = 0;
    for (LayerShapes shapes : LayerShapes.of(spec.layers())) {
      Regularizer penalty = shapes.layer().kernelRegularizer();
      if (!penalty.isNone()) {
        long end = at + shapes.variables().get(0).size(); // the kernel
        parts.add(new Part(penalty, flat.get(NDArrayIndex.interval(at, end)), at, end));
      }
      at += shapes.parameters();
    }
  }

  /**
   * Adds the penalties' gradients to a gradient that is summed over the rows.
   *
   * @return rows times the penalties
   */
  public double add(INDArray gradientSum, int rows) {
    double sum = 0;
    for (Part part : parts) {
      Regularizer regularizer = part.regularizer();
      double factor = regularizer.perRow() ? 1 : rows;
      INDArray gradient = gradientSum.get(NDArrayIndex.interval(part.from(), part.to()));
      sum += factor * value(part);
      if (regularizer.l2() != 0) {
        Nd4j.getBlasWrapper()
            .level1()
            .axpy(gradient.length(), 2 * factor * regularizer.l2(), part.weights(), gradient);
      }
      if (regularizer.l1() != 0) {
        gradient.addi(Transforms.sign(part.weights(), true).muli(factor * regularizer.l1()));
      }
    }
    return sum;
  }

  /** Rows times the penalties. */
  public double value(int rows) {
    double sum = 0;
    for (Part part : parts) {
      sum += (part.regularizer().perRow() ? 1 : rows) * value(part);
    }
    return sum;
  }

  private static double value(Part part) {
    // not by ND4J, whose order of sums depends on the machine
    double squares = 0;
    double magnitudes = 0;
    for (double weight : part.weights().toDoubleVector()) {
      squares += weight * weight;
      magnitudes += Math.abs(weight);
    }
    return part.regularizer().l2() * squares + part.regularizer().l1() * magnitudes;
  }
}
