package annlab.experiments.backpropagation;

import annlab.lab.Demonstration;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** The activation functions of section 1.2.4 and their derivatives as curves to look at. */
public final class ActivationCurves implements Demonstration {
  private static final double REACH = 6;

  /** Points on each side of 0: steps of a fiftieth. */
  private static final int HALF = 300;

  /** Made by {@link java.util.ServiceLoader}. */
  public ActivationCurves() {}

  @Override
  public String id() {
    return "activations";
  }

  /** Every function at the same places from -6 to 6; the question is not looked at. */
  @Override
  public ObjectNode show(JsonNode question) {
    ObjectNode answer = Json.object();
    ArrayNode places = answer.putArray("z");
    for (int i = -HALF; i <= HALF; i++) {
      places.add(place(i));
    }
    answer.set(
        "functions",
        Json.array(List.of(ActivationFunction.values()).stream().map(this::curve).toList()));
    return answer;
  }

  private ObjectNode curve(ActivationFunction function) {
    ObjectNode curve =
        Json.object()
            .put("id", function.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("label", function.label())
            .put("formula", formula(function));
    ArrayNode values = curve.putArray("values");
    ArrayNode slopes = curve.putArray("slopes");
    for (int i = -HALF; i <= HALF; i++) {
      values.add(function.value(place(i)));
      slopes.add(function.derivative(place(i)));
    }
    return curve;
  }

  private static double place(int i) {
    return REACH * i / HALF;
  }

  /** In TeX. */
  private static String formula(ActivationFunction function) {
    return switch (function) {
      case STEP -> "\\begin{cases} 1 & z \\ge 0\\\\ 0 & z < 0 \\end{cases}";
      case SIGMOID -> "\\frac{1}{1 + e^{-z}}";
      case TANH -> "\\tanh(z) = 2\\sigma(2z) - 1";
      case RELU -> "\\max(0, z)";
      case SOFTPLUS -> "\\ln(1 + e^z)";
      case GELU -> "z\\,\\Phi(z)";
      case GELU_TANH -> "\\tfrac12 z \\big(1 + \\tanh(\\sqrt{2/\\pi}\\,(z + 0.044715 z^3))\\big)";
      case GELU_SIGMOID -> "z\\,\\sigma(1.702\\,z)";
    };
  }
}
