package annlab.datasets;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How {@link Split} divides rows: the parameters of scikit-learn's {@code train_test_split}.
 *
 * @param test the size of the test part; empty for what the training part leaves
 * @param train the size of the training part; empty for what the test part leaves
 * @param shuffle whether rows are drawn at random; otherwise the first rows train, the next test
 * @param stratify one class per row, integer or floating point, shape [rows] or [rows, labels]:
 *     each class has about the same share in both parts; empty for no such demand
 */
public record SplitOptions(
    Optional<Size> test, Optional<Size> train, boolean shuffle, Optional<INDArray> stratify) {
  /** scikit-learn default (model_selection/_split.py), when neither size is given. */
  public static final double TEST_SHARE = 0.25;

  /** The size of a part. */
  public sealed interface Size {}

  /**
   * A share of the rows.
   *
   * @param value above 0, below 1
   */
  public record Share(double value) implements Size {
    public Share {
      if (!(value > 0 && value < 1)) {
        throw new IllegalArgumentException("a share of rows must be in (0, 1), got " + value);
      }
    }
  }

  /**
   * A number of rows.
   *
   * @param value at least 1
   */
  public record Count(int value) implements Size {
    public Count {
      if (value < 1) {
        throw new IllegalArgumentException("a number of rows must be at least 1, got " + value);
      }
    }
  }

  public SplitOptions {
    if (stratify.isPresent() && !shuffle) {
      throw new IllegalArgumentException(
          "a stratified split needs shuffled rows; leave out one of the two options");
    }
  }

  /**
   * A quarter of the rows for testing, drawn at random.
   *
   * @return scikit-learn's defaults
   */
  public static SplitOptions defaults() {
    return new SplitOptions(Optional.empty(), Optional.empty(), true, Optional.empty());
  }

  /**
   * The same with a test part of this share of the rows, rounded up.
   *
   * @param share above 0, below 1
   * @return a copy
   */
  public SplitOptions withTestShare(double share) {
    return new SplitOptions(Optional.of(new Share(share)), train, shuffle, stratify);
  }

  /**
   * The same with a test part of this many rows.
   *
   * @param rows at least 1
   * @return a copy
   */
  public SplitOptions withTestRows(int rows) {
    return new SplitOptions(Optional.of(new Count(rows)), train, shuffle, stratify);
  }

  /**
   * The same with a training part of this share of the rows, rounded down.
   *
   * @param share above 0, below 1
   * @return a copy
   */
  public SplitOptions withTrainShare(double share) {
    return new SplitOptions(test, Optional.of(new Share(share)), shuffle, stratify);
  }

  /**
   * The same with a training part of this many rows.
   *
   * @param rows at least 1
   * @return a copy
   */
  public SplitOptions withTrainRows(int rows) {
    return new SplitOptions(test, Optional.of(new Count(rows)), shuffle, stratify);
  }

  /**
   * The same without a shuffle: the first rows train, the rows behind them test.
   *
   * @return a copy
   */
  public SplitOptions inOrder() {
    return new SplitOptions(test, train, false, stratify);
  }

  /**
   * The same with each class in both parts, in about the same share.
   *
   * @param classes one class per row, shape [rows], or one row of labels per row
   * @return a copy
   */
  public SplitOptions stratifiedBy(INDArray classes) {
    return new SplitOptions(test, train, shuffle, Optional.of(classes));
  }

  /** The sizes of both parts; scikit-learn rounds a test share up and a training share down. */
  Sizes sizes(int rows) {
    Optional<Integer> testRows = test.map(size -> (int) Math.ceil(exact(size, rows)));
    Optional<Integer> trainRows = train.map(size -> (int) Math.floor(exact(size, rows)));
    if (testRows.isEmpty() && trainRows.isEmpty()) {
      testRows = Optional.of((int) Math.ceil(TEST_SHARE * rows));
    }
    int testing = testRows.isPresent() ? testRows.get() : rows - trainRows.orElseThrow();
    int training = trainRows.isPresent() ? trainRows.get() : rows - testing;
    if ((long) training + testing > rows) {
      throw new IllegalArgumentException(
          "training part and test part must not exceed the "
              + rows
              + " rows together, got "
              + training
              + " and "
              + testing);
    }
    if (training == 0) {
      throw new IllegalArgumentException(
          "the training part of "
              + rows
              + " rows would be empty, with "
              + testing
              + " rows for testing; give it more rows");
    }
    return new Sizes(training, testing);
  }

  private static double exact(Size size, int rows) {
    if (size instanceof Share share) {
      return share.value() * rows;
    }
    int count = ((Count) size).value();
    if (count >= rows) {
      throw new IllegalArgumentException(
          "a part must be smaller than the " + rows + " rows, got " + count);
    }
    return count;
  }

  /** Rows in each part. */
  record Sizes(int train, int test) {}
}
