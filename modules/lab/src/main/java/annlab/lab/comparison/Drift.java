package annlab.lab.comparison;

import annlab.lab.comparison.Trace.Range;
import annlab.lab.comparison.Trace.Vectors;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How far the parameters of two trainings moved apart.
 *
 * @param initial largest difference before the first step; 0 if both start from the same weights
 * @param steps largest difference after each of the first steps
 * @param epochs by epoch, then by layer
 */
public record Drift(double initial, List<Double> steps, List<List<LayerDrift>> epochs) {
  /** A difference that rounding of float32 alone does not make in one step of these networks. */
  public static final double THRESHOLD = 1e-6;

  /**
   * How far a layer's parameters are apart.
   *
   * @param layer its name
   * @param parameters how many it has
   * @param absolute largest difference
   * @param relative the same by the layer's largest parameter
   * @param ulp largest difference in steps of float32 (units in the last place), both rounded to it
   */
  public record LayerDrift(
      String layer, int parameters, double absolute, double relative, long ulp) {
    ObjectNode json() {
      return Json.object()
          .put("layer", layer)
          .put("parameters", parameters)
          .put("absolute", absolute)
          .put("relative", relative)
          .put("ulp", ulp);
    }
  }

  public Drift {
    steps = List.copyOf(steps);
    epochs = List.copyOf(epochs);
  }

  /**
   * The first step after which a parameter differs by more than the threshold.
   *
   * @return 1 for the first step; empty if none of the steps kept does
   */
  public OptionalInt firstStep() {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) > THRESHOLD) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  /** Compares two traces, step by step and epoch by epoch, as far as both go. */
  static Drift between(Trace left, Trace right) {
    if (!left.layers().equals(right.layers())) {
      throw new IllegalStateException(
          "the two runs trained different models: " + left.layers() + " and " + right.layers());
    }
    List<Double> steps = new ArrayList<>();
    double initial;
    try (Vectors a = left.steps();
        Vectors b = right.steps()) {
      initial = largest(a.next(), b.next());
      for (int i = 0; i < Math.min(left.stepsKept(), right.stepsKept()); i++) {
        steps.add(largest(a.next(), b.next()));
      }
    }
    List<List<LayerDrift>> epochs = new ArrayList<>();
    if (Math.min(left.epochs(), right.epochs()) > 0) {
      try (Vectors a = left.epochVectors();
          Vectors b = right.epochVectors()) {
        for (int i = 0; i < Math.min(left.epochs(), right.epochs()); i++) {
          double[] mine = a.next();
          double[] theirs = b.next();
          epochs.add(left.layers().stream().map(range -> of(range, mine, theirs)).toList());
        }
      }
    }
    return new Drift(initial, steps, epochs);
  }

  private static double largest(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  static LayerDrift of(Range range, double[] a, double[] b) {
    double absolute = 0;
    double size = 0;
    long ulp = 0;
    for (int i = range.from(); i < range.from() + range.count(); i++) {
      absolute = Math.max(absolute, Math.abs(a[i] - b[i]));
      size = Math.max(size, Math.max(Math.abs(a[i]), Math.abs(b[i])));
      ulp = Math.max(ulp, Math.abs(ordered((float) a[i]) - ordered((float) b[i])));
    }
    return new LayerDrift(
        range.layer(), range.count(), absolute, size == 0 ? 0 : absolute / size, ulp);
  }

  /** Neighbouring floats have neighbouring numbers, and both zeros have 0. */
  private static long ordered(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? -(long) (bits & Integer.MAX_VALUE) : bits;
  }

  ObjectNode json() {
    ObjectNode object = Json.object().put("threshold", THRESHOLD).put("initial", initial);
    firstStep().ifPresent(step -> object.put("firstStep", step));
    ArrayNode list = object.putArray("steps");
    steps.forEach(list::add);
    ArrayNode passes = object.putArray("epochs");
    for (List<LayerDrift> layers : epochs) {
      passes.add(Json.array(layers.stream().map(LayerDrift::json).toList()));
    }
    return object;
  }
}
