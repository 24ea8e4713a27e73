package annlab.experiments.neurons;

import annlab.experiments.neurons.LogicNetwork.Connection;
import annlab.experiments.neurons.LogicNetwork.Effect;
import annlab.experiments.neurons.LogicNetwork.Neuron;
import annlab.lab.charts.Diagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws a {@link LogicNetwork}: a column for each synapse that a signal has passed. */
final class LogicDrawing {
  private LogicDrawing() {}

  /** The drawing as SVG; an inhibiting connection is dashed and ends in a ring. */
  static String svg(String title, LogicNetwork network) {
    Diagram diagram = new Diagram(title);
    List<Integer> depths = network.depths();
    List<Integer> used = new ArrayList<>();
    int deepest = depths.stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int column = 0; column <= deepest; column++) {
      used.add(0);
    }
    for (int i = 0; i < depths.size(); i++) {
      int column = depths.get(i);
      int row = used.get(column);
      used.set(column, row + 1);
      // odd columns stand half a row lower, so that long lines pass between neurons
      double place = row + (column % 2 == 1 ? 0.5 : 0);
      diagram.neuron(id(i), column, place, label(network, i), network.name(i));
    }
    boolean needsOn =
        network.neurons().stream()
            .flatMap(neuron -> neuron.connections().stream())
            .anyMatch(connection -> connection.source() == LogicNetwork.ALWAYS_ON);
    if (needsOn) {
      diagram.neuron(id(LogicNetwork.ALWAYS_ON), 0, used.get(0), "on", "active all the time");
    }
    for (int i = 0; i < network.neurons().size(); i++) {
      Neuron neuron = network.neurons().get(i);
      for (Connection connection : neuron.connections()) {
        Diagram.Line line =
            connection.effect() == Effect.INHIBITS ? Diagram.Line.INHIBITS : Diagram.Line.EXCITES;
        diagram.connect(id(connection.source()), id(network.inputs().size() + i), line, "");
      }
    }
    return diagram.svg();
  }

  private static String id(int neuron) {
    return "n" + neuron;
  }

  /** Inputs and outputs by name, others by number. */
  private static String label(LogicNetwork network, int neuron) {
    for (Map.Entry<String, Integer> output : network.outputs().entrySet()) {
      if (output.getValue() == neuron) {
        return output.getKey();
      }
    }
    return neuron < network.inputs().size() ? network.inputs().get(neuron) : String.valueOf(neuron);
  }
}
