package annlab.estimators.tribuo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.common.tree.AbstractCARTTrainer;
import org.tribuo.common.tree.AbstractTrainingNode;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.math.la.SparseVector;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/**
 * Grows the trees of Tribuo's CARTRegressionTrainer, to the last bit, for one output and rows of
 * weight 1.
 *
 * <p>Tribuo's own sorts a feature's values anew for each of them, and looks for each row of a split
 * through all others: a forest on California housing takes a minute. Here the rows are sorted by
 * each feature once for a tree, and a split leaves both of its sides in that order.
 */
public final class RegressionTreeTrainer extends AbstractCARTTrainer<Regressor> {
  /**
   * A trainer of trees that look at all features in every split.
   *
   * @param minRows a node of fewer rows is not split
   * @param seed of Tribuo's generator, from which nothing is drawn
   */
  RegressionTreeTrainer(float minRows, long seed) {
    super(Integer.MAX_VALUE, minRows, 0, 1, false, seed);
  }

  @Override
  protected AbstractTrainingNode<Regressor> mkTrainingNode(
      Dataset<Regressor> examples, AbstractTrainingNode.LeafDeterminer leaves) {
    Rows rows = new Rows(examples);
    return new Branch(rows, 0, examples.size(), 0, rows.spread(0, examples.size()), leaves);
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  /** The rows that a tree grows on, in the order of each feature; a node owns a range of each. */
  private static final class Rows {
    final String output;
    final double[][] values;
    final float[] targets;

    /** By feature: row numbers by value, those of one value ascending. */
    final int[][] byValue;

    /** Row numbers, ascending. */
    final int[] ascending;

    private final boolean[] left;
    private final int[] rest;

    Rows(Dataset<Regressor> examples) {
      int count = examples.size();
      output = examples.getExample(0).getOutput().getNames()[0];
      values = new double[examples.getFeatureIDMap().size()][count];
      targets = new float[count];
      ascending = new int[count];
      left = new boolean[count];
      rest = new int[count];
      for (int i = 0; i < count; i++) {
        Example<Regressor> example = examples.getExample(i);
        SparseVector row =
            SparseVector.createSparseVector(example, examples.getFeatureIDMap(), false);
        for (int j = 0; j < values.length; j++) {
          values[j][i] = row.get(j);
        }
        targets[i] = (float) example.getOutput().getValues()[0];
        ascending[i] = i;
      }
      byValue = Arrays.stream(values).map(Rows::sorted).toArray(int[][]::new);
    }

    /** Row numbers by value, by counting how many rows come before each value. */
    private static int[] sorted(double[] column) {
      double[] distinct = Arrays.stream(column).sorted().distinct().toArray();
      int[] next = new int[distinct.length + 1];
      int[] ranks = new int[column.length];
      for (int i = 0; i < column.length; i++) {
        ranks[i] = Arrays.binarySearch(distinct, column[i]);
        next[ranks[i] + 1]++;
      }
      for (int rank = 1; rank <= distinct.length; rank++) {
        next[rank] += next[rank - 1];
      }
      int[] rows = new int[column.length];
      for (int i = 0; i < column.length; i++) {
        rows[next[ranks[i]]++] = i;
      }
      return rows;
    }

    /** The variance of a node's targets. */
    float spread(int from, int to) {
      Side all = new Side();
      for (int i = from; i < to; i++) {
        all.add(targets[ascending[i]], 1);
      }
      return all.variance();
    }

    /** Divides a node's range of every order: the first rows by one feature go to its front. */
    void divide(int feature, int from, int middle, int to) {
      for (int i = from; i < to; i++) {
        left[byValue[feature][i]] = i < middle;
      }
      for (int[] order : byValue) {
        divide(order, from, to);
      }
      divide(ascending, from, to);
    }

    private void divide(int[] order, int from, int to) {
      int front = from;
      int others = 0;
      for (int i = from; i < to; i++) {
        if (left[order[i]]) {
          order[front++] = order[i];
        } else {
          rest[others++] = order[i];
        }
      }
      System.arraycopy(rest, 0, order, front, others);
    }

    Regressor mean(int from, int to) {
      double mean = 0;
      double variance = 0;
      double seen = 0;
      for (int i = from; i < to; i++) {
        float target = targets[ascending[i]];
        seen++;
        double before = mean;
        mean += 1 / seen * (target - before);
        variance += (target - before) * (target - mean);
      }
      return new Regressor.DimensionTuple(output, mean, to - from > 1 ? variance / (seen - 1) : 0);
    }
  }

  /** Sums over one side of a split. */
  private static final class Side {
    private double weight;
    private double sum;
    private double squares;

    void add(double target, double sign) {
      weight += sign;
      sum += sign * target;
      squares += sign * target * target;
    }

    /** In single precision, as Tribuo compares splits. */
    float variance() {
      double mean = sum / weight;
      // rounding may take the variance of equal targets below zero
      return (float) Math.max(0, squares / weight - mean * mean);
    }

    float weighted() {
      return variance() * (float) weight;
    }
  }

  /** A node as it grows. */
  private static final class Branch extends AbstractTrainingNode<Regressor> {
    private static final long serialVersionUID = 1L;

    private final transient Rows rows;
    private final int from;
    private final int to;

    Branch(Rows rows, int from, int to, int depth, float spread, LeafDeterminer leaves) {
      super(depth, to - from, leaves);
      this.rows = rows;
      this.from = from;
      this.to = to;
      this.impurityScore = spread;
    }

    @Override
    public double getImpurity() {
      return impurityScore;
    }

    @Override
    public float getWeightSum() {
      return to - from;
    }

    @Override
    public List<AbstractTrainingNode<Regressor>> buildTree(
        int[] features, SplittableRandom random, boolean useRandomSplitPoints) {
      double best = impurityScore;
      int middle = from;
      for (int feature : features) {
        int[] order = rows.byValue[feature];
        double[] column = rows.values[feature];
        int first = endOfValue(order, column, from);
        Side left = new Side();
        Side right = new Side();
        for (int i = from; i < to; i++) {
          (i < first ? left : right).add(rows.targets[order[i]], 1);
        }
        for (int at = first; at < to; ) {
          double score = (left.weighted() + right.weighted()) / getWeightSum();
          if (score < best) {
            best = score;
            middle = at;
            split = true;
            splitID = feature;
            splitValue = (column[order[at - 1]] + column[order[at]]) / 2;
          }
          int end = endOfValue(order, column, at);
          for (int i = at; i < end; i++) {
            left.add(rows.targets[order[i]], 1);
          }
          for (int i = at; i < end; i++) {
            right.add(rows.targets[order[i]], -1);
          }
          at = end;
        }
      }
      return split ? grow(middle) : List.of();
    }

    /** Where the rows end that have the value of the first one. */
    private int endOfValue(int[] order, double[] column, int begin) {
      int end = begin + 1;
      while (end < to && column[order[end]] == column[order[begin]]) {
        end++;
      }
      return end;
    }

    private List<AbstractTrainingNode<Regressor>> grow(int middle) {
      rows.divide(splitID, from, middle, to);
      List<AbstractTrainingNode<Regressor>> open = new ArrayList<>();
      lessThanOrEqual = side(from, middle, open);
      greaterThan = side(middle, to, open);
      return open;
    }

    private Node<Regressor> side(int begin, int end, List<AbstractTrainingNode<Regressor>> open) {
      float spread = rows.spread(begin, end);
      if (shouldMakeLeaf(spread, end - begin)) {
        return leaf(begin, end, spread);
      }
      Branch side = new Branch(rows, begin, end, depth + 1, spread, leafDeterminer);
      open.add(side);
      return side;
    }

    @Override
    public Node<Regressor> convertTree() {
      return split ? createSplitNode() : leaf(from, to, impurityScore);
    }

    private Node<Regressor> leaf(int begin, int end, double spread) {
      return new LeafNode<>(spread, rows.mean(begin, end), Map.of(), false);
    }
  }
}
