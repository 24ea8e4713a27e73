package annlab.experiments.backpropagation;

import annlab.lab.settings.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One mini-batch through backpropagation, with every number kept: the six steps of section 1.2.4.
 *
 * @param network the network
 * @param rows the numbers of the mini-batch's rows in the training set
 * @param rate the learning rate
 * @param parameters before the step
 * @param tape every operation of the forward pass
 * @param pass the forward pass
 * @param reverse the reverse pass
 * @param steps the six steps with their numbers
 */
record SixSteps(
    ScalarNetwork network,
    List<Integer> rows,
    double rate,
    List<Scalar> parameters,
    Tape tape,
    ScalarNetwork.Pass pass,
    Tape.Reverse reverse,
    List<Step> steps) {

  /**
   * One of the six.
   *
   * @param number 1 to 6
   * @param title what happens, a few words
   * @param values the numbers that it gave, in the order in which they arose
   */
  record Step(int number, String title, List<Value> values) {}

  /** A number with its name. */
  record Value(String name, double value) {}

  /**
   * Trains on one mini-batch.
   *
   * @param network the network
   * @param parameters before the step
   * @param x a list of inputs for each row of the training set
   * @param y a list of targets for each row
   * @param rows the mini-batch
   * @param rate the learning rate
   */
  static SixSteps train(
      ScalarNetwork network,
      List<Double> parameters,
      List<List<Double>> x,
      List<List<Double>> y,
      List<Integer> rows,
      double rate) {
    List<List<Double>> batchX = rows.stream().map(x::get).toList();
    List<List<Double>> batchY = rows.stream().map(y::get).toList();
    Tape tape = new Tape();
    List<Scalar> recorded = network.record(tape, parameters);
    ScalarNetwork.Pass pass = network.forward(recorded, batchX, batchY);
    Tape.Reverse reverse = tape.reverse(pass.loss());
    SixSteps partial = new SixSteps(network, rows, rate, recorded, tape, pass, reverse, List.of());
    // listing: B5
    List<Step> steps =
        List.of(
            new Step(1, "Take a mini-batch", data(rows, batchX, batchY)),
            new Step(2, "Forward: sums and outputs, layer by layer", partial.outputs()),
            new Step(3, "Measure the error", partial.losses()),
            new Step(4, "What each connection to the output layer did to it", partial.top()),
            new Step(5, "The same for each layer below, backward", partial.below()),
            new Step(6, "Change every weight and bias against its gradient", partial.updates()));
    // end listing
    return new SixSteps(network, rows, rate, recorded, tape, pass, reverse, steps);
  }

  /** The gradient of the mini-batch's loss, in the order of the parameters. */
  List<Double> gradient() {
    return parameters.stream().map(reverse::gradient).toList();
  }

  /** The parameters after the step. */
  List<Double> updated() {
    return parameters.stream()
        .map(parameter -> parameter.value() - rate * reverse.gradient(parameter))
        .toList();
  }

  private static List<Value> data(List<Integer> rows, List<List<Double>> x, List<List<Double>> y) {
    List<Value> values = new ArrayList<>();
    for (int row = 0; row < x.size(); row++) {
      values.add(new Value("number of row " + row + " in the training set", rows.get(row)));
      for (int i = 0; i < x.get(row).size(); i++) {
        values.add(new Value("x[" + i + "](row " + row + ")", x.get(row).get(i)));
      }
      for (int i = 0; i < y.get(row).size(); i++) {
        values.add(new Value("y[" + i + "](row " + row + ")", y.get(row).get(i)));
      }
    }
    return values;
  }

  private List<Value> outputs() {
    List<Value> values = new ArrayList<>();
    for (int layer = 1; layer < network.sizes().size(); layer++) {
      for (int row = 0; row < rows.size(); row++) {
        for (int neuron = 0; neuron < network.sizes().get(layer); neuron++) {
          Scalar sum = pass.sums().get(row).get(layer - 1).get(neuron);
          Scalar output = pass.outputs().get(row).get(layer - 1).get(neuron);
          values.add(new Value(name(sum), sum.value()));
          values.add(new Value(name(output), output.value()));
        }
      }
    }
    return values;
  }

  private List<Value> losses() {
    List<Value> values = new ArrayList<>();
    for (Scalar loss : pass.rowLosses()) {
      values.add(new Value(name(loss), loss.value()));
    }
    values.add(new Value(name(pass.loss()), pass.loss().value()));
    return values;
  }

  private List<Value> top() {
    return contributions(network.sizes().size() - 1);
  }

  private List<Value> below() {
    List<Value> values = new ArrayList<>();
    for (int layer = network.sizes().size() - 2; layer >= 1; layer--) {
      values.addAll(contributions(layer));
    }
    return values;
  }

  /** The derivatives of the loss: by outputs and sums of a layer, then by its parameters. */
  private List<Value> contributions(int layer) {
    List<Value> values = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int neuron = 0; neuron < network.sizes().get(layer); neuron++) {
        Scalar output = pass.outputs().get(row).get(layer - 1).get(neuron);
        Scalar sum = pass.sums().get(row).get(layer - 1).get(neuron);
        values.add(new Value("dloss/d" + name(output), reverse.gradient(output)));
        values.add(new Value("dloss/d" + name(sum), reverse.gradient(sum)));
      }
    }
    for (int neuron = 0; neuron < network.sizes().get(layer); neuron++) {
      for (int input = 0; input <= network.sizes().get(layer - 1); input++) {
        Scalar parameter = parameters.get(network.place(layer, neuron, input));
        values.add(new Value("dloss/d" + name(parameter), reverse.gradient(parameter)));
      }
    }
    return values;
  }

  private List<Value> updates() {
    List<Value> values = new ArrayList<>();
    List<Double> updated = updated();
    for (int i = 0; i < parameters.size(); i++) {
      String name = name(parameters.get(i));
      values.add(new Value(name + " before", parameters.get(i).value()));
      values.add(new Value(name + " after", updated.get(i)));
    }
    return values;
  }

  private String name(Scalar scalar) {
    return tape.steps().get(scalar.index()).name();
  }

  /**
   * The trace for readers and pages: the six steps, every operation with its value, local
   * derivatives and adjoint, and every product of the reverse pass in its order.
   */
  ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode sizes = json.putArray("sizes");
    network.sizes().forEach(sizes::add);
    json.put("learning_rate", rate);
    json.put("loss", pass.loss().value());
    ArrayNode stepNodes = json.putArray("steps");
    for (Step step : steps) {
      ObjectNode node = stepNodes.addObject();
      node.put("number", step.number());
      node.put("title", step.title());
      ArrayNode values = node.putArray("values");
      step.values()
          .forEach(
              value -> values.addObject().put("name", value.name()).put("value", value.value()));
    }
    ArrayNode operations = json.putArray("operations");
    tape.steps().forEach(step -> operations.add(operation(step)));
    ArrayNode products = json.putArray("reverse");
    for (Tape.Contribution contribution : reverse.contributions()) {
      products
          .addObject()
          .put("from", contribution.from())
          .put("to", contribution.to())
          .put("adjoint", contribution.adjoint())
          .put("partial", contribution.partial())
          .put("product", contribution.product());
    }
    return json;
  }

  private ObjectNode operation(Tape.Step step) {
    ObjectNode node = Json.object();
    node.put("index", step.index());
    node.put("operation", step.operation().label());
    if (!step.name().isEmpty()) {
      node.put("name", step.name());
    }
    ArrayNode operands = node.putArray("operands");
    step.operands().forEach(operands::add);
    node.put("value", step.value());
    ArrayNode partials = node.putArray("partials");
    step.partials().forEach(partials::add);
    node.put("adjoint", reverse.adjoints().get(step.index()));
    return node;
  }
}
