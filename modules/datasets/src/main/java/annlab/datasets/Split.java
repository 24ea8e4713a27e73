package annlab.datasets;

import annlab.random.NumpyRandomState;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows divided into a training part and a test part: the same rows, in the same order, as
 * scikit-learn's {@code train_test_split} with the same {@code random_state}.
 */
public final class Split {
  private final int[] trainRows;
  private final int[] testRows;
  private final Samples train;
  private final Samples test;

  private Split(Samples all, int[] trainRows, int[] testRows) {
    this.trainRows = trainRows;
    this.testRows = testRows;
    this.train = all.pick(trainRows);
    this.test = all.pick(testRows);
  }

  /**
   * Divides rows at random.
   *
   * @param all the rows
   * @param testFraction the share of the test part, above 0, below 1, rounded up to whole rows
   * @param seed scikit-learn's {@code random_state}, at least 0
   * @return both parts, copied
   * @throws IllegalArgumentException if a part would be empty
   */
  public static Split of(Samples all, double testFraction, long seed) {
    return of(all, SplitOptions.defaults().withTestShare(testFraction), seed);
  }

  /**
   * Divides rows.
   *
   * @param all the rows
   * @param options sizes, shuffle, stratification
   * @param seed scikit-learn's {@code random_state}, at least 0; without meaning if nothing is
   *     shuffled
   * @return both parts, copied
   * @throws IllegalArgumentException if the options do not fit the rows
   */
  public static Split of(Samples all, SplitOptions options, long seed) {
    return of(all, options, new NumpyRandomState(seed));
  }

  /**
   * Divides rows, drawing from a generator that is in use: what comes after takes up where this
   * leaves off, as when a {@code RandomState} is passed to scikit-learn.
   *
   * @param all the rows
   * @param options sizes, shuffle, stratification
   * @param random the generator; unchanged if nothing is shuffled
   * @return both parts, copied
   * @throws IllegalArgumentException if the options do not fit the rows
   */
  public static Split of(Samples all, SplitOptions options, NumpyRandomState random) {
    int rows = Math.toIntExact(all.count());
    SplitOptions.Sizes sizes = options.sizes(rows);
    if (options.stratify().isPresent()) {
      StratifiedShuffle shuffle = new StratifiedShuffle(options.stratify().get(), rows, random);
      StratifiedShuffle.Rows drawn = shuffle.draw(sizes.train(), sizes.test());
      return new Split(all, drawn.train(), drawn.test());
    }
    if (!options.shuffle()) {
      return new Split(
          all,
          IntStream.range(0, sizes.train()).toArray(),
          IntStream.range(sizes.train(), sizes.train() + sizes.test()).toArray());
    }
    // the test part comes first in scikit-learn's permutation
    int[] order = random.permutation(rows);
    return new Split(
        all,
        Arrays.copyOfRange(order, sizes.test(), sizes.test() + sizes.train()),
        Arrays.copyOf(order, sizes.test()));
  }

  /**
   * The rows to train on.
   *
   * @return a copy of these rows of the whole
   */
  public Samples train() {
    return train;
  }

  /**
   * The rows to test on.
   *
   * @return a copy of these rows of the whole
   */
  public Samples test() {
    return test;
  }

  /**
   * Where the training rows were in the whole.
   *
   * @return 0-based row numbers, in the order of {@link #train}
   */
  public int[] trainRows() {
    return trainRows.clone();
  }

  /**
   * Where the test rows were in the whole.
   *
   * @return 0-based row numbers, in the order of {@link #test}
   */
  public int[] testRows() {
    return testRows.clone();
  }
}
