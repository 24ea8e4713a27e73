package annlab.bench;

import annlab.datasets.CaliforniaHousing;
import annlab.datasets.DataHome;
import annlab.datasets.Samples;
import annlab.datasets.Split;
import annlab.estimators.Pipeline;
import annlab.estimators.StandardScaler;
import annlab.estimators.mlp.MLPRegressor;
import annlab.lab.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the chapter's regression as a whole process: reads, scales, fits, prints the epochs. */
final class CaliforniaFit {
  private static final int SEED = 42;
  private static final double TEST_SHARE = 0.25;
  private static final int[] HIDDEN = {50, 50, 50};

  private CaliforniaFit() {}

  /** The rows that the chapter trains on: what two splits leave. */
  static Samples rows(Settings settings) {
    Samples all = CaliforniaHousing.load(new DataHome(settings.dataFolders()));
    return Split.of(Split.of(all, TEST_SHARE, SEED).train(), TEST_SHARE, SEED).train();
  }

  /**
   * Fits.
   *
   * @param args the file that takes the number of epochs, and the most epochs
   */
  public static void main(String[] args) throws IOException {
    Samples train = rows(Settings.load());
    MLPRegressor regressor =
        new MLPRegressor()
            .withHiddenLayerSizes(HIDDEN)
            .withRandomState(SEED)
            .withMaxIter(Integer.parseInt(args[1]));
    int epochs =
        Pipeline.of(new StandardScaler(), regressor).fit(train.x(), train.y()).last().iterations();
    Files.writeString(Path.of(args[0]), Integer.toString(epochs));
  }
}
