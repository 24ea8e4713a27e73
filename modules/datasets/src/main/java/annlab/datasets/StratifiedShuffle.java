package annlab.datasets;

import annlab.random.NumpyRandomState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws two sets of rows in which each class has about its share of the whole: the algorithm of
 * scikit-learn's {@code StratifiedShuffleSplit}, draw by draw.
 */
final class StratifiedShuffle {
  /** The rows of each class, in ascending order; classes in the order of scikit-learn. */
  private final List<int[]> rowsOfClass;

  private final NumpyRandomState random;

  StratifiedShuffle(INDArray classes, int rows, NumpyRandomState random) {
    if (classes.size(0) != rows) {
      throw new IllegalArgumentException(
          "stratify has "
              + classes.size(0)
              + " rows but the samples have "
              + rows
              + "; pass one class per row");
    }
    this.rowsOfClass = classes.rank() == 1 ? byNumber(classes) : byText(classes);
    this.random = random;
    int least = rowsOfClass.stream().mapToInt(members -> members.length).min().orElseThrow();
    if (least < 2) {
      throw new IllegalArgumentException(
          "every class must have at least 2 rows to be in both parts, got a class with " + least);
    }
  }

  /** Two disjoint sets of rows, each in random order. */
  Rows draw(int trainRows, int testRows) {
    if (Math.min(trainRows, testRows) < rowsOfClass.size()) {
      throw new IllegalArgumentException(
          "each part must have at least one row for each of the "
              + rowsOfClass.size()
              + " classes, got "
              + trainRows
              + " training rows and "
              + testRows
              + " test rows");
    }
    int[] counts = rowsOfClass.stream().mapToInt(members -> members.length).toArray();
    int[] trainCounts = shares(counts, trainRows);
    int[] left = IntStream.range(0, counts.length).map(c -> counts[c] - trainCounts[c]).toArray();
    int[] testCounts = shares(left, testRows);

    IntStream.Builder train = IntStream.builder();
    IntStream.Builder test = IntStream.builder();
    for (int c = 0; c < counts.length; c++) {
      int[] members = rowsOfClass.get(c);
      int[] order = random.permutation(counts[c]);
      for (int i = 0; i < trainCounts[c] + testCounts[c]; i++) {
        (i < trainCounts[c] ? train : test).add(members[order[i]]);
      }
    }
    int[] shuffledTrain = train.build().toArray();
    int[] shuffledTest = test.build().toArray();
    random.shuffle(shuffledTrain);
    random.shuffle(shuffledTest);
    return new Rows(shuffledTrain, shuffledTest);
  }

  /**
   * How many rows of each class make up a number of rows: the exact shares rounded down, then one
   * more for those with the largest remainders, at random among equals ({@code _approximate_mode}).
   */
  private int[] shares(int[] counts, int wanted) {
    int all = IntStream.of(counts).sum();
    double[] remainders = new double[counts.length];
    int[] shares = new int[counts.length];
    for (int c = 0; c < counts.length; c++) {
      double exact = counts[c] / (double) all * wanted;
      shares[c] = (int) Math.floor(exact);
      remainders[c] = exact - shares[c];
    }
    int missing = wanted - IntStream.of(shares).sum();
    for (double remainder : descending(remainders)) {
      if (missing == 0) {
        break;
      }
      int[] equals =
          IntStream.range(0, counts.length).filter(c -> remainders[c] == remainder).toArray();
      int[] order = random.permutation(equals.length);
      int now = Math.min(equals.length, missing);
      for (int i = 0; i < now; i++) {
        shares[equals[order[i]]]++;
      }
      missing -= now;
    }
    return shares;
  }

  private static Iterable<Double> descending(double[] values) {
    return Arrays.stream(values)
        .boxed()
        .collect(Collectors.toCollection(() -> new TreeSet<>(Collections.reverseOrder())));
  }

  private static List<int[]> byNumber(INDArray classes) {
    double[] numbers = classes.castTo(DataType.DOUBLE).toDoubleVector();
    // -0.0 and 0.0 are one class
    return grouped(Arrays.stream(numbers).map(v -> v + 0.0).boxed().toList());
  }

  /** scikit-learn joins the labels of a row to a text, and sorts classes by it. */
  private static List<int[]> byText(INDArray classes) {
    double[][] rows = classes.castTo(DataType.DOUBLE).toDoubleMatrix();
    boolean integers = !classes.dataType().isFPType();
    return grouped(
        Arrays.stream(rows)
            .map(
                row ->
                    Arrays.stream(row)
                        .mapToObj(v -> integers ? Long.toString((long) v) : Double.toString(v))
                        .collect(Collectors.joining(" ")))
            .toList());
  }

  private static <K extends Comparable<K>> List<int[]> grouped(List<K> keys) {
    SortedMap<K, IntStream.Builder> groups = new TreeMap<>();
    for (int row = 0; row < keys.size(); row++) {
      groups.computeIfAbsent(keys.get(row), key -> IntStream.builder()).add(row);
    }
    return groups.values().stream().map(group -> group.build().toArray()).toList();
  }

  /** Row numbers of the two sets. */
  @SuppressWarnings("ArrayRecordComponent") // private to the package, never compared
  record Rows(int[] train, int[] test) {}
}
