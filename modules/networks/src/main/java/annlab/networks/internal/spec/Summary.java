package annlab.networks.internal.spec;

import annlab.networks.layers.LayerShapes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Keras' table of a model's layers (utils/summary_utils.py, the layout of TensorFlow 2.9 on). */
public final class Summary {
  private static final int WIDTH = 65;
  private static final int SHAPE_AT = 29;
  private static final int COUNT_AT = 55;

  private Summary() {}

  public static String of(String name, List<LayerShapes> layers) {
    StringBuilder out = new StringBuilder("Model: \"" + name + "\"\n");
    out.append("_".repeat(WIDTH)).append('\n');
    row(out, "Layer (type)", "Output Shape", "Param #");
    out.append("=".repeat(WIDTH)).append('\n');
    long trainable = 0;
    long fixed = 0;
    for (LayerShapes layer : layers) {
      trainable += layer.layer().trainable(layer.inputs());
      fixed += layer.layer().nonTrainable(layer.inputs());
      row(
          out,
          layer.layer().name() + " (" + layer.layer().kerasName() + ")",
          layer.outputShape().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", "(None, ", ")")),
          Long.toString(
              layer.layer().trainable(layer.inputs())
                  + layer.layer().nonTrainable(layer.inputs())));
      out.append(" ".repeat(WIDTH)).append('\n');
    }
    out.append("=".repeat(WIDTH)).append('\n');
    out.append(String.format(Locale.ROOT, "Total params: %,d%n", trainable + fixed));
    out.append(String.format(Locale.ROOT, "Trainable params: %,d%n", trainable));
    out.append(String.format(Locale.ROOT, "Non-trainable params: %,d%n", fixed));
    return out.append("_".repeat(WIDTH)).append('\n').toString().replace("\r", "");
  }

  private static void row(StringBuilder out, String layer, String shape, String count) {
    StringBuilder line = new StringBuilder(" " + layer);
    cell(line, SHAPE_AT, shape);
    cell(line, COUNT_AT, count);
    pad(line, WIDTH);
    out.append(line).append('\n');
  }

  private static void cell(StringBuilder line, int at, String text) {
    pad(line, at - 1);
    // a long entry keeps one blank between the columns
    line.append(line.length() < at ? " " : "").append(text);
  }

  private static void pad(StringBuilder line, int width) {
    while (line.length() < width) {
      line.append(' ');
    }
  }
}
