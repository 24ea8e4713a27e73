package annlab.experiments.keras.tuning;

import annlab.datasets.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * A test set under a seal: a search for hyperparameters that reads it does so in the open. Each
 * reading before {@link #choose} leaves a warning; one reading of the chosen model leaves none.
 */
public final class SealedTest {
  private final Samples rows;
  private final List<String> warnings = new ArrayList<>();
  private boolean chosen;
  private boolean spent;

  /**
   * Seals rows.
   *
   * @param rows the test set
   */
  public SealedTest(Samples rows) {
    this.rows = rows;
  }

  /** Says that the search is over: from here on nothing will be changed. */
  public void choose() {
    chosen = true;
  }

  /**
   * Breaks the seal.
   *
   * @param why what the rows are read for, as in {@code "learning rate 0.1"}
   * @return the test set
   */
  public Samples read(String why) {
    if (!chosen) {
      warnings.add(
          "the test set was read for "
              + why
              + " while the search went on: its score will be too optimistic; choose on validation"
              + " rows, and read the test set once, for the model chosen");
    } else if (spent) {
      warnings.add(
          "the test set was read again, for " + why + "; its first score is the one to keep");
    }
    spent = spent || chosen;
    return rows;
  }

  /** What to tell the user, in the order of the readings; empty for a clean search. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
