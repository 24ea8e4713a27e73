package annlab.experiments.neurons;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All states that a network's inputs can be in. */
final class TruthTable {
  private TruthTable() {}

  /**
   * The rows of a table.
   *
   * @param variables how many columns, 0 to 20
   * @return {@code 2^variables} rows, counting up in binary, the first column the highest digit
   */
  static List<List<Boolean>> rows(int variables) {
    List<List<Boolean>> rows = new ArrayList<>();
    for (int row = 0; row < 1 << variables; row++) {
      List<Boolean> states = new ArrayList<>();
      for (int column = 0; column < variables; column++) {
        states.add((row >> (variables - 1 - column) & 1) == 1);
      }
      rows.add(states);
    }
    return rows;
  }

  /**
   * Where a network and the formulas that it should compute differ.
   *
   * @param expected a formula for each output of the network
   * @return wrong outputs over all rows; 0 for a right network
   */
  static int mistakes(LogicNetwork network, Map<String, Formula> expected) {
    int mistakes = 0;
    for (List<Boolean> row : rows(network.inputs().size())) {
      Set<String> holding = new HashSet<>();
      for (int i = 0; i < row.size(); i++) {
        if (row.get(i)) {
          holding.add(network.inputs().get(i));
        }
      }
      Map<String, Boolean> outputs = network.outputs(row);
      for (Map.Entry<String, Formula> output : expected.entrySet()) {
        if (!Boolean.valueOf(output.getValue().value(holding::contains))
            .equals(outputs.get(output.getKey()))) {
          mistakes++;
        }
      }
    }
    return mistakes;
  }

  /** As {@link #mistakes(LogicNetwork, Map)}, for a network with the one output {@code out}. */
  static int mistakes(LogicNetwork network, Formula expected) {
    return mistakes(network, Map.of("out", expected));
  }

  /** A network's table as CSV: inputs, then outputs, 0 and 1. */
  static String csv(LogicNetwork network) {
    List<String> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(network.inputs());
    header.addAll(network.outputs().keySet());
    lines.add(String.join(",", header));
    for (List<Boolean> row : rows(network.inputs().size())) {
      List<String> cells = new ArrayList<>();
      row.forEach(state -> cells.add(state ? "1" : "0"));
      network.outputs(row).values().forEach(state -> cells.add(state ? "1" : "0"));
      lines.add(String.join(",", cells));
    }
    return String.join("\n", lines) + "\n";
  }
}
