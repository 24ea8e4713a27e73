package annlab.experiments.keras.api;

import annlab.experiments.keras.SummaryChecks;
import annlab.lab.RunContext;
import annlab.lab.charts.Figure;
import annlab.networks.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Measures what a drawing of the chapter's model says. */
public final class PlotChecks {
  private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)</text>");
  private static final Pattern ARROW = Pattern.compile("<path[^>]*marker-end");

  /** Figure 1.10: name and type of each layer, the shape that goes in, the shape that comes out. */
  private static final List<String> BOXES =
      List.of(
          box("input: Input", "28, 28", "28, 28"),
          box("flatten: Flatten", "28, 28", "784"),
          box("dense: Dense", "784", "300"),
          box("dense_1: Dense", "300", "100"),
          box("dense_2: Dense", "100", "10"));

  private PlotChecks() {}

  static void measure(Model model, RunContext context, Map<String, Double> numbers) {
    // listing: F8-shapes, F8-figure
    String svg = model.plot();
    numbers.put("F8-shapes", (double) wrongBoxes(svg));
    context.figure(
        new Figure(
            "model",
            "1.3.2",
            "The layers of the network with the shapes that go in and out, as in Figure 1.10.",
            svg));
    // end listing
    numbers.put("F8-figure", (double) model.layers().size() + 1);
  }

  /** Boxes that are not the chapter's, in its order, and arrows too many or too few. */
  public static int wrongBoxes(String svg) {
    List<String> texts = TEXT.matcher(svg).results().map(found -> found.group(1)).toList();
    List<String> boxes = new ArrayList<>();
    for (int i = 0; i + 5 <= texts.size(); i += 5) {
      boxes.add(String.join(" ", texts.subList(i, i + 5)));
    }
    long arrows = ARROW.matcher(svg).results().map(MatchResult::start).count();
    return SummaryChecks.different(BOXES, boxes) + (int) Math.abs(arrows - (BOXES.size() - 1));
  }

  private static String box(String title, String in, String out) {
    return title + " input: output: (None, " + in + ") (None, " + out + ")";
  }
}
