package annlab.networks.internal.spec;

import annlab.networks.layers.Input;
import annlab.networks.layers.Layer;
import annlab.networks.layers.LayerShapes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing of a model's layers from top to bottom, as Keras' {@code plot_model} with shapes. */
public final class ModelPlot {
  private static final int NAME_WIDTH = 260;
  private static final int LABEL_WIDTH = 70;
  private static final int SHAPE_WIDTH = 140;
  private static final int HEIGHT = 52;
  private static final int GAP = 34;
  private static final int MARGIN = 12;

  private ModelPlot() {}

  public static String svg(String model, List<Layer> layers) {
    List<LayerShapes> shapes = LayerShapes.of(layers);
    int boxes = shapes.size() + 1;
    int width = NAME_WIDTH + LABEL_WIDTH + SHAPE_WIDTH + 2 * MARGIN;
    int height = boxes * HEIGHT + (boxes - 1) * GAP + 2 * MARGIN;
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" font-family=\"sans-serif\" font-size=\"14\">%n",
            width,
            height,
            width,
            height));
    out.append("<title>").append(escaped(model)).append("</title>\n");
    out.append(
        "<defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\""
            + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 10 5 0 10z\"/></marker></defs>\n");
    List<Long> before = ((Input) layers.get(0)).shape();
    box(out, 0, "input: Input", before, before);
    for (int i = 0; i < shapes.size(); i++) {
      LayerShapes layer = shapes.get(i);
      arrow(out, i);
      box(
          out,
          i + 1,
          layer.layer().name() + ": " + layer.layer().kerasName(),
          before,
          layer.outputShape());
      before = layer.outputShape();
    }
    return out.append("</svg>\n").toString().replace("\r", "");
  }

  private static void box(
      StringBuilder out, int index, String title, List<Long> input, List<Long> output) {
    int top = MARGIN + index * (HEIGHT + GAP);
    int half = HEIGHT / 2;
    int label = MARGIN + NAME_WIDTH;
    int shape = label + LABEL_WIDTH;
    out.append(
        String.format(
            Locale.ROOT,
            "<path fill=\"#fff\" stroke=\"#000\" d=\"M%d %dh%dv%dh-%dzM%d %dv%dM%d %dv%dM%d %dh%d\"/>%n",
            MARGIN,
            top,
            NAME_WIDTH + LABEL_WIDTH + SHAPE_WIDTH,
            HEIGHT,
            NAME_WIDTH + LABEL_WIDTH + SHAPE_WIDTH,
            label,
            top,
            HEIGHT,
            shape,
            top,
            HEIGHT,
            label,
            top + half,
            LABEL_WIDTH + SHAPE_WIDTH));
    text(out, MARGIN + NAME_WIDTH / 2, top + half + 5, title);
    text(out, label + LABEL_WIDTH / 2, top + half / 2 + 5, "input:");
    text(out, label + LABEL_WIDTH / 2, top + half + half / 2 + 5, "output:");
    text(out, shape + SHAPE_WIDTH / 2, top + half / 2 + 5, shape(input));
    text(out, shape + SHAPE_WIDTH / 2, top + half + half / 2 + 5, shape(output));
  }

  private static void arrow(StringBuilder out, int index) {
    int middle = MARGIN + (NAME_WIDTH + LABEL_WIDTH + SHAPE_WIDTH) / 2;
    int from = MARGIN + index * (HEIGHT + GAP) + HEIGHT;
    out.append(
        String.format(
            Locale.ROOT,
            "<path stroke=\"#000\" marker-end=\"url(#arrow)\" d=\"M%d %dv%d\"/>%n",
            middle,
            from,
            GAP));
  }

  private static void text(StringBuilder out, int x, int y, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
            x,
            y,
            escaped(text)));
  }

  private static String shape(List<Long> row) {
    return row.stream().map(String::valueOf).collect(Collectors.joining(", ", "(None, ", ")"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
