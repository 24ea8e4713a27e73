package annlab.experiments.keras.fashion;

import annlab.experiments.keras.Published;
import annlab.experiments.keras.TrainingChecks;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LearningCurves;
import annlab.networks.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the figures of the training: the learning curves, and what moving one of them shows. */
final class Curves {
  private static final int EARLY_EPOCHS = 10;

  private Curves() {}

  static void keep(History history, Published published, RunContext context) {
    Map<String, List<Double>> theirs = new LinkedHashMap<>();
    TrainingChecks.SERIES.forEach(name -> theirs.put(name, published.series(name)));
    context.figure(
        new Figure(
            "learning-curves",
            "1.3.2",
            "Loss and accuracy on the training set (means over each epoch) and on the validation"
                + " set (at the epoch's end); points: what is published with the chapter's"
                + " notebook.",
            LearningCurves.chart("Fashion MNIST, 784-300-100-10", history.history(), theirs)
                .svg()));
    context.figure(
        new Figure(
            "half-epoch-shift",
            "1.3.2",
            "The training loss is the mean over an epoch, so it belongs to the epoch's middle;"
                + " moved there, it is to be compared with the validation loss.",
            LearningCurves.halfEpochShift("loss", history.history(), EARLY_EPOCHS)));
  }
}
