package annlab.experiments.backpropagation;

import annlab.experiments.backpropagation.ScalarNetwork.Pass;
import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A training step written down as a reader would work it out: each step a formula, the same with
 * numbers, and its result. All numbers are those of the recorded tape.
 */
final class GradientTrace {
  private final ScalarNetwork network;
  private final List<Double> x;
  private final List<Double> y;
  private final double rate;
  private final List<Double> parameters;
  private final List<String> names;
  private final List<Scalar> recorded;
  private final Pass pass;
  private final Tape.Reverse reverse;
  private final List<Double> differences;
  private final List<ObjectNode> steps = new ArrayList<>();

  GradientTrace(
      ScalarNetwork network, List<Double> parameters, List<Double> x, List<Double> y, double rate) {
    this.network = network;
    this.parameters = parameters;
    this.x = x;
    this.y = y;
    this.rate = rate;
    this.names = network.parameterNames();
    Tape tape = new Tape();
    this.recorded = network.record(tape, parameters);
    this.pass = network.forward(recorded, List.of(x), List.of(y));
    this.reverse = tape.reverse(pass.loss());
    this.differences =
        CentralDifference.gradient(
            changed -> network.loss(changed, List.of(x), List.of(y)), parameters);
  }

  /** Everything, with the loss before and after the update. */
  ObjectNode json() {
    int last = network.sizes().size() - 1;
    for (int layer = 1; layer <= last; layer++) {
      forward(layer);
    }
    loss(last);
    for (int layer = last; layer >= 1; layer--) {
      backward(layer, last);
    }
    List<Double> gradient = recorded.stream().map(reverse::gradient).toList();
    List<Double> after = GradientSteps.updated(parameters, gradient, rate);
    update(gradient, after);
    ObjectNode json = Json.object();
    json.set("sizes", array(network.sizes().stream().map(Integer::doubleValue).toList()));
    json.set("inputs", array(x));
    json.set("targets", array(y));
    ArrayNode all = json.putArray("parameters");
    for (int i = 0; i < names.size(); i++) {
      all.addObject()
          .put("name", names.get(i))
          .put("value", parameters.get(i))
          .put("gradient", gradient.get(i))
          .put("difference", differences.get(i))
          .put("after", after.get(i));
    }
    json.set("steps", Json.array(steps));
    return json.put("loss", pass.loss().value())
        .put("lossAfter", network.loss(after, List.of(x), List.of(y)));
  }

  private static ArrayNode array(List<Double> values) {
    ArrayNode array = Json.object().arrayNode();
    values.forEach(array::add);
    return array;
  }

  private ObjectNode step(String phase, String quantity, String formula, String worked, double v) {
    ObjectNode step =
        Json.object()
            .put("phase", phase)
            .put("quantity", quantity)
            .put("formula", formula)
            .put("worked", worked)
            .put("value", v);
    steps.add(step);
    return step;
  }

  private void forward(int layer) {
    for (int neuron = 0; neuron < network.sizes().get(layer); neuron++) {
      StringJoiner formula = new StringJoiner(" + ");
      StringJoiner worked = new StringJoiner(" + ");
      int inputs = network.sizes().get(layer - 1);
      for (int input = 0; input < inputs; input++) {
        int place = network.place(layer, neuron, input);
        formula.add(names.get(place) + " · " + signal(layer - 1, input));
        worked.add(text(parameters.get(place)) + " · " + text(value(layer - 1, input)));
      }
      int bias = network.place(layer, neuron, inputs);
      formula.add(names.get(bias));
      worked.add(text(parameters.get(bias)));
      Scalar sum = sum(layer, neuron);
      String z = "z" + layer + "[" + neuron + "]";
      step("forward", z, formula.toString(), worked.toString(), sum.value());
      String function = function(layer);
      step(
          "forward",
          signal(layer, neuron),
          function + "(" + z + ")",
          function + "(" + text(sum.value()) + ")",
          value(layer, neuron));
    }
  }

  private void loss(int last) {
    StringJoiner formula = new StringJoiner(" + ", "½ (", ")");
    StringJoiner worked = new StringJoiner(" + ", "½ (", ")");
    for (int i = 0; i < y.size(); i++) {
      formula.add("(" + signal(last, i) + " − y[" + i + "])²");
      worked.add("(" + text(value(last, i)) + " − " + text(y.get(i)) + ")²");
    }
    step("loss", "L", formula.toString(), worked.toString(), pass.loss().value());
  }

  /** From a layer's outputs back to its weights. */
  private void backward(int layer, int last) {
    for (int neuron = 0; neuron < network.sizes().get(layer); neuron++) {
      outputGradient(layer, neuron, last);
      double outer = reverse.gradient(output(layer, neuron));
      double inner = reverse.gradient(sum(layer, neuron));
      String z = "z" + layer + "[" + neuron + "]";
      step(
          "backward",
          "∂L/∂" + z,
          "∂L/∂" + signal(layer, neuron) + " · " + function(layer) + "′(" + z + ")",
          text(outer) + " · " + text(slope(layer, neuron)),
          inner);
      int inputs = network.sizes().get(layer - 1);
      for (int input = 0; input <= inputs; input++) {
        boolean bias = input == inputs;
        int place = network.place(layer, neuron, input);
        step(
                "backward",
                "∂L/∂" + names.get(place),
                "∂L/∂" + z + (bias ? "" : " · " + signal(layer - 1, input)),
                text(inner) + (bias ? "" : " · " + text(value(layer - 1, input))),
                reverse.gradient(recorded.get(place)))
            .put("difference", differences.get(place));
      }
    }
  }

  private void outputGradient(int layer, int neuron, int last) {
    String quantity = "∂L/∂" + signal(layer, neuron);
    double gradient = reverse.gradient(output(layer, neuron));
    if (layer == last) {
      step(
          "backward",
          quantity,
          signal(layer, neuron) + " − y[" + neuron + "]",
          text(value(layer, neuron)) + " − " + text(y.get(neuron)),
          gradient);
      return;
    }
    StringJoiner formula = new StringJoiner(" + ");
    StringJoiner worked = new StringJoiner(" + ");
    for (int above = 0; above < network.sizes().get(layer + 1); above++) {
      int place = network.place(layer + 1, above, neuron);
      formula.add("∂L/∂z" + (layer + 1) + "[" + above + "] · " + names.get(place));
      worked.add(
          text(reverse.gradient(sum(layer + 1, above))) + " · " + text(parameters.get(place)));
    }
    step("backward", quantity, formula.toString(), worked.toString(), gradient);
  }

  private void update(List<Double> gradient, List<Double> after) {
    for (int i = 0; i < names.size(); i++) {
      step(
          "update",
          names.get(i),
          names.get(i) + " − η · ∂L/∂" + names.get(i),
          text(parameters.get(i)) + " − " + text(rate) + " · " + text(gradient.get(i)),
          after.get(i));
    }
  }

  private Scalar sum(int layer, int neuron) {
    return pass.sums().get(0).get(layer - 1).get(neuron);
  }

  private Scalar output(int layer, int neuron) {
    return pass.outputs().get(0).get(layer - 1).get(neuron);
  }

  private double value(int layer, int neuron) {
    return layer == 0 ? x.get(neuron) : output(layer, neuron).value();
  }

  private static String signal(int layer, int neuron) {
    return layer == 0 ? "x[" + neuron + "]" : "a" + layer + "[" + neuron + "]";
  }

  private String function(int layer) {
    boolean last = layer == network.sizes().size() - 1;
    return last ? "sigmoid" : network.hidden().name().toLowerCase(Locale.ROOT);
  }

  /** The derivative that the tape recorded for an activation; 1 where there is none. */
  private double slope(int layer, int neuron) {
    Scalar output = output(layer, neuron);
    return output.index() == sum(layer, neuron).index()
        ? 1
        : output.tape().steps().get(output.index()).partials().get(0);
  }

  /** Six digits: enough to follow, short enough to read. */
  private static String text(double value) {
    String text = String.format(Locale.ROOT, "%.6g", value);
    String plain =
        text.contains("e") ? text : text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    return value < 0 ? "(" + plain.replace('-', '−') + ")" : plain;
  }
}
