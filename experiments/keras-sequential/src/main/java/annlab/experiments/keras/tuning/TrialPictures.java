package annlab.experiments.keras.tuning;

import annlab.experiments.keras.tuning.Search.Trial;
import annlab.lab.charts.Figure;
import annlab.lab.charts.LineChart;
import annlab.lab.charts.Series;
import annlab.lab.charts.Series.Hue;
import annlab.lab.charts.Series.Stroke;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A search's trials, as a table and as a picture. */
final class TrialPictures {
  private static final List<Hue> HUES = List.of(Hue.BLUE, Hue.VERMILION, Hue.GREEN, Hue.PURPLE);

  private TrialPictures() {}

  /** One line for each trial: knob, setting, validation accuracy. */
  static byte[] table(List<Trial> trials) {
    StringBuilder csv = new StringBuilder("knob,setting,val_accuracy\n");
    for (Trial trial : trials) {
      csv.append(
          String.format(
              Locale.ROOT, "%s,\"%s\",%.4f%n", trial.knob(), trial.setting(), trial.accuracy()));
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Validation accuracy of each trial, a colour for each knob, and the best so far. */
  static Figure knobByKnob(List<Trial> trials) {
    Map<String, List<Integer>> knobs = new LinkedHashMap<>();
    List<Double> numbers = new ArrayList<>();
    List<Double> bestSoFar = new ArrayList<>();
    double best = 0;
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      knobs.computeIfAbsent(trial.knob(), knob -> new ArrayList<>()).add(i);
      best = Math.max(best, trial.accuracy());
      numbers.add(i + 1.0);
      bestSoFar.add(best);
    }
    LineChart chart =
        LineChart.titled("One knob after the other", "trial", "validation accuracy")
            .with(new Series("best so far", numbers, bestSoFar, Hue.GREY, Stroke.DOTTED));
    int hue = 0;
    for (Map.Entry<String, List<Integer>> knob : knobs.entrySet()) {
      chart =
          chart.with(
              new Series(
                  knob.getKey(),
                  knob.getValue().stream().map(i -> i + 1.0).toList(),
                  knob.getValue().stream().map(i -> trials.get(i).accuracy()).toList(),
                  HUES.get(hue++ % HUES.size()),
                  Stroke.POINTS));
    }
    return new Figure(
        "tuning",
        "1.3.2",
        "The search, trial by trial: five learning rates, three other optimizers with rates of"
            + " their own, networks drawn at random, batch sizes. The first knob is worth most.",
        chart.withY(0, 1).svg());
  }
}
