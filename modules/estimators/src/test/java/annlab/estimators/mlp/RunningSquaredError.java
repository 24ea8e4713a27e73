package annlab.estimators.mlp;

import annlab.estimators.tribuo.RegressionTreeTrainer;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.regression.rtree.impurity.RegressorImpurity;

/**
 * The variance of a node's targets, as Tribuo's MeanSquaredError, with running sums in double
 * precision: what {@link RegressionTreeTrainer} is held to, in Tribuo's own trainer.
 *
 * <p>To find a split Tribuo asks for the variance on both sides of each value of a feature in turn,
 * and its own impurity adds up both sides anew each time: time grows with the square of the rows,
 * and a forest on California housing takes minutes. Here a side that has one value more or less
 * than the last time costs that value only.
 *
 * <p>Not safe for use by several threads.
 */
public final class RunningSquaredError implements RegressorImpurity {
  private final Side left = new Side();
  private final Side right = new Side();

  /** Sums over one side of a split. */
  private static final class Side {
    int[] first = {};
    int[] last = {};
    int size;
    double weight;
    double sum;
    double squares;

    void clear() {
      weight = 0;
      sum = 0;
      squares = 0;
    }

    void add(int[] indices, int count, float[] targets, float[] weights, int sign) {
      for (int i = 0; i < count; i++) {
        double w = sign * weights[indices[i]];
        double target = targets[indices[i]];
        weight += w;
        sum += w * target;
        squares += w * target * target;
      }
    }

    void remember(List<int[]> values) {
      first = values.get(0);
      last = values.get(values.size() - 1);
      size = values.size();
    }

    ImpurityTuple impurity() {
      double mean = sum / weight;
      // rounding may take the variance of equal targets below zero
      return new ImpurityTuple((float) Math.max(0, squares / weight - mean * mean), (float) weight);
    }
  }

  public RunningSquaredError() {}

  @Override
  public double impurity(float[] targets, float[] weights) {
    Side all = new Side();
    all.add(IntStream.range(0, targets.length).toArray(), targets.length, targets, weights, 1);
    return all.impurity().impurity;
  }

  @Override
  public ImpurityTuple impurityTuple(int[] indices, int count, float[] targets, float[] weights) {
    Side all = new Side();
    all.add(indices, count, targets, weights, 1);
    return count == 0 ? new ImpurityTuple(0, 0) : all.impurity();
  }

  @Override
  public ImpurityTuple impurityTuple(List<int[]> values, float[] targets, float[] weights) {
    if (values.isEmpty()) {
      return new ImpurityTuple(0, 0);
    }
    int[] first = values.get(0);
    int[] last = values.get(values.size() - 1);
    if (left.first == first && values.size() == left.size + 1) {
      left.add(last, last.length, targets, weights, 1);
      left.remember(values);
      return left.impurity();
    }
    if (right.last == last && values.size() == right.size - 1) {
      right.add(right.first, right.first.length, targets, weights, -1);
      right.remember(values);
      return right.impurity();
    }
    // a feature begins with a single value on the left, and with all others on the right
    Side side = values.size() == 1 ? left : right;
    side.clear();
    for (int[] indices : values) {
      side.add(indices, indices.length, targets, weights, 1);
    }
    side.remember(values);
    return side.impurity();
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "RegressorImpurity");
  }
}
