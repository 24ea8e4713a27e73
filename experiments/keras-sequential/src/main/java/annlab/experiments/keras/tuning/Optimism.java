package annlab.experiments.keras.tuning;

import annlab.datasets.Samples;
import annlab.experiments.keras.tuning.Search.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How much too good the score of a choice is on the rows that it was chosen on. The test set is cut
 * into small parts; on each the best of the trained models is chosen, and its accuracy there
 * compared with that on all rows besides.
 */
public final class Optimism {
  private static final int PARTS = 50;

  private Optimism() {}

  /**
   * One part's excess after the other.
   *
   * @param trials models, trained already
   * @param rows none of which any model was trained or chosen on
   * @param choice picks a model by the number that each has right in a part
   */
  public static List<Double> of(List<Trial> trials, Samples rows, ToIntFunction<int[]> choice) {
    int size = (int) rows.count() / PARTS;
    int[][] right = new int[PARTS][trials.size()];
    int[] truth = rows.y().toIntVector();
    int[] total = new int[trials.size()];
    for (int m = 0; m < trials.size(); m++) {
      int[] classes = trials.get(m).model().predictClasses(rows.x());
      for (int row = 0; row < size * PARTS; row++) {
        int hit = classes[row] == truth[row] ? 1 : 0;
        right[row / size][m] += hit;
        total[m] += hit;
      }
    }
    List<Double> excess = new ArrayList<>();
    for (int[] part : right) {
      // listing: G14-optimism
      int chosen = choice.applyAsInt(part); // the model that has most of this part right
      double here = (double) part[chosen] / size;
      int others = total[chosen] - part[chosen]; // of the other 49 parts
      double elsewhere = (double) others / (size * (PARTS - 1));
      excess.add(here - elsewhere); // what is too good about its score
      // end listing
    }
    return excess;
  }

  static int most(int[] right) {
    int best = 0;
    for (int m = 1; m < right.length; m++) {
      best = right[m] > right[best] ? m : best;
    }
    return best;
  }
}
