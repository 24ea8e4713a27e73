package annlab.experiments.neurons;

import annlab.experiments.neurons.LogicNetwork.Connection;
import annlab.experiments.neurons.LogicNetwork.Neuron;
import java.util.List;
import java.util.Map;

/**
 * One of section 1.2.2's networks, set by hand: its output neuron is C.
 *
 * @param id its name in a claim's id
 * @param formula what it should compute
 * @param network what it is
 */
record ChapterNetwork(String id, String formula, LogicNetwork network) {
  private static final Connection FROM_A = Connection.exciting(0);
  private static final Connection FROM_B = Connection.exciting(1);

  /** All five, in the chapter's order. */
  static List<ChapterNetwork> all() {
    // listing: A1
    return List.of(
        of("identity", "A", List.of("A"), FROM_A, FROM_A),
        of("and", "A and B", List.of("A", "B"), FROM_A, FROM_B),
        of("or", "A or B", List.of("A", "B"), FROM_A, FROM_A, FROM_B, FROM_B),
        of("and-not", "A and not B", List.of("A", "B"), FROM_A, FROM_A, Connection.inhibiting(1)),
        of(
            "not",
            "not B",
            List.of("B"),
            Connection.exciting(LogicNetwork.ALWAYS_ON),
            Connection.exciting(LogicNetwork.ALWAYS_ON),
            Connection.inhibiting(0)));
    // end listing
  }

  private static ChapterNetwork of(
      String id, String formula, List<String> inputs, Connection... connections) {
    Neuron c = new Neuron(formula, List.of(connections));
    LogicNetwork network =
        new LogicNetwork(
            inputs, List.of(c), Map.of("C", inputs.size()), LogicNetwork.CHAPTER_THRESHOLD);
    return new ChapterNetwork(id, formula, network);
  }

  /** Wrong rows of its truth table. */
  int mistakes() {
    return TruthTable.mistakes(network, Map.of("C", Formula.parse(formula)));
  }
}
